import { readFile, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { failure } from './platform-failure';

/** One YAML file, with its path relative to the folder, in forward slashes. */
export interface PolicyFileText {
  readonly path: string;
  readonly text: string;
}

const filesMax = 5_000;

const unreadable = (dir: string, error?: unknown): Error =>
  failure('settings-wrong', `政策目录 ${dir} 无法读取或没有 YAML 文件，请检查 ZHIBU_POLICIES。`, `The policies folder ${dir} cannot be read or holds no YAML file; check ZHIBU_POLICIES.`, error);

/** Reads every YAML file below a folder, in the order of their paths. */
export const readPolicyFiles = async (dir: string): Promise<PolicyFileText[]> => {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    throw unreadable(dir, error);
  });
  const paths = entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (paths.length === 0) throw unreadable(dir);
  if (paths.length > filesMax) throw new Error(`expected at most ${filesMax} policy files in ${dir}, found ${paths.length}`);
  return Promise.all(
    paths.map(async (path) => ({ path: relative(dir, path).split(sep).join('/'), text: await readFile(path, 'utf8') })),
  );
};
