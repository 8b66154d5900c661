import { shippedFiles } from '../../../test/support/shipped-policies';
import { loadPolicies } from './load-policies';
import { PolicyFile, PolicyProblem } from './policy-set';

const register = {
  path: 'areas/register.yaml',
  text: 'kind: area-register\nareas:\n  - { code: "980000", name: { zh: 甲省, en: A }, tier: "1", region: west }\n  - { code: "980100", name: { zh: 乙市, en: B } }\n',
};

const scheme = `kind: scheme-policies
area: "000000"
schemes:
  aid:
    title: { zh: 补助, en: Aid }
    rules:
      - id: aid.national
        version: "1"
        from: 2010-01-01
        source: 测试〔2010〕1号
        confidence: high
        qualifiesFrom: [day-of-min-age]
        when: { id: old, measure: age, atLeast: { parameter: min-age } }
    layers:
      - id: base
        title: { zh: 基础, en: Base }
        rates:
          - { from: 2010-01-01, to: 2011-12-31, per: month, yuan: "10.00", source: 测试, confidence: high }
          - { from: 2012-01-01, per: month, yuan: "20.00", source: 测试, confidence: high }
    funding:
      - { layer: base, from: 2010-01-01, shares: { central: 60, county: 40 }, source: 测试, confidence: high }
    parameters:
      - { name: min-age, value: 60, from: 2010-01-01, source: 测试, confidence: high }
      - { name: leap-day, value: march-1, from: 2010-01-01, source: 测试, confidence: high }
      - { name: start-rule, value: birthday-month, from: 2010-01-01, source: 测试, confidence: high }
      - { name: stop-rule, value: next-month, from: 2010-01-01, source: 测试, confidence: high }
    paymentPlans:
      - { schedule: yearly, deadlines: ["08-31"], from: 2010-01-01, source: 测试, confidence: high }
`;

const problemsOf = (files: readonly PolicyFile[]): readonly PolicyProblem[] => {
  const loaded = loadPolicies(files);
  return loaded.ok ? [] : loaded.problems;
};

/** The small policy with one thing wrong in it. */
const spoiled = (from: string, to: string): string => {
  if (!scheme.includes(from)) throw new Error(`the small policy has no "${from}"`);
  return scheme.replace(from, to);
};

