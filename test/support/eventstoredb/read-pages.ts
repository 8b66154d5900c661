import { RecordFilter } from './event-filter';
import { EventLog } from './event-log';
import { LogRecord, deletedStream, noStream } from './log-record';
import { lowestRevision } from './stream-metadata';

/** The server reads its log in pages of 32 (`Enumerator.ReadBatchSize`). */
export const pageSize = 32;

export interface AllPage {
  readonly events: readonly LogRecord[];
  /** Where the page began. */
  readonly current: bigint;
  /** Where the next one begins: behind the last record that was looked at. */
  readonly next: bigint;
  readonly isEnd: boolean;
  /** Records looked at, with those that the filter left out. */
  readonly considered: number;
}

/** Forwards a position is inclusive (`AllReader.ReadAllEventsForwardInternal`). */
export const readAllForwards = (log: EventLog, from: bigint, filter: RecordFilter, maxCount: number, window: number): AllPage => {
  const events: LogRecord[] = [];
  let next = from;
  let considered = 0;
  for (let index = log.indexFrom(from); events.length < maxCount && considered < window; index += 1) {
    const record = log.recordAt(index);
    if (record === undefined) return { events, current: from, next, isEnd: true, considered };
    considered += 1;
    if (filter(record)) events.push(record);
    next = record.endPosition;
  }
  return { events, current: from, next, isEnd: false, considered };
};

/**
 * Backwards a position is where a record must END at the latest, so the event that begins there is left out
 * (`AllReader.ReadAllEventsBackwardInternal` compares `RecordPostPosition`). Null stands for the end of the log.
 */
export function* readAllBackwards(log: EventLog, from: bigint | null, filter: RecordFilter): Generator<LogRecord> {
  const last = from === null ? log.readableCount : log.indexFrom(from);
  for (let index = last - 1; index >= 0; index -= 1) {
    const record = log.recordAt(index);
    if (record !== undefined && (from === null || record.endPosition <= from) && filter(record)) yield record;
  }
}

/** Whether a record begins there. Elsewhere the server reads garbage and says so, except behind the last event, where there is nothing. */
export const isReadablePosition = (log: EventLog, position: bigint): boolean =>
  position === 0n || position > log.lastPosition || log.recordAt(log.indexFrom(position))?.position === position || isBehindARecord(log, position);

/** Backwards it must be a place that exists: behind the end of the log is an error as well, seen on 22.10.5. */
export const isReadableBackwards = (log: EventLog, position: bigint): boolean =>
  position === log.endPosition || isBehindARecord(log, position) || (position <= log.lastPosition && isReadablePosition(log, position));

const isBehindARecord = (log: EventLog, position: bigint): boolean => log.recordAt(log.indexFrom(position) - 1)?.endPosition === position;

export type StreamState = 'deleted' | 'missing' | 'readable';

export const streamState = (log: EventLog, stream: string): StreamState => {
  const last = log.lastRevision(stream);
  if (last === deletedStream) return 'deleted';
  return last === noStream || log.metadataOf(stream).truncateBefore === deletedStream ? 'missing' : 'readable';
};

export interface StreamPage {
  readonly events: readonly LogRecord[];
  readonly next: bigint;
  readonly isEnd: boolean;
}

/** `IndexReader.ReadStreamEventsForwardInternal`: revisions below the lowest are skipped, not an end. */
export const readStreamForwards = (log: EventLog, stream: string, from: bigint, maxCount: number): StreamPage => {
  const last = log.lastRevision(stream);
  const lowest = lowestRevision(log.metadataOf(stream), last);
  const end = from + BigInt(maxCount) - 1n;
  if (end < lowest) return { events: [], next: lowest, isEnd: false };
  const events: LogRecord[] = [];
  for (let revision = from > lowest ? from : lowest; revision <= end && revision <= last; revision += 1n) {
    const record = log.streamRecord(stream, revision);
    if (record !== undefined) events.push(record);
  }
  const next = events.at(-1)?.revision;
  return { events, next: next === undefined ? last + 1n : next + 1n, isEnd: end >= last };
};

/** Inclusive, from the highest revision when `from` lies above it; null stands for the end. */
export function* readStreamBackwards(log: EventLog, stream: string, from: bigint | null): Generator<LogRecord> {
  const last = log.lastRevision(stream);
  const lowest = lowestRevision(log.metadataOf(stream), last);
  for (let revision = from === null || from > last ? last : from; revision >= lowest; revision -= 1n) {
    const record = log.streamRecord(stream, revision);
    if (record !== undefined) yield record;
  }
}
