import { postgreSQLEventStoreConsumer } from '@event-driven-io/emmett-postgresql';
import { atOnce } from '../harness';
import { appendEmmett, appendOurs, openEmmett, openOurs } from '../stores';

const writers = 16;
const calls = 1_600;
/** Short appends beside long ones: that is when positions and commits change places. */
const eventsOf = (caller: number): number => (caller % 4 === 0 ? 40 : 1);
const written = Array.from({ length: writers }, (_, caller) => eventsOf(caller) * (calls / writers)).reduce((sum, each) => sum + each, 0);
/** A reader that brought nothing for so long while nobody writes has seen all it will ever see. */
const quietMs = 2_000;

export interface Lost {
  readonly written: number;
  readonly lost: number;
}

const write = (append: (stream: string, version: number, count: number) => Promise<void>): Promise<void> =>
  atOnce(writers, calls, (caller, turn) => append(`writer-${caller}`, turn * eventsOf(caller), eventsOf(caller)));

const quiet = async (seen: ReadonlySet<string>): Promise<void> => {
  for (let before = -1; before !== seen.size; ) {
    before = seen.size;
    await new Promise((done) => setTimeout(done, quietMs));
  }
};

/** A live reader beside the writers; every event has to come once. */
export const countLostByOurs = async (url: string): Promise<Lost> => {
  const store = await openOurs(url);
  const seen = new Set<string>();
  const ending = new AbortController();
  const reading = (async () => {
    for await (const { events } of store.subscribe({ after: null, signal: ending.signal })) for (const { meta } of events) seen.add(`${meta.stream}@${meta.version}`);
  })();
  await write((stream, version, count) => appendOurs(store, stream, version, count));
  await quiet(seen);
  ending.abort();
  await reading;
  await store.close();
  return { written, lost: written - seen.size };
};

export const countLostByEmmett = async (url: string): Promise<Lost> => {
  const store = await openEmmett(url);
  const seen = new Set<string>();
  const consumer = postgreSQLEventStoreConsumer({ connectionString: url });
  consumer.reactor({
    processorId: 'lost-events',
    startFrom: 'BEGINNING',
    eachMessage: ({ metadata }) => {
      const { streamName, streamPosition } = metadata as unknown as { readonly streamName: string; readonly streamPosition: bigint };
      seen.add(`${streamName}@${streamPosition}`);
    },
  });
  const reading = consumer.start();
  await write((stream, version, count) => appendEmmett(store, stream, version, count));
  await quiet(seen);
  await consumer.close();
  await reading;
  await store.close();
  return { written, lost: written - seen.size };
};
