import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands } from './commands';
import { languageOf } from './language';
import { runProgram } from './program';

// The first command compiles the libraries it imports.
jest.setTimeout(60_000);

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const zhibu = async (...argv: string[]): Promise<Ran> => {
  let [out, err] = ['', ''];
  const code = await runProgram(commands, argv, languageOf(argv, {}), { env: {}, out: (text) => (out += text), err: (text) => (err += text) });
  return { code, out, err };
};

const folder = mkdtempSync(join(tmpdir(), 'zhibu-cli-'));
const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

describe('the command line', () => {
  it('says everything in Chinese to whoever reads Chinese, also the words of its parser', async () => {
    const { out } = await zhibu('batch', 'build', '--help', '--lang', 'zh');
    expect(out).toContain('用法：');
    expect(out).not.toMatch(/Usage|Options|choices|\[options\]/);
    expect((await zhibu('--help', '--lang', 'zh')).out).not.toMatch(/Usage|Commands|\[options\]|命令组/);
  });

  it('says of each group of commands what it is for', async () => {
    const { out } = await zhibu('--help', '--lang', 'en');
    for (const group of new Set(commands.filter(({ words }) => words.length > 1).map(({ words }) => words[0] ?? ''))) expect(out).not.toMatch(new RegExp(`^ +${group} .* ${group}$`, 'm'));
    expect(out).toContain('payment batches');
  });

  it('takes no option for the value of another one', async () => {
    const { code, err } = await zhibu('policy', 'amount', '--scheme', 'rural-reward', '--area', '990101', '--from', '2016-01', '--to', '--lang', 'zh');
    expect([code, err]).toEqual([2, expect.stringContaining('cli.value-missing')]);
    expect(err).toContain('--to <MONTH>');
  });

  it('names funders in the language asked for, and says so where nobody is named', async () => {
    const national = ['policy', 'amount', '--scheme', 'special-hardship', '--branch', 'child-died', '--area', '000000', '--from', '2012-01', '--to', '2012-01', '--lang', 'zh'];
    expect((await zhibu(...national)).out).toContain('政策未注明由哪级出资');
    const county = (await zhibu('policy', 'amount', '--scheme', 'rural-reward', '--area', '990101', '--from', '2016-01', '--to', '2016-01', '--lang', 'zh')).out;
    expect([county.includes('中央'), county.includes('central')]).toEqual([true, false]);
  });
});

