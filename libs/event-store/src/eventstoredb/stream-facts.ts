import { ReadEvent } from './stored-event';

/** What an append has to know of a stream: where it stood when it was asked, and every command that is in it. */
export interface Facts {
  readonly version: number;
  /** Recorded time of the last event; empty for a stream without events. */
  readonly recordedAt: string;
  readonly commands: ReadonlyMap<string, StoredCommand>;
}

export interface StoredCommand {
  readonly contentHash: string;
  /** The last version it wrote. */
  readonly version: number;
}

interface Kept extends Facts {
  version: number;
  recordedAt: string;
  readonly commands: Map<string, StoredCommand>;
}

/** Commands of all streams together; one takes about 300 bytes. */
export const commandsKeptMax = 100_000;

/**
 * Streams of which this process has read everything up to a version, or found that they do not exist. A stream only grows, so what
 * is known stays true; what came since is found by the expected version, and read. The streams used longest ago leave first.
 */
export class StreamFacts {
  private readonly streams = new Map<string, Kept>();
  private commands = 0;

  constructor(private readonly commandsMax = commandsKeptMax) {}

  get(stream: string): Facts | undefined {
    const kept = this.streams.get(stream);
    if (kept === undefined) return undefined;
    this.streams.delete(stream);
    this.streams.set(stream, kept);
    return asOfNow(kept);
  }

  /** A stream that is not there. */
  isMissing(stream: string): Facts {
    return asOfNow(this.streams.get(stream) ?? this.keep(stream, { version: 0, recordedAt: '', commands: new Map() }));
  }

  /** Takes events that were read in order; those that leave a gap to what is known are of no use. */
  extend(stream: string, read: readonly ReadEvent[]): Facts | undefined {
    const first = read[0]?.event.meta.version;
    if (first === undefined) return this.get(stream);
    const kept = this.streams.get(stream) ?? (first === 1 ? this.keep(stream, { version: 0, recordedAt: '', commands: new Map() }) : undefined);
    if (kept === undefined || first > kept.version + 1) return undefined;
    for (const { event: { meta }, lastOfCommand } of read) {
      if (meta.version <= kept.version) continue;
      kept.version = meta.version;
      kept.recordedAt = meta.recordedAt;
      this.add(kept, meta.commandKey, { contentHash: meta.commandHash, version: lastOfCommand });
    }
    this.trim(stream);
    return asOfNow(kept);
  }

  /** Takes an append that was just written after version `after`. */
  appended(stream: string, after: number, command: { readonly key: string; readonly contentHash: string }, version: number, recordedAt: string): void {
    const kept = this.streams.get(stream);
    if (kept === undefined || kept.version !== after) return;
    kept.version = version;
    kept.recordedAt = recordedAt;
    this.add(kept, command.key, { contentHash: command.contentHash, version });
    this.trim(stream);
  }

  forgetAll(): void {
    this.streams.clear();
    this.commands = 0;
  }

  private keep(stream: string, kept: Kept): Kept {
    this.streams.set(stream, kept);
    this.commands += 1;
    this.trim(stream);
    return kept;
  }

  private add(kept: Kept, key: string, command: StoredCommand): void {
    if (kept.commands.has(key)) return;
    kept.commands.set(key, command);
    this.commands += 1;
  }

  /** A stream by itself counts as one command; the one in use stays, however long it is. */
  private trim(inUse: string): void {
    for (const [oldest, { commands }] of this.streams) {
      if (this.commands <= this.commandsMax) return;
      if (oldest === inUse) continue;
      this.streams.delete(oldest);
      this.commands -= commands.size + 1;
    }
  }
}

/** A reader may see an append, and take it in here, before whoever waits for its answer has got it. */
const asOfNow = ({ version, recordedAt, commands }: Kept): Facts => ({ version, recordedAt, commands });
