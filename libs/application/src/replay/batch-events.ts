import { BatchPlanned, DuesClaimed, batchStream } from '@zhibu/domain';
import { StoredEvent } from '@zhibu/event-store';
import { inFlight } from '../execute/execute-many';
import { ServiceDeps } from '../service-deps';

/** Streams read at once; each is a round trip or two. */
const readsInFlightMax = 8;

/** Of the lines of a chunk, what says nothing of single people; whatever names the person is in the index. */
const sharedByChunk: readonly string[] = ['LinesSent', 'LinesCancelled'];

/**
 * Events of batches name nobody, because they speak of everybody on the list. For one person's history they are found
 * by the claims on the person's ledger, and put where the log has them.
 */
export const withBatches = async ({ store }: Pick<ServiceDeps, 'store'>, own: readonly StoredEvent[]): Promise<readonly StoredEvent[]> => {
  const batchIds = [...new Set(own.flatMap((event) => (event.type === 'DuesClaimed' ? [(event.data as DuesClaimed['data']).batchId] : [])))];
  const chunks = new Map(own.flatMap(({ type, meta }) => (type === 'LinesBuilt' ? [[meta.stream, meta.version] as const] : [])));
  const reads = [
    ...batchIds.map((batchId) => async () => batchEvents(store, batchStream(batchId))),
    ...[...chunks].map(([stream, built]) => async () => (await eventsFrom(store, stream, built + 1)).filter(({ type }) => sharedByChunk.includes(type))),
  ];
  const found: StoredEvent[] = [];
  const known = new Set(own.map(({ meta }) => meta.id));
  await inFlight(reads.length, readsInFlightMax, async (index) => {
    for (const event of (await reads[index]?.()) ?? []) if (!known.has(event.meta.id)) found.push(event);
  });
  return [...own, ...found].sort((a, b) => store.compare(a.checkpoint, b.checkpoint));
};

const eventsFrom = async (store: ServiceDeps['store'], stream: string, from: number): Promise<readonly StoredEvent[]> => {
  const events: StoredEvent[] = [];
  for await (const event of store.readStream(stream, { from })) events.push(event);
  return events;
};

/** Without its chunks, which can be thousands, and without what speaks of other people on the list. */
const batchEvents = async (store: ServiceDeps['store'], stream: string): Promise<readonly StoredEvent[]> => {
  const head: StoredEvent[] = [];
  for await (const event of store.readStream(stream, { from: 1, limit: 2 })) head.push(event);
  const planned = head.find(({ type }) => type === 'BatchPlanned');
  const chunks = planned === undefined ? 0 : (planned.data as BatchPlanned['data']).chunks.length;
  const rest = await eventsFrom(store, stream, 2 + chunks);
  // A batch that was cancelled while it was built has fewer chunks than it planned: then all of it is read.
  const events = chunks === 0 || rest[0]?.type === 'BatchChunkBuilt' ? rest : await eventsFrom(store, stream, 3);
  const known = new Set(head.map(({ meta }) => meta.version));
  return [...head, ...events.filter(({ meta }) => !known.has(meta.version))].filter(({ type }) => type !== 'BatchChunkBuilt' && type !== 'BatchReissueProposed');
};
