import { constants } from 'node:fs';
import { link, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants as zlib, createGzip } from 'node:zlib';
import { errnoOf, failure } from '@zhibu/platform';
import { fileExists } from './move-refusals';

/** A file that is being written. */
export interface Draft {
  write(content: AsyncIterable<Buffer>): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the draft for writing; tests give another one, of a disk that fails. */
export type OpenDraft = (path: string) => Promise<Draft>;

const openDraft: OpenDraft = async (path) => {
  // It holds keys and hashes of passwords, which only the owner may read.
  const handle = await open(path, 'wx', 0o600);
  return { write: (content) => writeFile(handle, content), sync: () => handle.sync(), close: () => handle.close() };
};

/**
 * Writes content, compressed, under a name beside the wanted one, and gives it that name when all of it is on the disk: a
 * file is whole or not there. What was begun is removed when it fails. Refuses a name that is taken.
 */
export const writeWholeFile = async (path: string, content: AsyncIterable<Buffer>, openFile: OpenDraft = openDraft): Promise<{ readonly bytes: number }> => {
  if ((await stat(path).catch(() => null)) !== null) throw fileExists(path);
  const draft = `${path}.${process.pid}.part`;
  // In a container every process has the same number, so one that was killed may have left its draft.
  const file = await openFile(draft).catch((error: unknown) => Promise.reject((errnoOf(error) === 'EEXIST' ? fileExists(draft) : inWords(path, error)) as Error));
  try {
    // Sealed data does not shrink any more; a higher level takes twice the time for a few percent.
    await pipeline(content, createGzip({ level: zlib.Z_BEST_SPEED }), (packed: AsyncIterable<Buffer>) => file.write(packed));
    await file.sync();
    await file.close();
    const { size } = await stat(draft);
    await giveName(draft, path);
    await syncFolder(dirname(path));
    return { bytes: size };
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(draft, { force: true });
    throw inWords(path, error);
  }
};

/** File systems that know no second name for a file: FAT on a stick, some shares. */
const withoutLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

/** Only one of several that end at once gets the name: `rename` would put the last one in the place of the others. */
const giveName = async (draft: string, path: string): Promise<void> => {
  const linked = await link(draft, path).then(() => true, (error: unknown) => {
    if (withoutLinks.includes(errnoOf(error) ?? '')) return false;
    throw errnoOf(error) === 'EEXIST' ? fileExists(path) : error;
  });
  if (linked) return rm(draft);
  const taken = await open(path, 'wx', 0o600).catch((error: unknown) => Promise.reject((errnoOf(error) === 'EEXIST' ? fileExists(path) : error) as Error));
  await taken.close();
  await rename(draft, path);
};

/** The name itself is on the disk only when its folder is. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const inWords = (path: string, error: unknown): unknown => {
  switch (errnoOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return failure('no-disk-space', `写入 ${path} 时磁盘空间不足；没有留下文件。`, `The disk is full: ${path} could not be written, and nothing was left of it.`, error);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOENT':
    case 'ENOTDIR':
      return failure('folder-not-writable', `无法写入 ${path}，请检查目录和权限。`, `${path} cannot be written; check its folder and the permissions.`, error);
    default:
      return error;
  }
};
