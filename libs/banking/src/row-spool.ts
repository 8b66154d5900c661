import { randomUUID } from 'node:crypto';
import { FileHandle, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReturnRows, ReturnRowsPart } from '@zhibu/application';
import { ReturnFileRow, rowsPerPartMax } from '@zhibu/domain';
import { KeepRows } from './read-return-file';

/** Rows on their way from the reader of a return file to the log. Closed by whoever opened it. */
export interface RowSpool extends ReturnRows {
  readonly keep: KeepRows;
  close(): Promise<void>;
}

interface Place {
  readonly at: number;
  readonly bytes: number;
}

/** Without a name from the beginning: it is gone with the process, however that ends. Rows hold nothing personal. */
const openUnnamed = async (folder: string): Promise<FileHandle> => {
  const path = join(folder, `rows-${randomUUID()}.part`);
  const file = await open(path, 'wx+', 0o600);
  await rm(path, { force: true });
  return file;
};

const rowsAt = async (file: FileHandle, { at, bytes }: Place): Promise<readonly ReturnFileRow[]> => {
  const buffer = Buffer.alloc(bytes);
  let read = 0;
  while (read < bytes) {
    const { bytesRead } = await file.read(buffer, read, bytes - read, at + read);
    if (bytesRead === 0) throw new Error(`expected ${bytes} bytes at ${at} of the rows kept, found ${read}`);
    read += bytesRead;
  }
  // Written a moment ago by this process, into a file that nobody else can open.
  return JSON.parse(buffer.toString('utf8')) as readonly ReturnFileRow[];
};

/** Keeps full parts in a file of its own and less than one part in memory: a small return file touches no disk. */
export const createRowSpool = (folder = tmpdir()): RowSpool => {
  const places: Place[] = [];
  let rest: ReturnFileRow[] = [];
  let file: FileHandle | null = null;
  let end = 0;
  const write = async (rows: readonly ReturnFileRow[]): Promise<void> => {
    file ??= await openUnnamed(folder);
    const bytes = Buffer.from(JSON.stringify(rows));
    await file.appendFile(bytes);
    places.push({ at: end, bytes: bytes.length });
    end += bytes.length;
  };
  const rowsOf = async (part: number): Promise<readonly ReturnFileRow[]> => {
    const place = places[part];
    if (place !== undefined && file !== null) return rowsAt(file, place);
    if (part === places.length && rest.length > 0) return rest;
    throw new Error(`expected a part below ${places.length + (rest.length > 0 ? 1 : 0)}, found ${part}`);
  };
  return {
    async keep(rows) {
      for (const row of rows) {
        rest.push(row);
        if (rest.length < rowsPerPartMax) continue;
        const full = rest;
        rest = [];
        await write(full);
      }
    },
    get parts() {
      return places.length + (rest.length > 0 ? 1 : 0);
    },
    async *read(parts): AsyncGenerator<ReturnRowsPart> {
      for (const part of parts) yield { part, rows: await rowsOf(part) };
    },
    async close() {
      await file?.close();
      file = null;
    },
  };
};
