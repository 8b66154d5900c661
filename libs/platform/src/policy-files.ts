import { readFile, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** One YAML file, with its path relative to the folder, in forward slashes. */
export interface PolicyFileText {
  readonly path: string;
  readonly text: string;
}

const filesMax = 5_000;

/** Reads every YAML file below a folder, in the order of their paths. */
export const readPolicyFiles = async (dir: string): Promise<PolicyFileText[]> => {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (paths.length > filesMax) throw new Error(`expected at most ${filesMax} policy files in ${dir}, found ${paths.length}`);
  return Promise.all(
    paths.map(async (path) => ({ path: relative(dir, path).split(sep).join('/'), text: await readFile(path, 'utf8') })),
  );
};
