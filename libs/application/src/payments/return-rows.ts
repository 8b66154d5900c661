import { Fen, RecordedEvent, fold, sumFen } from '@zhibu/kernel';
import { StoredEvent } from '@zhibu/event-store';
import { ReturnFileEvent, ReturnFileRow, ReturnFileState, ReturnRowsRead, returnFileDecider, returnFileStream, rowsPerPartMax } from '@zhibu/domain';
import { Loaded, ReadDeps } from '../execute/stream-loader';
import { ReturnRows, ReturnRowsPart } from '../ports/return-rows';

/** Parts of a stored file in memory at once: 8,000 rows. */
const partsPerRead = 16;

/** Rows that are in memory anyway, such as those of a test. */
export const rowsInMemory = (rows: readonly ReturnFileRow[]): ReturnRows => ({
  parts: Math.ceil(rows.length / rowsPerPartMax),
  async *read(parts): AsyncGenerator<ReturnRowsPart> {
    for (const part of parts) yield await Promise.resolve({ part, rows: rows.slice(part * rowsPerPartMax, (part + 1) * rowsPerPartMax) });
  },
});

export type StoredFile = Loaded<ReturnFileState, ReturnFileEvent>;

const withoutRows = (event: RecordedEvent<ReturnFileEvent>): RecordedEvent<ReturnFileEvent> =>
  event.type === 'ReturnRowsRead' ? { ...event, data: { ...(event.data as ReturnRowsRead['data']), rows: [] } } : event;

/** A return file as it stands, read a few parts at a time: the rows are counted and let go. Its events come without them. */
export const loadReturnFile = async (deps: ReadDeps, returnFileId: string, before?: StoredFile): Promise<StoredFile> => {
  const stream = returnFileStream(returnFileId);
  const events = [...(before?.events ?? [])];
  let { state, version } = before ?? { state: returnFileDecider.initialState, version: 0 };
  for (;;) {
    const page = await opened(deps, stream, version + 1, partsPerRead);
    if (page.length === 0) return { stream, state, version, events };
    state = fold(returnFileDecider, page as unknown as readonly ReturnFileEvent[], state);
    version = page.at(-1)?.meta.version ?? version;
    events.push(...page.map(withoutRows));
  }
};

const opened = async (deps: ReadDeps, stream: string, from: number, limit: number): Promise<readonly RecordedEvent<ReturnFileEvent>[]> => {
  const stored: StoredEvent[] = [];
  for await (const event of deps.store.readStream(stream, { from, limit })) stored.push(event);
  return stored.length === 0 ? [] : ((await deps.codec.open(stored, { evidence: false })) as readonly RecordedEvent<ReturnFileEvent>[]);
};

/** The rows of a file in the log: its parts follow the event that received it. */
export const storedRows = (deps: ReadDeps, file: StoredFile): ReturnRows => ({
  parts: file.state.partsRead,
  async *read(parts): AsyncGenerator<ReturnRowsPart> {
    for (let at = 0; at < parts.length; ) {
      const [from, count] = [parts[at] ?? 0, runLength(parts, at)];
      for (const event of await opened(deps, file.stream, from + 2, count)) yield partOf(event);
      at += count;
    }
  },
});

const runLength = (parts: readonly number[], at: number): number => {
  let count = 1;
  while (count < partsPerRead && parts[at + count] === (parts[at] ?? 0) + count) count += 1;
  return count;
};

const partOf = ({ type, data, meta }: RecordedEvent<ReturnFileEvent>): ReturnRowsPart => {
  const { part, rows } = data as ReturnRowsRead['data'];
  if (type !== 'ReturnRowsRead' || part !== meta.version - 1) throw new Error(`expected part ${meta.version - 1} at version ${meta.version} of ${meta.stream}, found ${type}`);
  return { part: part - 1, rows };
};

/** Where the rows of a file lie, by the chunks they speak of: about 8 bytes a row when a bank has shuffled them, else far less. */
export interface ReturnIndex {
  readonly rows: number;
  readonly totalFen: Fen;
  /** How many rows speak of each chunk. */
  readonly rowsOf: ReadonlyMap<number, number>;
  /** Chunks in each part. */
  readonly chunksIn: readonly (readonly number[])[];
}

export type ChunkFinder = (lineNo: number) => number;

/** Reads the file once and keeps none of its rows. */
export const indexRows = async (rows: ReturnRows, chunkOf: ChunkFinder, onPart?: (part: readonly ReturnFileRow[], before: number) => void): Promise<ReturnIndex> => {
  const rowsOf = new Map<number, number>();
  const chunksIn: (readonly number[])[] = [];
  let [count, totalFen] = [0, 0];
  for await (const { rows: part } of rows.read(everyPart(rows))) {
    onPart?.(part, count);
    count += part.length;
    totalFen += sumFen(part.map((row) => row.amountFen));
    const chunks = part.map((row) => chunkOf(row.lineNo));
    for (const chunk of chunks) rowsOf.set(chunk, (rowsOf.get(chunk) ?? 0) + 1);
    chunksIn.push([...new Set(chunks)]);
  }
  return { rows: count, totalFen, rowsOf, chunksIn };
};

export const everyPart = ({ parts }: ReturnRows): readonly number[] => Array.from({ length: parts }, (_, part) => part);

export type RowsByChunk = ReadonlyMap<number, readonly ReturnFileRow[]>;
export interface RowsWindow {
  readonly chunks: readonly number[];
  readonly rows: RowsByChunk;
}

/** Rows in memory at once. No chunk alone may have more than a quarter of it. */
const rowsHeldMax = 20_000;
/** A chunk has 450 lines at most; a bank that says more than this of one says it again and again. */
export const rowsPerChunkMax = 5_000;

/** The chunks in order with their rows, as many chunks at once as their rows may be in memory. A chunk always comes whole. */
export async function* windowsOf(rows: ReturnRows, index: ReturnIndex, chunks: readonly number[], chunkOf: ChunkFinder, heldMax = rowsHeldMax): AsyncGenerator<RowsWindow> {
  for (let from = 0; from < chunks.length; ) {
    let through = from;
    for (let held = 0; through < chunks.length; through += 1) {
      held += index.rowsOf.get(chunks[through] ?? 0) ?? 0;
      if (held > heldMax && through > from) break;
    }
    const wanted = new Set(chunks.slice(from, through));
    yield { chunks: chunks.slice(from, through), rows: await rowsFor(rows, index, wanted, chunkOf) };
    from = through;
  }
}

const rowsFor = async (rows: ReturnRows, { chunksIn }: ReturnIndex, wanted: ReadonlySet<number>, chunkOf: ChunkFinder): Promise<RowsByChunk> => {
  const found = new Map<number, ReturnFileRow[]>();
  const parts = chunksIn.flatMap((chunks, part) => (chunks.some((chunk) => wanted.has(chunk)) ? [part] : []));
  for await (const part of rows.read(parts)) {
    for (const row of part.rows) {
      const chunk = chunkOf(row.lineNo);
      if (!wanted.has(chunk)) continue;
      const group = found.get(chunk);
      if (group === undefined) found.set(chunk, [row]);
      else group.push(row);
    }
  }
  return found;
};
