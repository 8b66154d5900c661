import { Actor } from '@zhibu/kernel';
import { AppendRequest, EventStore, NewEvent, StoredEvent } from '@zhibu/event-store';

export const caseworker: Actor = {
  userId: 'user-7',
  kind: 'officer',
  roles: [{ role: 'caseworker', areaCode: '990101100000' }],
  onBehalfOf: 'user-9',
};

export const event = (type: string, data: unknown): NewEvent => ({ type, schemaVersion: 1, data, subjects: [] });

export const events = (count: number, type = 'Noted'): NewEvent[] =>
  Array.from({ length: count }, (_, index) => event(type, { index }));

let keys = 0;

/** A request with everything filled in; the command key is new each time. */
export const appendTo = (stream: string, expectedVersion: number | 'any', newEvents: readonly NewEvent[], change: Partial<AppendRequest> = {}): AppendRequest => ({
  stream,
  expectedVersion,
  events: newEvents,
  command: { key: `command-${(keys += 1)}`, contentHash: 'a'.repeat(64) },
  recordedAt: '2026-03-01T08:00:00.000Z',
  simulated: false,
  actor: caseworker,
  causationId: 'request-1',
  correlationId: 'flow-1',
  ...change,
});

export const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

/**
 * The whole log once it holds `count` events. An engine may show an event in the log a moment after its append:
 * PostgreSQL does while any older transaction on the server is still open.
 */
export const logOf = async (store: EventStore, count: number): Promise<StoredEvent[]> => {
  for (const deadline = Date.now() + 10_000; ; ) {
    const log = await collect(store.readAll());
    if (log.length >= count || Date.now() > deadline) return log;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

export const placeOf = ({ meta }: StoredEvent): string => `${meta.stream}@${meta.version}`;
