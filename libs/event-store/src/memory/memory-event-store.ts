import { Checkpoint } from '@zhibu/kernel';
import { keyReused } from '../append-rejections';
import { matches } from '../event-filter';
import { AppendOutcome, AppendRequest, EventBatch, EventStore, ReadAllOptions, ReadStreamOptions, StoredEvent, StoreUnavailable, SubscribeOptions } from '../port';
import { PreparedAppend, prepareAppend } from '../prepare-append';
import { follow } from '../subscription';
import { WakeUp } from '../wake-up';

/** Keeps everything in this process; for tests, for the browser's own replay and for the command line. */
export const createMemoryEventStore = (): EventStore => new MemoryEventStore();

/** Content is kept as JSON text, so that nobody can change what was stored. */
interface Row {
  readonly event: Omit<StoredEvent, 'data'>;
  readonly json: string;
}

interface Stream {
  readonly rows: Row[];
  readonly commands: Map<string, { readonly hash: string; readonly version: number }>;
}

const checkpointAt = (position: number): Checkpoint => `0/${position}` as Checkpoint;
const positionOf = (checkpoint: Checkpoint): number => Number(checkpoint.slice(2));
const eventOf = ({ event, json }: Row): StoredEvent => ({ ...event, data: JSON.parse(json) as unknown });

class MemoryEventStore implements EventStore {
  private readonly log: Row[] = [];
  private readonly streams = new Map<string, Stream>();
  private readonly wakeUp = new WakeUp();
  private readonly closing = new AbortController();

  async append(request: AppendRequest): Promise<AppendOutcome> {
    if (this.closing.signal.aborted) throw new StoreUnavailable('the event store is closed');
    const prepared = prepareAppend(request);
    if (!prepared.ok) return { kind: 'refused', rejection: prepared.rejection };
    const stream = this.streams.get(request.stream) ?? { rows: [], commands: new Map<string, { hash: string; version: number }>() };
    const { command, expectedVersion } = request;
    const before = stream.commands.get(command.key);
    if (before !== undefined) {
      if (before.hash === command.contentHash) return { kind: 'duplicate', version: before.version };
      return { kind: 'refused', rejection: keyReused(command.key) };
    }
    if (expectedVersion !== 'any' && expectedVersion !== stream.rows.length) {
      return { kind: 'conflict', expectedVersion, actualVersion: stream.rows.length };
    }
    this.streams.set(request.stream, stream);
    this.store(stream, prepared.value);
    this.wakeUp.notify();
    return { kind: 'appended', version: stream.rows.length, checkpoint: checkpointAt(this.log.length) };
  }

  private store(stream: Stream, { request, events, metadata }: PreparedAppend): void {
    const last = stream.rows.at(-1)?.event.meta.recordedAt ?? '';
    const recordedAt = last > request.recordedAt ? last : request.recordedAt;
    for (const { id, type, schemaVersion, data, subjects } of events) {
      const row: Row = {
        event: {
          type,
          checkpoint: checkpointAt(this.log.length + 1),
          meta: {
            ...(JSON.parse(metadata) as Pick<StoredEvent['meta'], 'actor' | 'causationId' | 'correlationId' | 'simulated'>),
            id,
            stream: request.stream,
            version: stream.rows.length + 1,
            schemaVersion,
            recordedAt,
            commandKey: request.command.key,
            commandHash: request.command.contentHash,
            subjects: JSON.parse(subjects) as string[],
          },
        },
        json: data,
      };
      stream.rows.push(row);
      this.log.push(row);
    }
    stream.commands.set(request.command.key, { hash: request.command.contentHash, version: stream.rows.length });
  }

  async *readStream(stream: string, options: ReadStreamOptions = {}): AsyncGenerator<StoredEvent> {
    const rows = this.streams.get(stream)?.rows ?? [];
    const step = options.direction === 'backwards' ? -1 : 1;
    const from = step === 1 ? Math.max(options.from ?? 1, 1) : Math.min(options.from ?? rows.length, rows.length);
    let left = options.limit ?? Infinity;
    for (let version = from; left > 0 && version >= 1 && version <= rows.length; version += step, left -= 1) {
      const row = rows[version - 1];
      if (row !== undefined) yield eventOf(row);
    }
  }

  async readStreams(streams: readonly string[]): Promise<ReadonlyMap<string, readonly StoredEvent[]>> {
    const found = new Map<string, readonly StoredEvent[]>();
    for (const name of streams) {
      const stream = this.streams.get(name);
      if (stream !== undefined) found.set(name, stream.rows.map(eventOf));
    }
    return found;
  }

  async *readAll(options: ReadAllOptions = {}): AsyncGenerator<StoredEvent> {
    const backwards = options.direction === 'backwards';
    const after = options.after ?? null;
    const step = backwards ? -1 : 1;
    const end = this.log.length;
    let position = backwards ? (after === null ? end : positionOf(after) - 1) : after === null ? 1 : positionOf(after) + 1;
    for (let left = options.limit ?? Infinity; left > 0 && position >= 1 && position <= end; position += step) {
      const row = this.log[position - 1];
      if (row === undefined || !matches(options.filter, row.event.meta.stream, row.event.type)) continue;
      left -= 1;
      yield eventOf(row);
    }
  }

  subscribe(options: SubscribeOptions): AsyncIterable<EventBatch> {
    const signal = AbortSignal.any([options.signal, this.closing.signal]);
    const read = async (after: Checkpoint | null, size: number): Promise<EventBatch | null> => {
      const start = after === null ? 0 : positionOf(after);
      const rows = this.log.slice(start, start + size);
      if (rows.length === 0) return null;
      const end = start + rows.length;
      const events = rows.filter(({ event }) => matches(options.filter, event.meta.stream, event.type)).map(eventOf);
      return { events, checkpoint: checkpointAt(end), live: end === this.log.length };
    };
    return follow({ ...options, signal }, read, this.wakeUp, { min: 1_000, max: 1_000 });
  }

  async head(): Promise<Checkpoint | null> {
    return this.log.length === 0 ? null : checkpointAt(this.log.length);
  }

  compare(a: Checkpoint, b: Checkpoint): number {
    return positionOf(a) - positionOf(b);
  }

  async close(): Promise<void> {
    this.closing.abort();
  }
}
