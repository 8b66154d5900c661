import { StoredEvent } from './port';

interface Remembered {
  readonly events: readonly StoredEvent[];
  readonly bytes: number;
}

export interface StreamMemoryLimits {
  /** Of all streams together, by the length of their content and what an event takes beside it. */
  readonly bytesMax: number;
  /** A longer stream is read anew each time. */
  readonly streamBytesMax: number;
}

export const streamMemoryDefaults: StreamMemoryLimits = { bytesMax: 16_000_000, streamBytesMax: 64_000 };

/** Metadata, names and the objects themselves, roughly. */
const eventBytes = 600;

const freeze = (value: unknown): void => {
  if (value === null || typeof value !== 'object') return;
  Object.freeze(value);
  for (const part of Object.values(value)) freeze(part);
};

const nothing: Remembered = { events: [], bytes: 0 };

/**
 * Streams as they were read last, in this process only and as they are stored: personal fields stay sealed, and opening them asks
 * for the person's key each time. What was committed to a stream never changes, so a reader asks the database only for what
 * follows; nothing here can be stale. The streams read longest ago leave first.
 */
export class StreamMemory {
  private readonly streams = new Map<string, Remembered>();
  private bytes = 0;

  constructor(private readonly limits: StreamMemoryLimits = streamMemoryDefaults) {}

  /** The events known from the first on, without gaps; empty when nothing is known. */
  eventsOf(stream: string): readonly StoredEvent[] {
    const known = this.streams.get(stream);
    if (known === undefined) return [];
    this.streams.delete(stream);
    this.streams.set(stream, known);
    return known.events;
  }

  /** Keeps what was read after `before`, which `eventsOf` gave. Gives the whole. */
  extend(stream: string, before: readonly StoredEvent[], read: readonly StoredEvent[], contentLength: number): readonly StoredEvent[] {
    const events = [...before, ...read];
    const known = this.streams.get(stream) ?? nothing;
    // Another read may have been quicker, or what was known may have left meanwhile.
    if (known.events !== before && (before.length > 0 || known.events.length > 0)) return events;
    this.forget(stream);
    const bytes = known.bytes + contentLength + read.length * eventBytes;
    if (bytes > this.limits.streamBytesMax) return events;
    // Several readers share them from here on, and nobody may change what another reads.
    freeze(read);
    this.streams.set(stream, { events, bytes });
    this.bytes += bytes;
    for (const [oldest] of this.streams) {
      if (this.bytes <= this.limits.bytesMax) break;
      this.forget(oldest);
    }
    return events;
  }

  private forget(stream: string): void {
    this.bytes -= this.streams.get(stream)?.bytes ?? 0;
    this.streams.delete(stream);
  }
}
