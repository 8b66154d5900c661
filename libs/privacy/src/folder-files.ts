import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SealedFiles } from './evidence-store';

const personPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{1,199}$/;
const hashPattern = /^[0-9a-f]{64}$/;
const draftEnding = '.part';
/** Nobody writes one file for so long: its writer was killed. */
const draftDeadAfterMs = 60 * 60_000;

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** For files that may well not be there. */
const unlessMissing = async <T>(work: Promise<T>, missing: T): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return missing;
    throw error;
  }
};

/** A name is on the disk only when its folder is. Windows opens no folders, and needs none of this. */
const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const handle = await open(folder, constants.O_RDONLY);
  await handle.sync().finally(() => handle.close());
};

/**
 * A folder that only the owner can read: `<two letters>/<person>/<sha256>`, so that no folder holds a whole county. Names are
 * checked, because they become paths.
 */
export const createFolderFiles = (root: string): SealedFiles => {
  const folderOf = (personKey: string): string => {
    if (!personPattern.test(personKey)) throw new RangeError('a person key that names a folder has letters and digits');
    return join(root, personKey.slice(0, 2), personKey);
  };
  const fileOf = (personKey: string, sha256: string): string => {
    if (!hashPattern.test(sha256)) throw new RangeError('a content hash has 64 hexadecimal digits');
    return join(folderOf(personKey), sha256);
  };
  return {
    read: async (personKey, sha256) => unlessMissing<Buffer | null>(readFile(fileOf(personKey, sha256)), null),
    has: async (personKey, sha256) => (await unlessMissing(stat(fileOf(personKey, sha256)), null))?.isFile() === true,
    count: async (personKey) => (await unlessMissing(readdir(folderOf(personKey)), [])).filter((name) => hashPattern.test(name)).length,
    remove: async (personKey) => rm(folderOf(personKey), { recursive: true, force: true }),
    write: async (personKey, sha256, sealed) => {
      const folder = folderOf(personKey);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await removeDeadDrafts(folder);
      await writeWhole(fileOf(personKey, sha256), sealed);
      // The folders may be new as well.
      for (const each of [folder, dirname(folder), root]) await syncFolder(each);
    },
  };
};

/** Each writer has a draft of its own: two may send the same photograph at once, and either result is right. */
const writeWhole = async (path: string, content: Buffer): Promise<void> => {
  const draft = `${path}.${randomUUID()}${draftEnding}`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
};

const removeDeadDrafts = async (folder: string): Promise<void> => {
  for (const name of (await readdir(folder)).filter((each) => each.endsWith(draftEnding))) {
    const found = await unlessMissing(stat(join(folder, name)), null);
    if (found !== null && Date.now() - found.mtimeMs > draftDeadAfterMs) await rm(join(folder, name), { force: true });
  }
};
