import { languageOf } from '../language';
import { runProgram } from '../program';
import { commands } from './index';

const help = async (...argv: string[]): Promise<{ readonly code: number; readonly out: string }> => {
  let out = '';
  const code = await runProgram(commands, argv, languageOf(argv, {}), { env: {}, out: (text) => (out += text), err: (text) => (out += text) });
  return { code, out };
};

const chinese = /[\u4e00-\u9fff]/;
/** Lines that are our own words: the parser's headings are English in both. */
const described = (out: string): readonly string[] => out.split('\n').filter((line) => /^ {2,}\S.* {2,}\S/.test(line));

describe('the help of every command', () => {
  it.each(commands.map(({ words }) => [words.join(' '), words]))('%s: in both languages, with --json and every option', async (_, words) => {
    const command = commands.find((each) => each.words === words);
    const [zh, en] = [await help(...words, '--help', '--lang', 'zh'), await help(...words, '--help', '--lang', 'en')];
    expect([zh.code, en.code]).toEqual([0, 0]);
    for (const option of ['json', 'lang', 'help', ...(command?.options ?? []).map(({ name }) => name)]) {
      expect(zh.out).toContain(`--${option}`);
      expect(en.out).toContain(`--${option}`);
    }
    expect(command?.text.zh).toMatch(chinese);
    expect(zh.out).toContain(command?.text.zh);
    expect(en.out.replace(/\s+/g, ' ')).toContain(command?.text.en);
    expect(described(zh.out).filter((line) => !chinese.test(line))).toEqual([]);
    expect(en.out).not.toMatch(chinese);
  });

  it('is there for each group, and names its commands', async () => {
    for (const group of new Set(commands.filter(({ words }) => words.length > 1).map(({ words }) => words[0] ?? ''))) {
      const { code, out } = await help(group, '--help');
      expect([group, code]).toEqual([group, 0]);
      for (const { words } of commands.filter((each) => each.words[0] === group && each.words.length > 1)) expect(out).toContain(words[1]);
    }
  });
});
