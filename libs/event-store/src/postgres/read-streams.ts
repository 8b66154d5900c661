import { ReadStreamOptions, StoredEvent } from '../port';
import { Connections, Statement } from './connections';
import { StreamPage } from './group-read';
import { pageBytesMax } from './read-log';
import { eventColumnCount, eventColumns, storedEvent } from './stored-event';
import { StreamMemory } from '../stream-memory';

const pageRows = 500;
/** Names in one query; more are read in several. */
const streamsMax = 1_000;
const versionMax = 2_147_483_647;

export const readStreamStatement = (schema: string, direction: 'forwards' | 'backwards'): Statement => ({
  name: `read_stream_${direction} ${schema}`,
  text: `
    select ${eventColumns('page')}
    from (
      select e.*, octet_length(e.data) as bytes,
        sum(octet_length(e.data)) over (order by e.version ${order(direction)} rows unbounded preceding) as bytes_so_far
      from ${schema}.events e
      where e.stream = $1 and e.version ${direction === 'forwards' ? '>=' : '<='} $2
      order by e.version ${order(direction)}
      limit $3
    ) as page
    where page.bytes_so_far - page.bytes < $4
    order by page.version ${order(direction)}`,
});

/** Rows and bytes of each stream in a shared query: many streams may be in it, so each has a small part. */
const firstPageRows = 200;
const firstPageBytesMax = 500_000;

/** Of several streams what follows a version, from 0; what is left of a long one is read alone. Versions have no gaps. */
export const readFirstPagesStatement = (schema: string): Statement => ({
  name: `read_first_pages ${schema}`,
  text: `
    select ${eventColumns('page')}, page.version - asked.after = page.fetched as is_last
    from unnest($1::text[], $2::integer[]) as asked (stream, after)
    cross join lateral (
      select beginning.*, octet_length(beginning.data) as bytes, count(*) over () as fetched,
        sum(octet_length(beginning.data)) over (order by beginning.version rows unbounded preceding) as bytes_so_far
      from (
        select e.* from ${schema}.events e
        where e.stream = asked.stream and e.version > asked.after order by e.version limit ${firstPageRows + 1}
      ) as beginning
    ) as page
    where page.version - asked.after <= ${firstPageRows} and page.bytes_so_far - page.bytes < ${firstPageBytesMax}
    order by page.stream, page.version`,
});

/** Whole streams, or their beginnings: what the memory has, and what follows it. */
export const readFirstPages = async (connections: Connections, statement: Statement, memory: StreamMemory, streams: readonly string[]): Promise<ReadonlyMap<string, StreamPage>> => {
  const known = new Map(streams.map((stream) => [stream, memory.eventsOf(stream)]));
  const afters = streams.map((stream) => known.get(stream)?.length ?? 0);
  const tails = new Map<string, { events: StoredEvent[]; end: boolean; contentLength: number }>();
  for (const row of await connections.rows(statement, [streams, afters])) {
    const event = storedEvent(row);
    const tail = tails.get(event.meta.stream) ?? { events: [], end: false, contentLength: 0 };
    tail.events.push(event);
    tail.end = row[eventColumnCount] === 't';
    tail.contentLength += row[eventColumnCount - 1]?.length ?? 0;
    tails.set(event.meta.stream, tail);
  }
  const pages = new Map<string, StreamPage>();
  for (const [stream, before] of known) {
    const tail = tails.get(stream);
    if (tail !== undefined) pages.set(stream, { events: memory.extend(stream, before, tail.events, tail.contentLength), end: tail.end });
    else if (before.length > 0) pages.set(stream, { events: before, end: true });
  }
  return pages;
};

export const readStreamsStatement = (schema: string): Statement => ({
  name: `read_streams ${schema}`,
  text: `select ${eventColumns('e')} from ${schema}.events e where e.stream = any ($1::text[]) order by e.stream, e.version`,
});

const order = (direction: 'forwards' | 'backwards'): string => (direction === 'forwards' ? 'asc' : 'desc');

/** Pages are bounded in rows and bytes; a page may end early, so only an empty one is the end. */
export async function* readStreamPages(
  connections: Connections,
  statement: Statement,
  stream: string,
  options: ReadStreamOptions,
): AsyncGenerator<StoredEvent> {
  const step = options.direction === 'backwards' ? -1 : 1;
  let from = options.from ?? (step === 1 ? 1 : versionMax);
  let left = options.limit ?? Infinity;
  while (left > 0) {
    const wanted = Math.min(left, pageRows);
    const rows = await connections.rows(statement, [stream, from, wanted, pageBytesMax]);
    const events = rows.map(storedEvent);
    yield* events;
    const last = events.at(-1);
    if (last === undefined || (step === -1 && last.meta.version === 1)) return;
    left -= events.length;
    from = last.meta.version + step;
  }
}

export const readWholeStreams = async (
  connections: Connections,
  statement: Statement,
  streams: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredEvent[]>> => {
  const found = new Map<string, StoredEvent[]>();
  for (let start = 0; start < streams.length; start += streamsMax) {
    for (const row of await connections.rows(statement, [streams.slice(start, start + streamsMax)])) {
      const event = storedEvent(row);
      const events = found.get(event.meta.stream);
      if (events === undefined) found.set(event.meta.stream, [event]);
      else events.push(event);
    }
  }
  return found;
};
