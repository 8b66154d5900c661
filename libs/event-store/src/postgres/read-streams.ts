import { ReadStreamOptions, StoredEvent } from '../port';
import { Connections, Statement } from './connections';
import { pageBytesMax } from './read-log';
import { eventColumns, storedEvent } from './stored-event';

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
