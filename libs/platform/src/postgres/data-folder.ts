import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure, folderFailure, noDiskSpace } from '../platform-failure';
import { makeFolder } from '../make-folder';
import type { PostgresBinaries } from './binaries';
import { giveToServer, runsAsRoot, unprivilegedUid } from './server-user';

export const postgresMajor = '18';
export const databaseUser = 'zhibu';

/** What stands in the folder of an embedded PostgreSQL. */
export interface FolderLayout {
  readonly folder: string;
  readonly data: string;
  readonly password: string;
  readonly log: string;
  readonly owner: string;
}

export const layoutOf = (folder: string): FolderLayout => ({
  folder,
  data: join(folder, 'data'),
  password: join(folder, 'password'),
  log: join(folder, 'postgres.log'),
  owner: join(folder, 'owner.json'),
});

/** Written into the new folder before it gets its name, so a folder named `data` without it is damaged. */
const marker = 'zhibu.json';
const essential = [marker, 'PG_VERSION', 'base', 'pg_wal', 'pg_hba.conf', 'postgresql.conf', join('global', 'pg_control')];

/** As root the server reaches its folder through an open descriptor; see the guard. */
export const dataFolderArgument = (data: string): string => (runsAsRoot() ? '/proc/self/fd/3' : data);

export const postgresEnvironment = (): NodeJS.ProcessEnv => {
  const { PATH, SystemRoot, TMPDIR, TEMP } = process.env;
  return { PATH, SystemRoot, TMPDIR, TEMP, LC_ALL: 'C', TZ: 'UTC' };
};

const checkFreeSpace = (folder: string, minimumBytes: number): void => {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < minimumBytes) throw noDiskSpace(folder, bavail * bsize, minimumBytes);
};

/** Makes the folder and proves that it can be written to, before anything is started. */
export const openFolder = (layout: FolderLayout, minimumFreeBytes: number): void => {
  makeFolder(layout.folder);
  try {
    const probe = join(layout.folder, `.probe-${process.pid}`);
    writeFileSync(probe, 'x');
    rmSync(probe);
  } catch (error) {
    throw folderFailure(layout.folder, error);
  }
  checkFreeSpace(layout.folder, minimumFreeBytes);
};

export const readPassword = (layout: FolderLayout): string => readFileSync(layout.password, 'utf8').trim();

const writePassword = (layout: FolderLayout): void => {
  writeFileSync(layout.password, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  giveToServer(layout.password);
};

const runInitdb = (initdb: string, layout: FolderLayout, fresh: string): void => {
  const root = runsAsRoot();
  const descriptors = root ? [openSync(fresh, 'r'), openSync(layout.password, 'r')] : [];
  const result = spawnSync(initdb, [
    '-D', root ? '/proc/self/fd/3' : fresh,
    `--username=${databaseUser}`, `--pwfile=${root ? '/proc/self/fd/4' : layout.password}`, '--auth=scram-sha-256',
    '--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8', '--text-search-config=simple',
  ], {
    cwd: '/', env: postgresEnvironment(), encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe', ...descriptors],
    ...(root ? { uid: unprivilegedUid, gid: unprivilegedUid } : {}),
  });
  descriptors.forEach((descriptor) => closeSync(descriptor));
  if (result.status === 0) return;
  const said = `${result.error?.message ?? ''}${result.stderr}`;
  if (said.includes('No space left')) throw noDiskSpace(layout.folder, undefined, undefined, said);
  throw failure('postgres-failed', `PostgreSQL 初始化失败：${complaintIn(said)}`, `PostgreSQL could not be set up: ${complaintIn(said)}`, said);
};

/** The line that says what went wrong, without its time stamp. */
export const complaintIn = (said: string): string => {
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  const line = lines.find((candidate) => /FATAL|PANIC|error:/.test(candidate)) ?? lines.at(-1) ?? 'no output';
  return line.replace(/^.*?(FATAL|PANIC|error):\s*/, '').trim();
};

/** initdb works beside the final name; the rename at the end makes the folder whole or absent. */
const initialise = (binaries: PostgresBinaries, layout: FolderLayout): void => {
  const fresh = join(layout.folder, 'data.new');
  try {
    rmSync(fresh, { recursive: true, force: true });
    mkdirSync(fresh, { mode: 0o700 });
    giveToServer(fresh);
    writePassword(layout);
    runInitdb(binaries.initdb, layout, fresh);
    writeFileSync(join(fresh, marker), `${JSON.stringify({ format: 1, postgresMajor })}\n`);
    giveToServer(join(fresh, marker));
    rmSync(layout.data, { recursive: true, force: true });
    renameSync(fresh, layout.data);
  } catch (error) {
    throw folderFailure(layout.folder, error);
  }
};

const isEmpty = (folder: string): boolean => !existsSync(folder) || readdirSync(folder).length === 0;

const checkWhole = (layout: FolderLayout): void => {
  const versionFile = join(layout.data, 'PG_VERSION');
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim() : undefined;
  if (version !== undefined && version !== postgresMajor) {
    throw failure('other-major-version',
      `数据目录 ${layout.data} 由 PostgreSQL ${version} 创建，本程序使用 ${postgresMajor}，请先迁移数据或另用目录。`,
      `The data folder ${layout.data} was made by PostgreSQL ${version} and this program ships ${postgresMajor}; migrate it or use another folder.`);
  }
  const missing = essential.filter((name) => !existsSync(join(layout.data, name)));
  if (!existsSync(layout.password)) missing.push(layout.password);
  if (missing.length > 0) {
    throw failure('half-made-data-folder',
      `数据目录 ${layout.data} 不完整（缺少 ${missing.join('、')}），请恢复备份，或移走该目录后重新开始。`,
      `The data folder ${layout.data} is not whole (missing: ${missing.join(', ')}); restore it from a backup, or move it away to begin anew.`);
  }
};

/** Sets the data folder up when there is none; refuses a damaged one, and never deletes data. */
export const ensureDataFolder = (binaries: PostgresBinaries, layout: FolderLayout): { readonly created: boolean } => {
  if (isEmpty(layout.data)) {
    initialise(binaries, layout);
    return { created: true };
  }
  checkWhole(layout);
  return { created: false };
};
