import { resolve } from 'node:path';
import { text } from '@zhibu/kernel';
import type { PolicySet } from '@zhibu/policy';
import { CliOption, CommandContext, stringValue } from '../cli-command';

export const policiesOption: CliOption = { name: 'policies', value: 'DIR', text: text('政策目录，缺省为 ZHIBU_POLICIES 或自带的 policies', 'policies folder; default ZHIBU_POLICIES or the one shipped') };

const shipped = resolve(__dirname, '../../../../policies');

/** Loads the policies, or tells what is wrong with them and gives null. */
export const loadPoliciesFromDisk = async ({ values, env, output }: CommandContext): Promise<PolicySet | null> => {
  const dir = stringValue(values, 'policies') ?? env['ZHIBU_POLICIES'] ?? shipped;
  const { readPolicyFiles } = await import('@zhibu/platform/policy-files');
  const { loadPolicies } = await import('@zhibu/policy');
  const files = await readPolicyFiles(dir).catch(() => null);
  if (files === null) {
    output.problems([{ code: 'policy.folder-unreadable', message: text('无法读取政策目录', 'The policies folder cannot be read'), expected: text('可读的目录', 'a folder that can be read'), actual: text(dir, dir), field: 'policies' }]);
    return null;
  }
  const loaded = loadPolicies(files);
  if (loaded.ok) return loaded.policies;
  output.problems(
    loaded.problems.map(({ file, line, reason, code }) => ({ code, message: reason, expected: text('正确的政策文件', 'a policy file that is right'), actual: text(`${dir}/${file}:${line}`, `${dir}/${file}:${line}`) })),
  );
  return null;
};
