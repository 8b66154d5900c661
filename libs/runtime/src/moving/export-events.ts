import { Hash, createHash } from 'node:crypto';
import { Checkpoint } from '@zhibu/kernel';
import { EventStore, StoredEvent } from '@zhibu/event-store';
import { BlockLine, EndLine, HeaderLine, LogPlace, RowLine, blockEventsDefault, eventLine, formatVersion } from './file-format';
import { logUpToHead } from './log-up-to-head';
import { notTheSameLog } from './move-refusals';
import { OpenDraft, writeWholeFile } from './whole-file';

/** Rows of one table beside the log that have to move with it. */
export interface TableOfRows {
  readonly name: string;
  read(): AsyncIterable<Readonly<Record<string, unknown>>>;
}

export interface ExportSource {
  readonly store: EventStore;
  /** `postgres`, `eventstoredb` or `memory`. */
  readonly engine: string;
  /** Fingerprint of the installation's keys. */
  readonly keys: string;
  readonly tables: readonly TableOfRows[];
}

export interface ExportOptions {
  readonly software: string;
  /** ISO instant. */
  readonly now: string;
  readonly signal: AbortSignal;
  /** The end of the file before: only what was written after it goes into this one. */
  readonly after?: EndLine | undefined;
  readonly blockEvents?: number;
  readonly onProgress?: (events: number) => void;
  readonly openFile?: OpenDraft;
}

export interface ExportReport {
  readonly path: string;
  /** Compressed. */
  readonly bytes: number;
  /** In this file. */
  readonly events: number;
  readonly blocks: number;
  readonly rows: Readonly<Record<string, number>>;
  /** The last event of the log as it was when the export began. */
  readonly last: LogPlace | null;
  readonly sha256: string;
}

/** Lines are handed on together: a stream takes about as long for one line as for a hundred. */
const pieceLines = 200;

/** Writes the log as it stands now, and the rows beside it. Memory does not grow with the log: the disk sets the pace. */
export const exportEvents = async (source: ExportSource, path: string, options: ExportOptions): Promise<ExportReport> => {
  await checkPlace(source.store, options.after);
  const lines = new Lines(options.blockEvents ?? blockEventsDefault, options.after);
  const { bytes } = await writeWholeFile(path, contentOf(source, lines, options), options.openFile);
  const { events, rows, last, sha256 } = lines.end;
  return { path, bytes, events, blocks: lines.blocks, rows, last, sha256 };
};

/** A file that continues another one must be of the same log: its last event stands where it stood. */
const checkPlace = async (store: EventStore, after: EndLine | undefined): Promise<void> => {
  const last = after?.last ?? null;
  if (last === null || after === undefined) return;
  for await (const event of store.readStream(last.stream, { from: last.version, limit: 1 })) {
    if (event.meta.id === last.id && event.checkpoint === after.checkpoint) return;
  }
  throw notTheSameLog(last);
};

async function* contentOf(source: ExportSource, lines: Lines, { software, now, signal, after, onProgress }: ExportOptions): AsyncGenerator<Buffer> {
  yield lines.header({ kind: 'zhibu-events', format: formatVersion, exportedAt: now, engine: source.engine, software, keys: source.keys, blockEvents: lines.blockEvents, follows: after?.last ?? null });
  let piece: string[] = [];
  for await (const event of logUpToHead(source.store, (after?.checkpoint ?? null) as Checkpoint | null, signal)) {
    piece.push(...lines.event(event));
    if (piece.length < pieceLines) continue;
    yield Buffer.from(piece.join(''));
    piece = [];
    onProgress?.(lines.events);
  }
  yield Buffer.from([...piece, ...lines.lastBlock()].join(''));
  onProgress?.(lines.events);
  // After the events: a key is made before the event that needs it, so whatever was exported finds its key among these.
  for (const table of source.tables) for await (const row of table.read()) yield lines.row({ kind: 'row', table: table.name, row });
  yield lines.finish();
}

/** Makes the lines of a file, and keeps its counts and hashes. */
class Lines {
  private readonly whole = createHash('sha256');
  private block: Hash = createHash('sha256');
  private inBlock = 0;
  private lastEvent: StoredEvent | null = null;
  private readonly rows: Record<string, number> = {};
  private finished: EndLine | null = null;
  events = 0;
  blocks = 0;

  constructor(readonly blockEvents: number, private readonly after: EndLine | undefined) {}

  header(line: HeaderLine): Buffer {
    return Buffer.from(this.counted(line));
  }

  event(event: StoredEvent): readonly string[] {
    const line = `${eventLine(event)}\n`;
    this.whole.update(line);
    this.block.update(line);
    this.events += 1;
    this.inBlock += 1;
    this.lastEvent = event;
    return this.inBlock === this.blockEvents ? [line, this.endBlock()] : [line];
  }

  lastBlock(): readonly string[] {
    return this.inBlock === 0 ? [] : [this.endBlock()];
  }

  row(line: RowLine): Buffer {
    this.rows[line.table] = (this.rows[line.table] ?? 0) + 1;
    return Buffer.from(this.counted(line));
  }

  finish(): Buffer {
    const before = this.after?.last ?? null;
    const { meta, checkpoint } = this.lastEvent ?? { meta: null, checkpoint: this.after?.checkpoint ?? null };
    const last = meta === null ? before : { events: (before?.events ?? 0) + this.events, id: meta.id, stream: meta.stream, version: meta.version };
    this.finished = { kind: 'end', events: this.events, rows: this.rows, last, checkpoint, sha256: this.whole.digest('hex') };
    return Buffer.from(`${JSON.stringify(this.finished)}\n`);
  }

  get end(): EndLine {
    if (this.finished === null) throw new Error('expected the file to be finished');
    return this.finished;
  }

  private endBlock(): string {
    this.blocks += 1;
    const line: BlockLine = { kind: 'block', number: this.blocks, events: this.inBlock, sha256: this.block.digest('hex') };
    this.block = createHash('sha256');
    this.inBlock = 0;
    return this.counted(line);
  }

  private counted(line: HeaderLine | BlockLine | RowLine): string {
    const written = `${JSON.stringify(line)}\n`;
    this.whole.update(written);
    return written;
  }
}
