import { shippedFiles } from '../../../../test/support/shipped-policies';
import { loadPolicies } from '../load-policies';

const county = 'areas/990101-demo-county.yaml';

/** Hash of the rural reward of 2015 and of 2016 in the demo county, with some texts of its file changed. */
const hashes = (...changes: readonly (readonly [from: string, to: string])[]): readonly (string | undefined)[] => {
  const files = shippedFiles().map(({ path, text }) => {
    if (path !== county) return { path, text };
    const changed = changes.reduce((before, [from, to]) => before.replace(from, to), text);
    if (changes.length > 0 && changed === text) throw new Error('expected the texts in the file');
    return { path, text: changed };
  });
  const loaded = loadPolicies(files);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return [['2015-01', '2015-12'], ['2016-01', '2016-06']].map(([from = '', to = '']) => {
    const statement = loaded.policies.amount({ scheme: 'rural-reward', branch: null, areaCode: '990101100001', from, to });
    return statement.ok ? statement.value.ratesHash : statement.rejection.code;
  });
};

const row = '{ from: 2016-01-01, per: year, yuan: "140.00", source: 示例县财社〔2016〕1号（合成）, confidence: high }';

describe('the hash of the rates of some months', () => {
  const before = hashes();

  it('stays when a row ends later and another follows, when a line is added and when the confidence changes', () => {
    const next = row.replace('2016-01-01', '2016-07-01').replace('140.00', '150.00');
    expect(hashes([row, `${row.replace(', per', ', to: 2016-06-30, per')}\n          - ${next}`])).toEqual(before);
    expect(hashes(['kind: scheme-policies', '# 注\n\nkind: scheme-policies'], [row, row.replace('high', 'low')])).toEqual(before);
  });

  it.each([
    ['a rate', [row, row.replace('140.00', '141.00')]],
    ['its document', [row, row.replace('1号', '3号')]],
    ['the shares of its funders', ['layer: county-top-up, from: 2016-01-01, shares: { province: 15, city: 10, county: 75 }', 'layer: county-top-up, from: 2016-01-01, shares: { province: 20, city: 10, county: 70 }']],
    ['a condition of the layer', ['title: { zh: 地方提标, en: Local top-up }', 'title: { zh: 地方提标, en: Local top-up }\n        when: { id: rural, text: { zh: 农村户籍, en: rural }, fact: residence-kind, is: rural }']],
  ] as const)('changes with %s, in the months that have it and in no other', (_, change) => {
    const [of2015, of2016] = hashes(change);
    expect(of2015).toBe(before[0]);
    expect(of2016).not.toBe(before[1]);
    expect(of2016).toMatch(/^[0-9a-f]{64}$/);
  });
});
