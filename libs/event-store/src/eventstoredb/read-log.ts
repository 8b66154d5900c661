import { Checkpoint, text } from '@zhibu/kernel';
import { compareCheckpoints } from '../checkpoint';
import { matches } from '../event-filter';
import { EventFilter, StoredEvent } from '../port';
import { repeated } from './patience';
import { Direction, logRequest } from './read-request';
import { readResponses } from './read-responses';
import { ReadParts, pageBytesMax } from './read-stream';
import { readEvent } from './stored-event';

export interface LogRead {
  readonly direction: Direction;
  /** Exclusive. */
  readonly after: Checkpoint | null;
  readonly limit: number;
  readonly filter: EventFilter | undefined;
}

export interface LogPage {
  readonly events: readonly StoredEvent[];
  /** The last event that was looked at; `null` when there was none. */
  readonly checkpoint: Checkpoint | null;
  readonly end: boolean;
  readonly bytes: number;
}

/** Events of ours that one read looks at when a filter of types may leave most of them out. */
const scannedMax = 20_000;

/** A page of the log, whole or not at all. The server filters by the beginnings of streams, we by types. */
export const readLogPage = (parts: ReadParts, { direction, after, limit, filter }: LogRead): Promise<LogPage> =>
  repeated(text('读取 $all ', 'read $all'), parts.patience, parts.signal, async () => {
    const { connection, names, patience } = parts;
    const byType = (filter?.types ?? []).length > 0;
    // A read forwards begins with the event at the place itself.
    const count = (byType ? scannedMax : limit) + 1;
    const events: StoredEvent[] = [];
    let [checkpoint, received, bytes, isCut]: [Checkpoint | null, number, number, boolean] = [null, 0, 0, false];
    await readResponses(connection, logRequest(names.prefixesOf(filter?.streamPrefixes), direction, after, count), (response) => {
      const message = response.getEvent()?.getEvent();
      if (message === undefined) return true;
      received += 1;
      const read = readEvent(message, names);
      const { event } = read;
      if (after !== null && Math.sign(compareCheckpoints(event.checkpoint, after)) !== (direction === 'forwards' ? 1 : -1)) return true;
      checkpoint = event.checkpoint;
      if (matches(filter, event.meta.stream, event.type)) {
        events.push(event);
        bytes += read.bytes;
      }
      isCut = events.length >= limit || bytes >= pageBytesMax;
      return !isCut;
    }, { what: 'read $all', silenceMs: patience.scanMs });
    return { events, checkpoint, end: !isCut && received < count, bytes };
  });
