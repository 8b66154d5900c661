import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadProcedures } from './register';
import { toMermaid } from './to-mermaid';

const folder = join(__dirname, '../../../../policies/procedures');
const files = readdirSync(folder).sort().map((path) => ({ path: `procedures/${path}`, text: readFileSync(join(folder, path), 'utf8') }));
const shipped = files[2]?.text ?? '';

const loaded = (text: string) => loadProcedures([{ path: 'p.yaml', text }]);
const problemsOf = (text: string) => {
  const result = loaded(text);
  return result.ok ? [] : result.problems;
};
/** The shipped file with one change; a change that does not apply is an error of the test. */
const changed = (from: string | RegExp, to: string): string => {
  const text = shipped.replace(from, to);
  if (text === shipped) throw new Error(`nothing changed by ${String(from)}`);
  return text;
};

describe('procedures as shipped', () => {
  const all = loadProcedures(files);
  if (!all.ok) throw new Error(JSON.stringify(all.problems, null, 1));
  const { procedures } = all;

  it('has one definition for each of the three schemes', () => {
    expect(procedures.all().map(({ procedure }) => [procedure.id, procedure.version])).toEqual([['only-child-bonus', 1], ['rural-reward', 1], ['special-hardship', 1]]);
  });

  it('says in both languages where each comes from, and a document number as it is in both', () => {
    for (const { source } of procedures.all()) expect([/\p{Script=Han}/u.test(source.zh), /\p{Script=Han}/u.test(source.en)]).toEqual([true, false]);
    const numbered = loaded(changed(/^source:\n.*\n.*$/m, 'source: 国卫家庭发〔2013〕41号'));
    expect(numbered.ok && numbered.procedures.all()[0]?.source).toEqual({ zh: '国卫家庭发〔2013〕41号', en: '国卫家庭发〔2013〕41号' });
  });

  it('posts special relief for 10 days and the others for 7 working days', () => {
    const days = (scheme: string) => procedures.current(scheme)?.stages.flatMap((stage) => (stage.kind === 'notice' ? [`${stage.days} ${stage.dayKind}`] : []));
    expect(days('special-hardship')).toEqual(['10 calendar', '10 calendar', '10 calendar']);
    expect(days('rural-reward')).toEqual(['7 working', '7 working', '7 working']);
    expect(days('only-child-bonus')).toEqual(['7 working', '7 working', '7 working']);
  });

  it('finds a version for a running case and the one in force for a new one', () => {
    expect(procedures.find('rural-reward', 1)?.id).toBe('rural-reward');
    expect(procedures.find('rural-reward', 2)).toBeUndefined();
    expect(procedures.inForce('rural-reward', '990101100001', '2016-03-01')).toMatchObject({ ok: true, value: { version: 1 } });
    expect(procedures.inForce('rural-reward', '990101100001', '2003-12-31')).toMatchObject({ ok: false, rejection: { code: 'procedure.none' } });
    expect(procedures.inForce('care-grant', '990101100001', '2016-03-01')).toMatchObject({ ok: false, rejection: { code: 'procedure.none' } });
  });

  it('draws each of them in both languages', () => {
    const procedure = procedures.current('special-hardship');
    if (procedure === undefined) throw new Error('missing');
    expect(toMermaid(procedure, 'zh')).toMatchSnapshot();
    expect(toMermaid(procedure, 'en')).toMatchSnapshot();
  });
});

describe('an area of its own', () => {
  const county = shipped.replace('id: special-hardship', 'id: county-special').replace('area: "000000"', 'area: "990101"').replace('2004-01-01', '2016-01-01');
  const result = loadProcedures([{ path: 'a.yaml', text: shipped }, { path: 'b.yaml', text: county }]);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const idOn = (area: string, day: string) => {
    const found = result.procedures.inForce('special-hardship', area, day);
    return found.ok ? found.value.id : found.rejection.code;
  };

  it('comes before the national one, in its area and from its day', () => {
    expect(idOn('990101100001', '2016-01-01')).toBe('county-special');
    expect(idOn('990101100001', '2015-12-31')).toBe('special-hardship');
    expect(idOn('990102100001', '2016-01-01')).toBe('special-hardship');
  });
});

