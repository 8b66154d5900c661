import { shippedFiles } from '../../../test/support/shipped-policies';
import { PolicyDefinition } from './definitions';
import { loadPolicies } from './load-policies';

const nameOf = ({ kind, id, version }: PolicyDefinition): string => `${kind} ${id} ${version}`;

/** Names of definitions by hash, with texts of one shipped file changed. */
const definitions = (file = '', ...changes: readonly (readonly [from: string, to: string])[]): ReadonlyMap<string, string> => {
  const files = shippedFiles().map(({ path, text }) => {
    if (path !== file) return { path, text };
    return { path, text: changes.reduce((before, [from, to]) => {
      if (!before.includes(from)) throw new Error(`expected "${from}" in ${file}`);
      return before.replace(from, to);
    }, text) };
  });
  const loaded = loadPolicies(files);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const all = loaded.policies.definitions();
  expect(new Set(all.map(nameOf)).size).toBe(all.length);
  return new Map(all.map((each) => [nameOf(each), each.hash]));
};

const national = 'national/rural-reward.yaml';
const rate = '{ from: 2012-01-01, per: month, yuan: "80.00", source: "财教[2011]623号", confidence: high }';
const changedBy = (...changes: readonly (readonly [string, string])[]): readonly string[] => {
  const [before, after] = [definitions(), definitions(national, ...changes)];
  return [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name));
};

describe('what the files say, by name', () => {
  it('holds rules, rates, shares and parameters, each once', () => {
    const names = [...definitions().keys()];
    expect(names).toEqual(expect.arrayContaining(['rule rural-reward.national 2004', 'rate rural-reward/national-base@000000000000 2012-01-01', 'funding rural-reward/national-base@000000000000 2019-01-01', 'parameter rural-reward/min-age@000000000000 2004-01-01']));
  });

  it('stays the same when a row ends and another follows, when confidence or a comment changes, and when a rule is superseded', () => {
    const raise = `${rate.replace(', per', ', to: 2016-12-31, per')}\n          - ${rate.replace('2012-01-01', '2017-01-01').replace('80.00', '100.00')}`;
    expect(changedBy([rate, raise])).toEqual(['rate rural-reward/national-base@000000000000 2017-01-01']);
    expect(changedBy([rate, rate.replace('high', 'low')], ['kind: scheme-policies', '# 注\n\nkind: scheme-policies'])).toEqual([]);
    const rule = / {6}- id: rural-reward\.national\n[\s\S]*?(?=\n\n {4}layers:)/.exec(shippedFiles().find(({ path }) => path === national)?.text ?? '')?.[0] ?? '';
    const corrected = rule.replace('version: "2004"', 'version: "2004a"').replace('fact: residence-kind, is: rural', 'fact: residence-kind, in: [rural]');
    expect(changedBy([rule, `${rule.replace('version: "2004"', 'version: "2004"\n        supersededBy: "2004a"')}\n${corrected}`])).toEqual(['rule rural-reward.national 2004a']);
  });

  it.each([
    ['rate rural-reward/national-base@000000000000 2012-01-01', [rate, rate.replace('80.00', '81.00')]],
    ['rule rural-reward.national 2004', ['fact: residence-kind, is: rural', 'fact: residence-kind, is: urban']],
    ['rule rural-reward.national 2004', ['day: day-of-death', 'day: day-of-min-age']],
    ['funding rural-reward/national-base@000000000000 2019-01-01', ['"1": 80', '"1": 85']],
    ['parameter rural-reward/min-age@000000000000 2004-01-01', ['name: min-age, value: 60', 'name: min-age, value: 59']],
  ] as const)('%s is another one when what it says changes, and nothing else is', (name, change) => expect(changedBy(change)).toEqual([name]));
});
