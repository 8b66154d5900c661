import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PolicyFile, PolicySet, loadPolicies } from '@zhibu/policy';

const folder = resolve(__dirname, '../../policies');

/** The policy files as they are shipped. */
export const shippedFiles = (): PolicyFile[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.ya?ml$/.test(path))
    .sort()
    .map((path) => ({ path: path.replace(/\\/g, '/'), text: readFileSync(join(folder, path), 'utf8') }));

export const shippedPolicies = (): PolicySet => {
  const loaded = loadPolicies(shippedFiles());
  if (!loaded.ok) throw new Error(loaded.problems.map(({ file, line, reason }) => `${file}:${line} ${reason.en}`).join('\n'));
  return loaded.policies;
};
