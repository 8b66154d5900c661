import { unwrap } from '@zhibu/kernel';
import { shippedPolicies } from '../../../../test/support/shipped-policies';
import { differenceOf } from './difference';
import { PolicyVersion } from './version';
import { statementsOf } from './statements';

const policies = shippedPolicies();
const county = '990101000000';
const versions = (scheme: string, area = county): readonly PolicyVersion[] => unwrap(policies.versions(scheme, area));
const on = (scheme: string, from: string, area = county): PolicyVersion => {
  const found = versions(scheme, area).find((version) => version.from === from);
  if (found === undefined) throw new Error(`no version from ${from}`);
  return found;
};
const differences = (before: PolicyVersion, after: PolicyVersion) =>
  differenceOf(statementsOf(before), statementsOf(after)).map((change) => {
    const [was, is] = [change.kind === 'added' ? null : change.before, change.kind === 'removed' ? null : change.after];
    return [change.kind, (is ?? was)?.what.zh, was?.says.zh ?? null, is?.says.zh ?? null, is?.source ?? null];
  });

describe('the versions of a scheme in an area', () => {
  it('follow each other without a gap and end with one that has no end', () => {
    const days = versions('rural-reward').map(({ from, to }) => [from, to]);
    expect(days).toEqual([['2004-01-01', '2008-12-31'], ['2009-01-01', '2011-12-31'], ['2012-01-01', '2015-12-31'], ['2016-01-01', '2018-12-31'], ['2019-01-01', null]]);
  });

  it('say the same in a village as in its county, and something else in the nation', () => {
    expect(versions('rural-reward', '990101100001').map(statementsOf)).toEqual(versions('rural-reward').map(statementsOf));
    expect(versions('rural-reward', '000000000000').map(({ from }) => from)).toEqual(['2004-01-01', '2009-01-01', '2012-01-01', '2019-01-01']);
  });

  it('say no code of a file or a program', () => {
    const codes = policies.schemes.flatMap(({ id }) => versions(id)).flatMap((version) => statementsOf(version)).flatMap(({ what, says }) => [what.zh, says.zh, what.en, says.en]).filter((words) => /[a-z]-[a-z]+-|\b(included|excluded)\b/.test(words) || /[a-z]{3}/.test(words) && /[\u4e00-\u9fff]/.test(words));
    expect(codes).toEqual([]);
  });

  it('tell each condition, rate, funder and limit in words, with its document', () => {
    const told = statementsOf(on('rural-reward', '2016-01-01')).map(({ what, says, source }) => `${what.zh}｜${says.zh}｜${source}`);
    expect(told).toEqual(expect.arrayContaining([
      '达到规定年龄｜周岁年龄不小于 60｜国办发〔2004〕21号',
      '现存活一个子女、或仅两个女儿、或子女均已死亡：现存活两个女儿且无其他子女：现存活女儿数｜现存活女儿数等于 2｜国办发〔2004〕21号',
      '国家基础标准｜每人每月 80.00 元｜财教[2011]623号',
      '地方提标｜每人每年 140.00 元｜示例县财社〔2016〕1号（合成）',
      '国家基础标准｜中央 50%，省级 30%，县级 20%｜某市分担办法的公开报道',
      '发放｜每年发放，8 月 31 日前到账｜示例县实施细则（合成）',
    ]));
    expect(new Set(statementsOf(on('special-hardship', '2016-01-01')).map(({ key }) => key)).size).toBe(statementsOf(on('special-hardship', '2016-01-01')).length);
  });

  it('are refused of a scheme or an area that nobody knows', () => {
    expect(policies.versions('nothing', county)).toMatchObject({ ok: false, rejection: { code: 'policy.unknown-scheme' } });
    expect(policies.versions('rural-reward', '123456000000').ok).toBe(false);
  });

  it('name the areas with words of their own', () => {
    expect(policies.areasSpeakingOf('rural-reward')).toEqual(expect.arrayContaining(['000000000000', county]));
  });
});

describe('the difference of two versions', () => {
  it('is a layer that came, and who pays the base from then on', () => {
    expect(differences(on('rural-reward', '2012-01-01'), on('rural-reward', '2016-01-01'))).toEqual([
      ['added', '地方提标', null, '每人每年 140.00 元', '示例县财社〔2016〕1号（合成）'],
      ['added', '地方提标', null, '省级 15%，市级 10%，县级 75%', '某县分担办法的公开报道'],
    ]);
    expect(differences(on('rural-reward', '2016-01-01'), on('rural-reward', '2019-01-01')).map(([kind, what]) => [kind, what])).toEqual([['changed', '国家基础标准']]);
  });

  it('is a raise as one change, with what it was', () => {
    expect(differences(on('only-child-bonus', '2004-01-01'), on('only-child-bonus', '2016-01-01'))).toContainEqual(['changed', '独生子女父母奖励金', '每人每月 5.00 元', '每人每月 20.00 元', '示例县财社〔2016〕2号（合成）']);
  });

  it('is the way back with the sides changed, and nothing of a version with itself', () => {
    for (const scheme of policies.schemes.map(({ id }) => id)) {
      const all = versions(scheme);
      for (const [index, before] of all.entries()) {
        expect(differences(before, before)).toEqual([]);
        const after = all[index + 1];
        if (after === undefined) continue;
        const mirrored = differences(after, before).map(([kind, , was, is]) => [kind === 'added' ? 'removed' : kind === 'removed' ? 'added' : kind, is, was]).sort();
        expect(differences(before, after).map(([kind, , was, is]) => [kind, was, is]).sort()).toEqual(mirrored);
        // Every new version begins because something in it is new or gone.
        expect(mirrored.length).toBeGreaterThan(0);
      }
    }
  });

  it('does not call a row new because it stands elsewhere, and says when only the document is another', () => {
    const [statement] = statementsOf(on('rural-reward', '2016-01-01'));
    if (statement === undefined) throw new Error('expected a statement');
    expect(differenceOf([statement], [{ ...statement, at: { file: 'other.yaml', line: 9 } }])).toEqual([]);
    expect(differenceOf([statement], [{ ...statement, source: '新文号' }])).toMatchObject([{ kind: 'cited-anew' }]);
  });
});
