import { END, ErrorType, EventStoreDBClient, Position, START } from '@eventstore/db-client';
import { Heard, ProtocolWorld, failureOf, newStream, several } from './protocol-world';

type StreamOptions = NonNullable<Parameters<EventStoreDBClient['readStream']>[1]>;
type AllOptions = NonNullable<Parameters<EventStoreDBClient['readAll']>[0]>;

const read = async (client: EventStoreDBClient, stream: string, options: StreamOptions = {}): Promise<number[]> => {
  const revisions: number[] = [];
  for await (const { event } of client.readStream(stream, options)) revisions.push(Number(event?.revision));
  return revisions;
};

/** Events of one stream as a read of the whole log shows them, with their places. */
const readLog = async (client: EventStoreDBClient, stream: string, options: AllOptions): Promise<{ revision: number; position: Position }[]> => {
  const found: { revision: number; position: Position }[] = [];
  for await (const { event } of client.readAll(options)) if (event?.streamId === stream) found.push({ revision: Number(event.revision), position: event.position });
  return found;
};

export const describeReads = (world: () => ProtocolWorld): void => {
  describe('Reading a stream', () => {
    it('goes forwards and backwards, from either end or a revision (included), as far as asked', async () => {
      const { client } = world();
      const stream = newStream();
      await client.appendToStream(stream, several(70));
      const all = Array.from({ length: 70 }, (_, n) => n);
      expect(await read(client, stream)).toEqual(all);
      expect(await read(client, stream, { direction: 'backwards', fromRevision: END })).toEqual(all.toReversed());
      expect(await read(client, stream, { fromRevision: 30n, maxCount: 35 })).toEqual(all.slice(30, 65));
      expect(await read(client, stream, { direction: 'backwards', fromRevision: 3n, maxCount: 2 })).toEqual([3, 2]);
      expect(await read(client, stream, { direction: 'backwards', fromRevision: 500n, maxCount: 1 })).toEqual([69]);
      expect(await read(client, stream, { direction: 'backwards', fromRevision: START })).toEqual([0]);
      expect(await failureOf(read(client, stream, { fromRevision: END }))).toMatchObject({ type: ErrorType.UNKNOWN });
      expect(await read(client, stream, { fromRevision: 70n })).toEqual([]);
    });

    it('says that a stream is not there', async () => {
      const stream = newStream();
      expect(await failureOf(read(world().client, stream))).toMatchObject({ type: ErrorType.STREAM_NOT_FOUND, streamName: stream });
      expect(await failureOf(read(world().client, stream, { direction: 'backwards', fromRevision: END }))).toMatchObject({ type: ErrorType.STREAM_NOT_FOUND });
    });

    it('leaves out what the stream no longer keeps', async () => {
      const { client } = world();
      const stream = newStream();
      await client.appendToStream(stream, several(40));
      await client.setStreamMetadata(stream, { maxCount: 3 });
      expect(await read(client, stream)).toEqual([37, 38, 39]);
      expect(await read(client, stream, { direction: 'backwards', fromRevision: END })).toEqual([39, 38, 37]);
      await client.setStreamMetadata(stream, { truncateBefore: 39 });
      expect(await read(client, stream)).toEqual([39]);
      expect((await client.getStreamMetadata(stream)).metadata).toEqual({ truncateBefore: 39 });
    });
  });

  describe('Reading the whole log', () => {
    it('includes a position forwards, and leaves out the event that begins there backwards', async () => {
      const { client } = world();
      const stream = newStream();
      const { position } = await client.appendToStream(stream, several(1));
      await client.appendToStream(stream, several(40));
      const forwards = await readLog(client, stream, { fromPosition: position! });
      expect(forwards.map(({ revision }) => revision)).toEqual(Array.from({ length: 41 }, (_, n) => n));
      expect(forwards[0]!.position).toEqual(position);
      const backwards = await readLog(client, stream, { direction: 'backwards', fromPosition: forwards[5]!.position, maxCount: 3 });
      expect(backwards.map(({ revision }) => revision)).toEqual([4, 3, 2]);
      const tail = await readLog(client, stream, { direction: 'backwards', fromPosition: END, maxCount: 500 });
      expect(tail.slice(0, 2).map(({ revision }) => revision)).toEqual([40, 39]);
    });

    it('has nothing before its start and behind its end', async () => {
      const { client } = world();
      const found = [];
      for await (const event of client.readAll({ direction: 'backwards', fromPosition: START, maxCount: 1 })) found.push(event);
      for await (const event of client.readAll({ fromPosition: END, maxCount: 1 })) found.push(event);
      expect(found).toEqual([]);
    });

    it('refuses a place at which no event begins, for readers and subscribers, but waits behind the last one', async () => {
      const { client } = world();
      const stream = newStream();
      const { position } = await client.appendToStream(stream, several(1));
      await client.appendToStream(stream, several(2));
      const between = { commit: position!.commit + 3n, prepare: position!.prepare + 3n };
      const refused = { code: world().version.startsWith('22.') ? 2 : 3 };
      expect(await failureOf(readLog(client, stream, { fromPosition: between }))).toMatchObject(refused);
      expect(await failureOf(readLog(client, stream, { fromPosition: between, direction: 'backwards' }))).toMatchObject(refused);
      const heard = new Heard(client.subscribeToAll({ fromPosition: between }));
      await heard.hears(1);
      expect(heard.error).toMatchObject(refused);
      const far = { commit: position!.commit + 1_000_000n, prepare: position!.commit + 1_000_000n };
      expect(await readLog(client, stream, { fromPosition: far })).toEqual([]);
      expect(await failureOf(readLog(client, stream, { fromPosition: far, direction: 'backwards' }))).toMatchObject(refused);
      const waiting = new Heard(client.subscribeToAll({ fromPosition: far }));
      await waiting.starts();
      expect(waiting.error).toBeNull();
      await waiting.ends();
    });

    it('holds the events of system streams among the others', async () => {
      const { client } = world();
      const stream = newStream();
      const { position } = await client.appendToStream(stream, several(1));
      await client.setStreamMetadata(stream, { maxCount: 5 });
      const metadata = await readLog(client, `$$${stream}`, { fromPosition: position! });
      expect(metadata).toHaveLength(1);
    });
  });
};
