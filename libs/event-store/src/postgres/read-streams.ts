import { ReadStreamOptions, StoredEvent } from '../port';
import { Connections, Statement } from './connections';
import { StreamPage } from './group-read';
import { pageBytesMax } from './read-log';
import { eventColumnCount, eventColumns, storedEvent } from './stored-event';

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

/** The beginnings of several streams; what is left of a long one is read alone. Versions have no gaps. */
export const readFirstPagesStatement = (schema: string): Statement => ({
  name: `read_first_pages ${schema}`,
  text: `
    select ${eventColumns('page')}, page.version = page.fetched as is_last
    from unnest($1::text[]) as asked (stream)
    cross join lateral (
      select beginning.*, octet_length(beginning.data) as bytes, count(*) over () as fetched,
        sum(octet_length(beginning.data)) over (order by beginning.version rows unbounded preceding) as bytes_so_far
      from (select e.* from ${schema}.events e where e.stream = asked.stream order by e.version limit ${firstPageRows + 1}) as beginning
    ) as page
    where page.version <= ${firstPageRows} and page.bytes_so_far - page.bytes < ${firstPageBytesMax}
    order by page.stream, page.version`,
});

export const readFirstPages = async (connections: Connections, statement: Statement, streams: readonly string[]): Promise<ReadonlyMap<string, StreamPage>> => {
  const pages = new Map<string, { events: StoredEvent[]; end: boolean }>();
  for (const row of await connections.rows(statement, [streams])) {
    const event = storedEvent(row);
    const page = pages.get(event.meta.stream) ?? { events: [], end: false };
    page.events.push(event);
    page.end = row[eventColumnCount] === 't';
    pages.set(event.meta.stream, page);
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