describe('zhibu policy', () => {
  it('prints a schema and a sample that can be checked at once', async () => {
    const printed = await zhibu('policy', 'facts');
    const { schema, sample } = JSON.parse(printed.out);
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    for (const path of [file('sample.json', `\uFEFF${JSON.stringify(sample)}`), file('printed.json', printed.out)]) {
      const checked = await zhibu('policy', 'check', '--facts', path, '--area', '990101100001', '--on', '2016-03-31', '--json');
      expect([checked.code, JSON.parse(checked.out).qualifies]).toEqual([0, [{ scheme: 'rural-reward', branch: null }]]);
    }
  });

  it('says in words which facts a test read and where they come from', async () => {
    const path = file('sourced.json', JSON.stringify({ facts: [{ fact: 'residence-kind', value: 'rural', source: { kind: 'household-register', reference: '户口簿第 2 页' } }] }));
    const said = async (lang: string) => (await zhibu('policy', 'check', '--facts', path, '--area', '990101100001', '--on', '2016-03-31', '--lang', lang)).out;
    expect(await said('zh')).toContain('依据 本人 residence-kind = rural (户口簿第 2 页)');
    expect(await said('en')).toContain('by self residence-kind = rural (户口簿第 2 页)');
  });

  it('works out amounts by month, layer and source, in fen and in words', async () => {
    const question = ['policy', 'amount', '--scheme', 'rural-reward', '--area', '990101', '--from', '2016-01', '--to', '2016-12'];
    const json = JSON.parse((await zhibu(...question, '--json')).out);
    expect([json.totalFen, json.months.length, json.months[0].layers[0]]).toEqual([110000, 12, { layerId: 'national-base', amountFen: 8000, source: '财教[2011]623号' }]);
    expect((await zhibu(...question, '--lang', 'zh')).out).toContain('合计 1100.00 元');
    const rural = await zhibu('policy', 'amount', '--scheme', 'special-hardship', '--branch', 'child-died', '--area', '000000', '--from', '2014-01', '--to', '2014-12', '--residence', 'rural', '--json');
    expect(JSON.parse(rural.out).totalFen).toBe(204000);
  });

  it.each([
    ['a month of 13', ['amount', '--scheme', 'rural-reward', '--area', '000000', '--from', '2016-13', '--to', '2016-12'], 'date.not-a-month'],
    ['an unknown area', ['amount', '--scheme', 'rural-reward', '--area', '123456', '--from', '2016-01', '--to', '2016-12'], 'policy.unknown-area'],
    ['an unknown scheme', ['amount', '--scheme', 'rural', '--area', '000000', '--from', '2016-01', '--to', '2016-12'], 'policy.unknown-scheme'],
    ['an unknown branch', ['amount', '--scheme', 'special-hardship', '--branch', 'x', '--area', '000000', '--from', '2016-01', '--to', '2016-12'], 'policy.unknown-branch'],
    ['no residence where it decides', ['amount', '--scheme', 'special-hardship', '--branch', 'child-died', '--area', '000000', '--from', '2014-01', '--to', '2014-12'], 'policy.fact-needed'],
    ['no facts file', ['check', '--facts', '/nowhere/x.json', '--area', '000000', '--on', '2016-01-01'], 'facts.no-file'],
    ['facts that are not JSON', ['check', '--facts', file('broken.json', '{'), '--area', '000000', '--on', '2016-01-01'], 'facts.not-json'],
    ['facts in GBK', ['check', '--facts', file('gbk.json', Uint8Array.from([0x7b, 0x22, 0xc5, 0xa9, 0xb4, 0xe5, 0x22, 0x7d])), '--area', '000000', '--on', '2016-01-01'], 'facts.not-utf8'],
    ['a day that does not exist', ['check', '--facts', file('none.json', '{"facts": []}'), '--area', '000000', '--on', '2016-02-30'], 'date.not-a-day'],
  ])('answers %s with what was expected and found, and exit code 2', async (_, argv, code) => {
    const text = await zhibu('policy', ...argv);
    expect([text.code, text.out]).toEqual([2, '']);
    expect(text.err).toContain(code);
    const json = await zhibu('policy', ...argv, '--json');
    expect(JSON.parse(json.out).problems[0]).toMatchObject({ code, expected: { zh: expect.any(String), en: expect.any(String) } });
  });

  it('tells all that is wrong in one document', async () => {
    const json = await zhibu('policy', 'check', '--facts', '/nowhere/x.json', '--area', '1', '--on', 'today', '--json');
    expect(JSON.parse(json.out).problems.map((one: { code: string }) => one.code)).toEqual(['date.not-a-day', 'area.not-a-code', 'facts.no-file']);
  });

  it('ends with 2 on wrong usage, 3 on policies that cannot be used, 0 on help', async () => {
    const codes = await Promise.all([zhibu('policy', 'check'), zhibu('nonsense'), zhibu('policy', 'facts', '--bogus'), zhibu('policy', 'amount', '--help')]);
    expect(codes.map((one) => one.code)).toEqual([2, 2, 2, 0]);
    const amount = ['policy', 'amount', '--scheme', 'rural-reward', '--area', '000000', '--from', '2016-01', '--to', '2016-12', '--policies'];
    expect([(await zhibu(...amount, '/nowhere')).code, (await zhibu(...amount, folder)).code]).toEqual([3, 3]);
  });

  it.each([
    ['an unknown command', ['nonsense'], 'cli.unknown-command', '没有这个命令'],
    ['an unknown command of a group', ['batch', 'nonsense'], 'cli.unknown-command', '没有这个命令'],
    ['an unknown option', ['jobs', '--bogus'], 'cli.unknown-option', '--bogus'],
    ['a missing argument', ['batch', 'show'], 'cli.argument-missing', '<batch>'],
    ['a missing option', ['policy', 'check'], 'cli.option-missing', '--facts <FILE>'],
    ['an option without its value', ['rates', '--year'], 'cli.value-missing', '--year'],
    ['a value that is no choice', ['policy', 'amount', '--residence', 'city'], 'cli.not-a-choice', 'rural, urban'],
    ['too many arguments', ['jobs', 'a', 'b'], 'cli.too-many-arguments', 'jobs'],
    ['an unknown language', ['--lang', 'fr', 'jobs'], 'cli.not-a-choice', 'zh, en'],
  ])('answers %s in Chinese as text and as JSON, with exit code 2', async (_, argv, code, words) => {
    const said = await zhibu('--lang', 'zh', ...argv);
    expect([said.code, said.out]).toEqual([2, '']);
    expect(said.err).toContain(`[${code}]`);
    expect(said.err).toContain(words);
    expect(said.err).not.toMatch(/error:/);
    // Behind an option that lacks its value, the next word would be that value.
    const json = await (argv.at(-1) === '--year' ? zhibu('rates', '--json', '--year') : zhibu(...argv, '--json'));
    expect([json.code, json.err, JSON.parse(json.out).problems[0].code]).toEqual([2, '', code]);
  });

  it('speaks the language of the terminal, or the one asked for', () => {
    expect([languageOf([], { LANG: 'zh_CN.UTF-8' }), languageOf([], { LANG: 'C' }), languageOf([], {}), languageOf(['--lang', 'zh'], {}), languageOf(['--lang=en'], { LANG: 'zh_CN' })]).toEqual(['zh', 'en', 'en', 'zh', 'en']);
  });
});
