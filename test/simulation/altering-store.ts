import { EventStore, StoredEvent } from '@zhibu/event-store';

/** What a reader of the log finds when somebody changed stored events behind the system's back. */
export const alteringStore = (inner: EventStore, alter: (event: StoredEvent) => StoredEvent): EventStore => {
  async function* altered(events: AsyncIterable<StoredEvent>): AsyncGenerator<StoredEvent> {
    for await (const event of events) yield alter(event);
  }
  return {
    append: (request) => inner.append(request),
    readStream: (stream, options) => altered(inner.readStream(stream, options)),
    readStreams: async (streams) => new Map([...(await inner.readStreams(streams))].map(([stream, events]) => [stream, events.map(alter)])),
    readAll: (options) => altered(inner.readAll(options)),
    async *subscribe(options) {
      for await (const batch of inner.subscribe(options)) yield { ...batch, events: batch.events.map(alter) };
    },
    head: () => inner.head(),
    compare: (a, b) => inner.compare(a, b),
    close: () => inner.close(),
  };
};
