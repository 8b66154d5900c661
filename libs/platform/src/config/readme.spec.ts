import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Language } from '@zhibu/kernel';
import { fileVariantOf, settingNames, settingOf } from './setting-table';

const readme = (name: string): string => readFileSync(resolve(__dirname, '../../../..', name), 'utf8');

/** The rows of the table, as people read them. */
const rowsIn = (language: Language): readonly string[] =>
  settingNames.map((name) => `| \`${name}\` | ${settingOf(name).otherwise[language]} | ${settingOf(name).about[language]} |`);

describe.each([['README.md', 'en', 'Settings'], ['README.zh.md', 'zh', '设置']] as const)('%s', (file, language, title) => {
  const section = new RegExp(`^## ${title}\n([^]*?)(?=^## |$(?![^]))`, 'm').exec(readme(file))?.[1] ?? '';

  it('lists every setting as the program has it, and no other', () => {
    expect(section.split('\n').filter((line) => line.startsWith('| `'))).toEqual(rowsIn(language));
  });

  it('names the files that secrets may come from', () => {
    for (const variant of settingNames.flatMap((name) => fileVariantOf(name) ?? [])) expect(section).toContain(`\`${variant}\``);
  });
});
