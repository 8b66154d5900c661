import { Checkpoint } from '@zhibu/kernel';
import { filtersNothing } from '../event-filter';
import { EventFilter, StoredEvent } from '../port';
import { checkpointOf, partsOf } from '../checkpoint';
import { Connections, Row, Statement } from './connections';
import { eventColumnCount, eventColumns, storedEvent } from './stored-event';

export interface LogPage {
  readonly events: readonly StoredEvent[];
  /** Last place that was looked at; `null` when nothing was there. */
  readonly checkpoint: Checkpoint | null;
  readonly end: boolean;
  /** Length of the content of all events. */
  readonly bytes: number;
}

export interface LogRead {
  readonly direction: 'forwards' | 'backwards';
  readonly after: Checkpoint | null;
  readonly limit: number;
  readonly filter: EventFilter | undefined;
}

/** Bytes of content after which a page ends; one event more may be in it. */
export const pageBytesMax = 8_000_000;
const scannedRowsMin = 1_000;
const scannedRowsMax = 20_000;

const firstPlace = ['0', '0'] as const;
const lastPlace = ['18446744073709551615', '9223372036854775807'] as const;

/**
 * A page of the log. What transactions still in flight may yet overtake is left out: everything from the
 * oldest of them on (`pg_snapshot_xmin`). Scans a bounded number of rows and filters there; the last scanned
 * row always comes back, so that a reader moves on past what the filter left out.
 */
export const readLogStatement = (schema: string, direction: LogRead['direction']): Statement => ({
  name: `read_log_${direction} ${schema}`,
  text: `
    select ${eventColumns('page')}, page.is_taken, page.hits, page.scanned_total
    from (
      select counted.*, counted.is_hit and counted.hits <= $6 and counted.bytes_so_far - counted.bytes < $7 as is_taken
      from (
        select scan.*,
          row_number() over place as scanned,
          count(*) over () as scanned_total,
          count(*) filter (where scan.is_hit) over place as hits,
          sum(case when scan.is_hit then scan.bytes else 0 end) over place as bytes_so_far
        from (
          select e.*, octet_length(e.data) as bytes,
            ($4::text[] is null or e.stream like any ($4)) and ($5::text[] is null or e.type = any ($5)) as is_hit
          from ${schema}.events e
          where (e.transaction_id, e.position) ${direction === 'forwards' ? '>' : '<'} ($1::xid8, $2::bigint)
            and e.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
          order by e.transaction_id ${order(direction)}, e.position ${order(direction)}
          limit $3
        ) as scan
        window place as (order by scan.transaction_id ${order(direction)}, scan.position ${order(direction)} rows unbounded preceding)
      ) as counted
    ) as page
    where page.is_taken or page.scanned = page.scanned_total
    order by page.scanned`,
});

/** Without a filter every scanned row is taken, so there is nothing to count. */
export const readWholeLogStatement = (schema: string, direction: LogRead['direction']): Statement => ({
  name: `read_whole_log_${direction} ${schema}`,
  text: `
    select ${eventColumns('page')}
    from (
      select e.*, sum(octet_length(e.data)) over (
        order by e.transaction_id ${order(direction)}, e.position ${order(direction)} rows unbounded preceding
      ) - octet_length(e.data) as bytes_before
      from ${schema}.events e
      where (e.transaction_id, e.position) ${direction === 'forwards' ? '>' : '<'} ($1::xid8, $2::bigint)
        and e.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
      order by e.transaction_id ${order(direction)}, e.position ${order(direction)}
      limit $3
    ) as page
    where page.bytes_before < $4
    order by page.transaction_id ${order(direction)}, page.position ${order(direction)}`,
});

const order = (direction: LogRead['direction']): string => (direction === 'forwards' ? 'asc' : 'desc');

export const readLog = async (
  connections: Connections,
  statements: { readonly filtered: Statement; readonly whole: Statement },
  read: LogRead,
): Promise<LogPage> => {
  const place = read.after === null ? (read.direction === 'forwards' ? firstPlace : lastPlace) : partsOf(read.after);
  if (filtersNothing(read.filter)) {
    return wholePageOf(await connections.rows(statements.whole, [...place, read.limit, pageBytesMax]), read.limit);
  }
  const scanned = Math.min(Math.max(read.limit * 4, scannedRowsMin), scannedRowsMax);
  const rows = await connections.rows(statements.filtered, [
    ...place, scanned, prefixPatterns(read.filter), nonEmpty(read.filter?.types), read.limit, pageBytesMax,
  ]);
  return pageOf(rows, scanned);
};

/** A short page is the end, unless its bytes cut it short. */
const wholePageOf = (rows: readonly Row[], limit: number): LogPage => {
  const events = rows.map(storedEvent);
  const bytes = contentBytes(rows);
  return { events, checkpoint: events.at(-1)?.checkpoint ?? null, end: rows.length < limit && bytes < pageBytesMax, bytes };
};

/** The last scanned row ends the page, unless hits before it had to be left for the next one. */
const pageOf = (rows: readonly Row[], scanLimit: number): LogPage => {
  const [isTaken, hits, scannedTotal] = [eventColumnCount, eventColumnCount + 1, eventColumnCount + 2];
  const taken = rows.filter((row) => row[isTaken] === 't');
  const lastScanned = rows.at(-1);
  const isComplete = lastScanned === undefined || Number(lastScanned[hits]) === taken.length;
  const lastRow = isComplete ? lastScanned : taken.at(-1);
  return {
    events: taken.map(storedEvent),
    checkpoint: lastRow === undefined ? null : checkpointOf(lastRow[0] ?? '', lastRow[1] ?? ''),
    end: isComplete && Number(lastScanned?.[scannedTotal] ?? 0) < scanLimit,
    bytes: contentBytes(taken),
  };
};

const contentBytes = (rows: readonly Row[]): number => rows.reduce((sum, row) => sum + Buffer.byteLength(row[eventColumnCount - 1] ?? ''), 0);

const nonEmpty = (values: readonly string[] | undefined): readonly string[] | null =>
  values === undefined || values.length === 0 ? null : values;

const prefixPatterns = (filter: EventFilter | undefined): readonly string[] | null =>
  nonEmpty(filter?.streamPrefixes)?.map((prefix) => `${prefix.replace(/[\\%_]/g, '\\$&')}%`) ?? null;
