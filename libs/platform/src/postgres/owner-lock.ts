import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { failure } from '../platform-failure';
import { FolderLayout } from './data-folder';
import { isAlive, startMark } from './process-table';

/** Who runs the server of a data folder; written again with the port once the server answers. */
export interface Owner {
  readonly pid: number;
  readonly mark: string;
  readonly port?: number;
}

const self = (): Owner => ({ pid: process.pid, mark: startMark(process.pid) });

const readOwner = (layout: FolderLayout): Owner | undefined => {
  try {
    return JSON.parse(readFileSync(layout.owner, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
};

const lives = (owner: Owner): boolean => isAlive(owner.pid) && startMark(owner.pid) === owner.mark;

/** The owner that is alive now, if there is one. */
export const liveOwner = (layout: FolderLayout): Owner | undefined => {
  const owner = readOwner(layout);
  return owner !== undefined && lives(owner) ? owner : undefined;
};

const write = (layout: FolderLayout, owner: Owner): string => {
  const draft = `${layout.owner}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(owner), { mode: 0o600 });
  return draft;
};

const tryClaim = (layout: FolderLayout): boolean => {
  const draft = write(layout, self());
  try {
    // A link appears whole or not at all, and only one process can make it.
    linkSync(draft, layout.owner);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
};

/** Sets a dead claim aside. Two may try at once, so what was moved is looked at again before it is dropped. */
const clearDeadClaim = (layout: FolderLayout): void => {
  const aside = `${layout.owner}.dead-${process.pid}`;
  try {
    renameSync(layout.owner, aside);
    const moved = JSON.parse(readFileSync(aside, 'utf8')) as Owner;
    if (lives(moved)) linkSync(aside, layout.owner);
  } catch {
    // Gone already or unreadable: the next attempt to claim decides.
  } finally {
    rmSync(aside, { force: true });
  }
};

const inUse = (layout: FolderLayout, owner: Owner | undefined): Error => failure('data-folder-in-use',
  `数据目录 ${layout.folder} 正被另一个直补进程${owner === undefined ? '' : `（进程号 ${owner.pid}）`}使用，请先停止它。`,
  `The data folder ${layout.folder} is in use by another Zhibu${owner === undefined ? '' : ` (process ${owner.pid})`}; stop that one first.`);

/** Claims the folder for this process. A claim left by a dead process is taken over. */
export const claimOwnership = (layout: FolderLayout): void => {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (tryClaim(layout)) return;
    const owner = liveOwner(layout);
    if (owner !== undefined) throw inUse(layout, owner);
    clearDeadClaim(layout);
  }
  throw inUse(layout, undefined);
};

export const recordPort = (layout: FolderLayout, port: number): void => {
  renameSync(write(layout, { ...self(), port }), layout.owner);
};

export const releaseOwnership = (layout: FolderLayout): void => {
  if (readOwner(layout)?.pid === process.pid) rmSync(layout.owner, { force: true });
};
