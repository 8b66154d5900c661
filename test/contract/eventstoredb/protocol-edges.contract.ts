import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Metadata } from '@grpc/grpc-js';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { until } from '../../support/until';
import { target } from './server-version';
import { ProtocolWorld, made, newStream, revisionsOf, several } from './protocol-world';

const rightsOf = (url: string): Metadata => {
  const metadata = new Metadata();
  const [, user] = /^esdb:\/\/([^@/]+)@/.exec(url) ?? [];
  if (user !== undefined) metadata.set('authorization', `Basic ${Buffer.from(decodeURIComponent(user)).toString('base64')}`);
  return metadata;
};

interface RawEvent {
  readonly id?: string;
  readonly type?: string;
}

/** One batch call, without the client: it would not send some of this, and hides when a call ends. */
class RawBatch {
  readonly answers: BatchAppendResp[] = [];
  isEnded = false;
  private readonly client: StreamsClient;
  readonly call: ReturnType<StreamsClient['batchAppend']>;

  constructor(url: string) {
    const { address, channel } = target(url);
    this.client = new StreamsClient(address, channel);
    this.call = this.client.batchAppend(rightsOf(url));
    this.call.on('data', (answer: BatchAppendResp) => this.answers.push(answer));
    this.call.on('end', () => (this.isEnded = true));
    this.call.on('error', () => undefined);
  }

  send(stream: string, events: readonly RawEvent[], fill: (options: BatchAppendReq.Options) => void = (options) => options.setAny(new Empty())): void {
    const options = new BatchAppendReq.Options().setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(stream)));
    fill(options);
    const request = new BatchAppendReq().setCorrelationId(new UUID().setString(randomUUID())).setOptions(options).setIsFinal(true);
    for (const { id = randomUUID(), type = 'Made' } of events) {
      const message = new BatchAppendReq.ProposedMessage().setId(new UUID().setString(id)).setData(Buffer.from('{}'));
      message.getMetadataMap().set('type', type).set('content-type', 'application/json');
      request.addProposedMessages(message);
    }
    this.call.write(request);
  }

  async answered(count: number): Promise<readonly BatchAppendResp[]> {
    await until(() => this.answers.length >= count, 5000);
    return this.answers;
  }

  close(): void {
    this.call.cancel();
    this.client.close();
  }
}

/** What the client never shows, and an adapter that makes its own calls meets. */
export const describeEdges = (world: () => ProtocolWorld): void => {
  describe('At the edges', () => {
    let batch: RawBatch;
    beforeEach(() => (batch = new RawBatch(world().url)));
    afterEach(() => batch.close());

    it('leaves a batch call open whose client is done, when nothing is left to answer', async () => {
      batch.send(newStream(), [{}]);
      await batch.answered(1);
      batch.call.end();
      await wait(200);
      expect(batch.isEnded).toBe(false);
    });

    it('refuses an event without a type, an id that is none, a stream without a name and no word on the revision', async () => {
      const stream = newStream();
      batch.send(stream, [{ type: '' }]);
      batch.send(stream, [{ id: 'no-id' }]);
      batch.send(stream, [{ id: '00000000-0000-0000-0000-000000000000' }]);
      batch.send('', [{}]);
      batch.send(stream, [{}], () => undefined);
      const answers = await batch.answered(5);
      expect(answers.map((answer) => answer.getError()?.getDetails()?.getTypeName())).toEqual(Array(5).fill('event_store.client.BadRequest'));
    });

    it('knows an id in capital letters as the same', async () => {
      const stream = newStream();
      const id = randomUUID();
      for (const spelled of [id.toUpperCase(), id]) {
        const before = batch.answers.length;
        batch.send(stream, [{ id: spelled }], (options) => options.setNoStream(new Empty()));
        await batch.answered(before + 1);
      }
      expect(batch.answers.map((answer) => answer.getSuccess()?.getCurrentRevision())).toEqual(['0', '0']);
      expect(await revisionsOf(world().client, stream)).toEqual([0n]);
    });

    it('never answers the same ids backwards to whoever expects anything', async () => {
      const stream = newStream();
      const ids = [randomUUID(), randomUUID(), randomUUID()];
      await world().client.appendToStream(stream, several(3, ids));
      batch.send(stream, [...ids].reverse().map((id) => ({ id })));
      await wait(200);
      expect(batch.answers).toHaveLength(0);
    });

    it('answers the ids of a hidden stream without a place', async () => {
      const { client } = world();
      const stream = newStream();
      const id = randomUUID();
      await client.appendToStream(stream, made({}, id), { expectedRevision: 'no_stream' });
      await client.deleteStream(stream);
      batch.send(stream, [{ id }], (options) => options.setNoStream(new Empty()));
      const success = (await batch.answered(1))[0]!.getSuccess();
      expect([success?.getCurrentRevision(), success?.hasPosition(), success?.hasNoPosition()]).toEqual(['0', false, true]);
    });
  });
};