describe('definitions that are refused, with file, line and reason', () => {
  const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;

  it.each([
    ['notice of 0 days', /days: 10/, 'days: 0', 'procedure.notice-days'],
    ['unknown role', 'roles: [village-reviewer]', 'roles: [village-elder]', 'procedure.unknown-role'],
    ['a role that may not decide', 'roles: [county-reviewer]', 'roles: [administrator]', 'procedure.role-may-not-decide'],
    ['finance in a review', 'roles: [county-reviewer]', 'roles: [county-reviewer, finance-approver]', 'procedure.role-may-not-decide'],
    ['a role below the level', 'roles: [county-reviewer]', 'roles: [township-reviewer]', 'procedure.role-below-level'],
    ['a stage without anybody', 'roles: [township-reviewer]', 'roles: []', 'procedure.nobody'],
    ['duplicate stage ids', 'id: township-review\n', 'id: village-review\n', 'procedure.duplicate-id'],
    ['a return to nowhere', 'returnTo: null', 'returnTo: somewhere', 'procedure.unknown-stage'],
    ['a return to itself', 'returnTo: null', 'returnTo: village-review', 'procedure.cannot-end'],
    ['a return to a notice', /signaturesMin: 2\n(.*)\n {4}returnTo: null/, 'signaturesMin: 2\n$1\n    returnTo: village-notice', 'procedure.cannot-end'],
    ['an unknown reason', 'returnTo: null', 'returnTo: null\n    reasons: [too-tired]', 'procedure.unknown-reason'],
    ['a missing text', 'en: Village review', 'en: ""', 'procedure.missing-text'],
    ['no words for an automatic reason', /^ {2}eligibility-unknown.*\n/m, '', 'procedure.missing-reason'],
    ['more reviewers than can be named', 'namedReviewersMin: 5', 'namedReviewersMin: 101', 'procedure.cannot-end'],
    ['a level that no case reaches', /level: township/, 'level: county', 'procedure.unreachable'],
    ['no county review', /level: county/g, 'level: township', 'procedure.cannot-end'],
    ['an impossible day', '2004-01-01', '2004-02-30', 'procedure.wrong-day'],
    ['a wrong area', 'area: "000000"', 'area: "99010"', 'procedure.wrong-area'],
    ['an unknown key', 'onUnknown: continue', 'onUnknown: continue\nfee: 5', 'procedure.unknown-key'],
    ['a missing key', 'onUnknown: continue\n', '', 'procedure.missing'],
    ['a wrong value', 'onUnknown: continue', 'onUnknown: maybe', 'procedure.wrong-value'],
    ['an alias', 'roles: [county-reviewer]', 'roles: &r [county-reviewer]\n    reasons: *r', 'procedure.alias'],
    ['a key twice', 'version: 1', 'version: 1\nversion: 2', 'procedure.not-yaml'],
  ])('%s', (_what, from, to, code) => {
    const problems = problemsOf(changed(from, to));
    expect(problems.map((problem) => problem.code)).toContain(code);
    for (const problem of problems) {
      expect(problem.file).toBe('p.yaml');
      expect(problem.line).toBeGreaterThan(0);
      expect(problem.reason.zh).not.toBe('');
      expect(problem.reason.en).not.toBe('');
    }
  });

  it('names the line of the offending value', () => {
    const text = changed('roles: [county-reviewer]', 'roles: [village-elder]');
    expect(problemsOf(text).map(({ line, code }) => [line, code])).toEqual([[lineOf(text, 'village-elder'), 'procedure.unknown-role']]);
  });

  it('one role for everything', () => {
    const text = shipped.replace(/roles: \[(village|township)-reviewer\]/g, 'roles: [$1-reviewer, county-reviewer]');
    expect(problemsOf(text).map((problem) => problem.code)).toEqual(['procedure.one-role-does-everything']);
  });

  it('no stage at all', () => {
    const text = shipped.replace(/stages:\n[\s\S]*?(?=reasons:)/, 'stages: []\n');
    expect(problemsOf(text).map((problem) => problem.code)).toContain('procedure.cannot-end');
  });

  it('the same id and version twice, and two that claim the same place and day', () => {
    const result = loadProcedures([{ path: 'a.yaml', text: shipped }, { path: 'b.yaml', text: shipped }]);
    expect(result.ok ? [] : result.problems.map(({ file, code }) => [file, code])).toEqual([['b.yaml', 'procedure.duplicate-id'], ['b.yaml', 'procedure.ambiguous']]);
  });

  it('a file that is no YAML, and one that is too large', () => {
    expect(problemsOf('kind: [').map((problem) => problem.code)).toContain('procedure.not-yaml');
    expect(problemsOf('').map((problem) => problem.code)).toContain('procedure.wrong-value');
    expect(problemsOf(' '.repeat(200_001)).map((problem) => problem.code)).toEqual(['procedure.too-large']);
  });
});
