import { resolve } from 'node:path';
import { Text, text } from '@zhibu/kernel';
import type { EffectiveSetting, ValueSource } from '@zhibu/platform';
import type { CliCommand } from '../cli-command';
import { exitCodes } from '../exit-codes';
import { Output, formatTable } from '../output';

export const config: CliCommand = {
  words: ['config'],
  text: text('列出生效的设置及每一项的来源；密码不显示', 'The settings that hold, and where each comes from; no password is shown'),
  run: async ({ env, output, language }) => {
    const { SettingsWrong, checkoutRoot, readConfig } = await import('@zhibu/platform');
    const read = readConfig({ env, root: checkoutRoot(resolve(__dirname, '..')) });
    if (!read.ok) throw new SettingsWrong(read.problems);
    const header = language === 'zh' ? ['名称', '值', '来源'] : ['name', 'value', 'source'];
    const settings = read.effective.map(({ name, value, source, where }) => ({ name, value: plain(value, output), source, where }));
    output.result({ settings, ...(read.warnings.length === 0 ? {} : { warnings: read.warnings }) }, () => formatTable(header, read.effective.map((each) => [each.name, plain(each.value, output), placeOf(each, output)])));
    if (!output.json) for (const { words } of read.warnings) output.note(words);
    return exitCodes.ok;
  },
};

/** Without the marks that the tables of the readme have. */
const plain = (value: Text, output: Output): string => output.say(value).replaceAll('`', '');

const sources: Readonly<Record<ValueSource, Text>> = {
  default: text('缺省', 'default'),
  environment: text('环境变量', 'environment'),
  file: text('文件', 'file'),
  'secret-file': text('机密文件', 'file of a secret'),
};

const placeOf = ({ source, where }: EffectiveSetting, output: Output): string => (source === 'file' || source === 'secret-file' ? `${output.say(sources[source])} ${where ?? ''}` : output.say(sources[source]));