describe('loading policies', () => {
  it('accepts the shipped policies and a small one', () => {
    expect(problemsOf(shippedFiles())).toEqual([]);
    expect(problemsOf([register, { path: 'national/aid.yaml', text: scheme }])).toEqual([]);
  });

  it('lets an area have a scheme of its own, under a name that nobody else has', () => {
    const own = { path: 'areas/980100.yaml', text: scheme.replace('area: "000000"', 'area: "980100"') };
    expect(problemsOf([register, own])).toEqual([]);
    const twice = problemsOf([register, own, { path: 'national/aid.yaml', text: scheme }]).map(({ code, reason }) => `${code} ${reason.en}`);
    expect(twice).toContainEqual(expect.stringContaining('policy.name.repeated scheme aid is repeated'));
  });

  it.each([
    ['an overlap', '2011-12-31, per', '2012-06-30, per', 'policy.period.overlap', '2012-01-01, per'],
    ['a gap', '2011-12-31, per', '2011-11-30, per', 'policy.period.gap', '2012-01-01, per'],
    ['a day that does not exist', '2011-12-31, per', '2011-02-30, per', 'policy.date.impossible', '2011-02-30'],
    ['an end before the beginning', '2011-12-31, per', '2009-12-31, per', 'policy.period.reversed', '2009-12-31'],
    ['an unknown measure', 'measure: age', 'measure: agee', 'policy.rule.unknown-measure', 'agee'],
    ['an unknown fact', 'measure: age, atLeast: { parameter: min-age }', 'fact: income, is: true', 'policy.rule.unknown-fact', 'income'],
    ['a fact of the wrong owner', 'measure: age, atLeast: { parameter: min-age }', 'fact: retired, of: spouse, is: true', 'policy.rule.unknown-fact', 'spouse'],
    ['an unknown parameter', 'parameter: min-age', 'parameter: max-age', 'policy.rule.unknown-parameter', 'max-age'],
    ['a parameter without value', '- { name: min-age, value: 60', '- { name: child-end-age, value: 60', 'policy.parameter.not-set', 'aid.national'],
    ['a parameter of the wrong kind', 'value: 60', 'value: sixty', 'policy.parameter.wrong-value', 'sixty'],
    ['a value outside the choices', 'measure: age, atLeast: { parameter: min-age }', 'fact: sex, is: X', 'policy.rule.wrong-value', 'is: X'],
    ['a comparison that does not fit', 'atLeast: { parameter: min-age }', 'notBefore: 2010-01-01', 'policy.rule.wrong-comparison', 'notBefore'],
    ['two comparisons', 'atLeast: { parameter: min-age }', 'atLeast: 1, atMost: 2', 'policy.rule.not-one-comparison', 'atMost'],
    ['two shapes', 'measure: age, atLeast', 'fact: sex, measure: age, atLeast', 'policy.rule.not-one-shape', 'fact: sex'],
    ['shares that do not add to 100', 'county: 40', 'county: 39.99', 'policy.funding.shares-not-100', '39.99'],
    ['a rate without funders', 'layer: base, from: 2010', 'layer: base, from: 2011', 'policy.funding.missing', '2011-12-31, per'],
    ['funders of an unknown layer', 'layer: base', 'layer: bass', 'policy.funding.unknown-layer', 'bass'],
    ['an unknown branch', '{ from: 2012', '{ branch: child-died, from: 2012', 'policy.branch.unknown', 'child-died'],
    ['a deadline too many', '["08-31"]', '["06-30", "12-31"]', 'policy.plan.deadlines', '06-30'],
    ['a deadline that does not exist', '["08-31"]', '["02-30"]', 'policy.plan.deadlines', '02-30'],
    ['an unknown key', 'confidence: high\n        qualifiesFrom', 'confidence: high\n        penalty: 5\n        qualifiesFrom', 'policy.file.unknown-key', 'penalty'],
    ['a missing source', '{ name: min-age, value: 60, from: 2010-01-01, source: 测试, confidence', '{ name: min-age, value: 60, from: 2010-01-01, confidence', 'policy.file.missing-key', 'min-age, value'],
    ['an amount with a comma', '"20.00"', '"2,000.00"', 'policy.file.wrong-value', '2,000.00'],
    ['two values of a rate', 'yuan: "20.00"', 'yuan: "20.00", byResidence: { urban: "1.00", rural: "1.00" }', 'policy.rate.not-one-value', 'byResidence'],
    ['an amount that cannot be halved', 'yuan: "20.00"', 'unit: couple, yuan: "20.01"', 'policy.rate.cannot-be-halved', '20.01'],
    ['an unknown layer to replace', 'title: { zh: 基础, en: Base }', 'replaces: [other]\n        title: { zh: 基础, en: Base }', 'policy.layer.unknown', '- id: base'],
    ['a measure that is no day', '[day-of-min-age]', '[age]', 'policy.rule.wrong-value', 'aid.national'],
    ['an unknown reason to exit', 'qualifiesFrom: [day-of-min-age]', 'exits: [{ reason: bored, day: day-of-death }]\n        qualifiesFrom: [day-of-min-age]', 'policy.rule.unknown-exit', 'aid.national'],
    ['a version that is not kept', 'version: "1"', 'version: "1"\n        supersededBy: "2"', 'policy.rule.unknown-version', 'aid.national'],
  ])('tells %s, with file and line', (_, from, to, code, where) => {
    const text = spoiled(from, to);
    const problems = problemsOf([register, { path: 'national/aid.yaml', text }]);
    const line = text.split('\n').findIndex((one) => one.includes(where)) + 1;
    expect(problems.map((one) => `${one.code} ${one.file}:${one.line}`)).toContain(`${code} national/aid.yaml:${line}`);
    expect(problems.every((one) => one.reason.zh !== '' && one.reason.en !== '')).toBe(true);
  });

  const other = (path: string, text: string): string[] =>
    problemsOf([register, { path: 'national/aid.yaml', text: scheme }, { path, text }]).map((one) => `${one.code} ${one.file}:${one.line}`);

  it.each([
    ['an unknown scheme', 'areas/a.yaml', 'kind: scheme-policies\narea: "980100"\nschemes:\n  help:\n    paymentPlans:\n      - { schedule: monthly, deadlines: [last], from: 2010-01-01, source: 测试, confidence: low }\n', 'policy.scheme.unknown areas/a.yaml:6'],
    ['an unknown area', 'areas/a.yaml', 'kind: scheme-policies\narea: "970000"\nschemes:\n  aid:\n    paymentPlans:\n      - { schedule: monthly, deadlines: [last], from: 2010-01-01, source: 测试, confidence: low }\n', 'policy.area.unknown areas/a.yaml:6'],
    ['an area without the one above it', 'areas/a.yaml', 'kind: area-register\nareas:\n  - { code: "970100", name: { zh: 丙, en: C } }\n', 'policy.area.no-parent areas/a.yaml:3'],
    ['an area listed twice', 'areas/s.yaml', 'kind: area-register\nareas:\n  - { code: "980100", name: { zh: 丙, en: C } }\n', 'policy.name.repeated areas/s.yaml:3'],
    ['a file of an unknown kind', 'areas/a.yaml', 'kind: recipe\n', 'policy.file.unknown-kind areas/a.yaml:1'],
    ['a file that is not YAML', 'areas/a.yaml', 'kind: [calendar\n', 'policy.file.not-yaml areas/a.yaml:2'],
    ['a key written twice', 'areas/a.yaml', 'kind: calendar\nkind: calendar\n', 'policy.file.not-yaml areas/a.yaml:2'],
    ['a policy in another folder', 'area/a.yaml', 'kind: area-register\nareas: []\n', 'policy.file.misplaced area/a.yaml:1'],
    ['a make-up day on a working day', 'calendar/2016.yaml', 'kind: calendar\nyear: 2016\nsource: 测试\nconfidence: low\nholidays: [2016-01-01]\nmakeUpDays: [2016-01-05]\n', 'policy.calendar.wrong-day calendar/2016.yaml:2'],
    ['a holiday that does not exist', 'calendar/2015.yaml', 'kind: calendar\nyear: 2015\nsource: 测试\nconfidence: low\nholidays: [2015-02-29]\nmakeUpDays: []\n', 'policy.date.impossible calendar/2015.yaml:5'],
  ])('tells %s', (_, path, text, expected) => {
    expect(other(path, text)).toContain(expected);
  });

  it('tells a province that no central share is named for', () => {
    const text = scheme.replace('shares: { central: 60, county: 40 }', 'centralByTier: { "2": 60 }, rest: county');
    expect(problemsOf([register, { path: 'national/aid.yaml', text }]).map((one) => one.code)).toEqual(['policy.funding.unknown-tier']);
  });

  it('tells all problems at once, in the order of files and lines', () => {
    const text = scheme.replace('2011-12-31, per', '2012-06-30, per').replace('county: 40', 'county: 30').replace('measure: age', 'measure: agee');
    const found = problemsOf([register, { path: 'national/aid.yaml', text }]);
    expect(found.map((one) => one.code)).toEqual(['policy.rule.unknown-measure', 'policy.period.overlap', 'policy.funding.shares-not-100']);
  });

  it('leaves the folders of other readers alone, but wants some policies', () => {
    expect(problemsOf([...shippedFiles(), { path: 'procedures/x.yaml', text: 'not: [yaml' }])).toEqual([]);
    expect(problemsOf([]).map((one) => one.code)).toEqual(['policy.file.none']);
  });
});
