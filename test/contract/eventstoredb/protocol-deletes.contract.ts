import { ErrorType, EventStoreDBClient } from '@eventstore/db-client';
import { until } from '../../support/until';
import { Heard, ProtocolWorld, failureOf, made, newStream, revisionsOf, several } from './protocol-world';

/** A hidden stream is shown again by a record of its own after the event, so a reader may be too early by a moment. */
const shownAgain = async (client: EventStoreDBClient, stream: string): Promise<bigint[]> => {
  let revisions: bigint[] = [];
  await until(async () => {
    revisions = await revisionsOf(client, stream).catch(() => []);
    return revisions.length > 0;
  }, 3000);
  return revisions;
};

export const describeDeletes = (world: () => ProtocolWorld): void => {
  describe('Deleting', () => {
    it('hides a stream, whose numbers go on when it is written again', async () => {
      const { client } = world();
      const stream = newStream();
      await client.appendToStream(stream, several(2));
      const { position } = await client.deleteStream(stream, { expectedRevision: 1n });
      expect(position!.commit).toBeGreaterThan(0n);
      expect(await failureOf(revisionsOf(client, stream))).toMatchObject({ type: ErrorType.STREAM_NOT_FOUND });
      expect(await client.appendToStream(stream, several(2), { expectedRevision: 'no_stream' })).toMatchObject({ nextExpectedRevision: 3n });
      expect(await shownAgain(client, stream)).toEqual([2n, 3n]);
    });

    it('takes a write at the old revision for a hidden stream, and calls "exists" a deleted one', async () => {
      const { client } = world();
      const stream = newStream();
      await client.appendToStream(stream, several(2));
      await client.deleteStream(stream);
      expect(await failureOf(client.appendToStream(stream, made(), { expectedRevision: 'stream_exists' }))).toMatchObject({ type: ErrorType.STREAM_DELETED });
      expect(await client.appendToStream(stream, made(), { expectedRevision: 1n })).toMatchObject({ nextExpectedRevision: 2n });
      expect(await shownAgain(client, stream)).toEqual([2n]);
    });

    it('refuses a wrong revision and a stream that is not there', async () => {
      const { client } = world();
      const stream = newStream();
      await client.appendToStream(stream, several(2));
      expect(await failureOf(client.deleteStream(stream, { expectedRevision: 0n }))).toMatchObject({ type: ErrorType.WRONG_EXPECTED_VERSION });
      expect(await failureOf(client.deleteStream(newStream()))).toMatchObject({ type: ErrorType.WRONG_EXPECTED_VERSION });
    });

    it('ends a stream for good with a tombstone, for readers, writers and subscribers', async () => {
      const { client } = world();
      const stream = newStream();
      await client.appendToStream(stream, several(2));
      const live = new Heard(client.subscribeToStream(stream));
      await live.hears(2);
      const { position } = await client.tombstoneStream(stream, { expectedRevision: 1n });
      const deleted = { type: ErrorType.STREAM_DELETED, streamName: stream };
      expect(await failureOf(revisionsOf(client, stream))).toMatchObject(deleted);
      expect(await failureOf(client.appendToStream(stream, made()))).toMatchObject(deleted);
      expect(await failureOf(client.appendToStream(stream, made(), { credentials: { username: 'admin', password: 'changeit' } }))).toMatchObject(deleted);
      expect(await failureOf(client.deleteStream(stream))).toMatchObject(deleted);
      expect(await failureOf(client.tombstoneStream(stream))).toMatchObject(deleted);
      await live.hears(3);
      expect(live.error).toMatchObject(deleted);
      for await (const { event } of client.readAll({ fromPosition: position!, maxCount: 1 })) {
        expect(event).toMatchObject({ streamId: stream, type: '$streamDeleted', revision: 9_223_372_036_854_775_807n });
      }
    });
  });
};
