import fc from 'fast-check';
import { shippedPolicies } from '../../../test/support/shipped-policies';
import { Answer, RuleDecision } from './decision';
import { allOf, anyOf, notOf } from './evaluate/three-valued';
import { DatedFact, FactOwner, FactSheet, FactValue } from './facts';

const policies = shippedPolicies();
const source = { kind: 'household-register', reference: 'test' } as const;
const dated = (fact: string, value: FactValue, of: FactOwner = 'self', validFrom = '1900-01-01', validTo: string | null = null): DatedFact => ({ fact, of, value, validFrom, validTo, source });

const decide = (scheme: string, branch: string | null, facts: FactSheet, on = '2016-03-31', areaCode = '990101100001'): RuleDecision => {
  const decision = policies.evaluate({ scheme, branch, areaCode, on, facts });
  if (!decision.ok) throw new Error(decision.rejection.code);
  return decision.value;
};
const answer = (...question: Parameters<typeof decide>): Answer => decide(...question).answer;

/** Replaces or adds facts by name and owner; undefined takes one away. */
const but = (facts: FactSheet, ...changes: readonly (DatedFact | readonly [string, FactOwner])[]): FactSheet => {
  const key = (change: DatedFact | readonly [string, FactOwner]): string => ('fact' in change ? `${change.of} ${change.fact}` : `${change[1]} ${change[0]}`);
  const gone = new Set(changes.map(key));
  return [...facts.filter((fact) => !gone.has(key(fact))), ...changes.filter((change): change is DatedFact => 'fact' in change)];
};

const farmer: FactSheet = [
  dated('birth-date', '1950-06-15'), dated('residence-kind', 'rural'), dated('residence-area', '990101100001'), dated('children-ever', 1), dated('birth-rule-attested', true),
  dated('alive', true, 'child:c1'), dated('sex', 'M', 'child:c1'),
];
const bereaved: FactSheet = [
  dated('birth-date', '1960-06-15'), dated('sex', 'M'), dated('marital-status', 'married'), dated('birth-date', '1962-02-01', 'spouse'), dated('residence-area', '990101100001'),
  dated('children-ever', 1), dated('only-child-certificate', true), dated('birth-date', '1988-01-01', 'child:c1'), dated('death-date', '2014-05-05', 'child:c1'),
];
const carer = but(bereaved, ['death-date', 'child:c1'], dated('alive', true, 'child:c1'), dated('disability-grade', 2, 'child:c1'));
const twoDeaths = [dated('death-date', '2014-05-05', 'child:c1'), dated('death-date', '2014-05-06', 'child:c1', '1990-01-01')];

describe('rural reward', () => {
  it.each<[string, FactSheet, Answer]>([
    ['one child', farmer, 'yes'],
    ['an urban resident', but(farmer, dated('residence-kind', 'urban')), 'no'],
    ['residence not known', but(farmer, ['residence-kind', 'self']), 'unknown'],
    ['born in 1932', but(farmer, dated('birth-date', '1932-12-31')), 'no'],
    ['born on 1 January 1933', but(farmer, dated('birth-date', '1933-01-01')), 'yes'],
    ['a child whose life is not known', but(farmer, ['alive', 'child:c1']), 'unknown'],
    ['two sons', but(farmer, dated('children-ever', 2), dated('alive', true, 'child:c2'), dated('sex', 'M', 'child:c2')), 'no'],
    ['two daughters', but(farmer, dated('children-ever', 2), dated('sex', 'F', 'child:c1'), dated('alive', true, 'child:c2'), dated('sex', 'F', 'child:c2')), 'yes'],
    ['two children of whom one is not listed', but(farmer, dated('children-ever', 2)), 'unknown'],
    ['a second child who was adopted only after the day', [...farmer, dated('children-ever', 2, 'self', '2016-04-10'), dated('birth-date', '2010-01-01', 'child:c2'), dated('relation', 'adopted', 'child:c2', '2016-04-10'), dated('alive', true, 'child:c2')], 'yes'],
    ['a second child, a son, who was adopted on the day', [...but(farmer, dated('children-ever', 2)), dated('birth-date', '2010-01-01', 'child:c2'), dated('relation', 'adopted', 'child:c2', '2016-03-31'), dated('alive', true, 'child:c2'), dated('sex', 'M', 'child:c2')], 'no'],
    ['all children dead', but(farmer, dated('death-date', '2010-01-01', 'child:c1')), 'yes'],
    ['never a child', but(farmer, dated('children-ever', 0), ['alive', 'child:c1'], ['sex', 'child:c1']), 'no'],
    ['the birth rule not attested', but(farmer, ['birth-rule-attested', 'self']), 'unknown'],
    ['dead before the day', but(farmer, dated('death-date', '2016-03-31')), 'no'],
    ['dead by two papers that differ about the day', [...farmer, dated('death-date', '2016-03-10'), dated('death-date', '2016-03-12', 'self', '2016-03-12')], 'no'],
    ['dead by one paper, to die later by another', [...farmer, dated('death-date', '2016-03-10'), dated('death-date', '2016-05-12', 'self', '1990-01-01')], 'unknown'],
    ['contradicting statements', [...farmer, dated('residence-kind', 'urban')], 'unknown'],
    ['nothing known', [], 'unknown'],
  ])('%s', (_, facts, expected) => expect(answer('rural-reward', null, facts)).toBe(expected));

  it.each<[string, string, string, Answer]>([
    ['1956-03-31', '2016-03-30', 'the day before', 'no'], ['1956-03-31', '2016-03-31', 'the birthday', 'yes'],
    ['1956-02-29', '2016-02-28', 'a leap year, the day before', 'no'], ['1956-02-29', '2016-02-29', 'a leap year, the birthday', 'yes'],
    ['1944-02-29', '2004-02-28', 'a leap year too', 'no'],
  ])('born on %s, asked on %s (%s): %s', (born, on, _, expected) => expect(answer('rural-reward', null, but(farmer, dated('birth-date', born)), on)).toBe(expected));

  it('follows a fact through time: a resident who became urban in 2015', () => {
    const moved = but(farmer, dated('residence-kind', 'rural', 'self', '1950-06-15', '2014-12-31'));
    const facts = [...moved, dated('residence-kind', 'urban', 'self', '2015-01-01')];
    expect([answer('rural-reward', null, facts, '2014-12-31'), answer('rural-reward', null, facts, '2015-01-01')]).toEqual(['yes', 'no']);
  });

  it('lowers the age to 55 where the county does', () => {
    const young = but(farmer, dated('birth-date', '1960-01-01'));
    expect([answer('rural-reward', null, young), answer('rural-reward', null, young, '2016-03-31', '990201000000')]).toEqual(['no', 'yes']);
  });
});

describe('special-hardship relief', () => {
  it.each<[string, string, FactSheet, Answer]>([
    ['child-died', 'a bereaved husband', bereaved, 'yes'],
    ['child-died', 'the wife is 48', but(bereaved, dated('birth-date', '1967-04-01', 'spouse')), 'no'],
    ['child-died', 'the wife is 49 today', but(bereaved, dated('birth-date', '1967-03-31', 'spouse')), 'yes'],
    ['child-died', 'a widower of 45 whose paper of the marriage is older than her death', but(bereaved, dated('birth-date', '1971-01-01'), dated('death-date', '2010-03-01', 'spouse')), 'no'],
    ['child-died', 'a widower of 55 by her death alone, who was 48', but(bereaved, dated('birth-date', '1967-04-01', 'spouse'), dated('death-date', '2015-12-01', 'spouse')), 'yes'],
    ['child-died', 'a wife who dies only after the day', but(bereaved, dated('birth-date', '1971-01-01'), dated('death-date', '2016-04-01', 'spouse')), 'yes'],
    ['child-died', 'a man married again after her death', but(bereaved, dated('birth-date', '1971-01-01'), dated('marital-status', 'married', 'self', '2012-05-01'), dated('death-date', '2010-03-01', 'spouse')), 'yes'],
    ['child-died', 'a widower of 55, whatever the wife was', but(bereaved, dated('marital-status', 'widowed'), ['birth-date', 'spouse']), 'yes'],
    ['child-died', 'the marriage is not known', but(bereaved, ['marital-status', 'self']), 'unknown'],
    ['child-died', 'two children ever', but(bereaved, dated('children-ever', 2)), 'no'],
    ['child-died', 'other proof than the certificate', but(bereaved, ['only-child-certificate', 'self'], dated('only-child-proof', true)), 'yes'],
    ['child-died', 'registered elsewhere', but(bereaved, dated('residence-area', '990201000000')), 'no'],
    ['child-died', 'the child lives', carer, 'no'],
    ['child-disabled', 'grade 2', carer, 'yes'],
    ['child-disabled', 'grade 3', but(carer, dated('disability-grade', 3, 'child:c1')), 'yes'],
    ['child-disabled', 'grade 4', but(carer, dated('disability-grade', 4, 'child:c1')), 'no'],
    ['child-disabled', 'no card', but(carer, dated('disability-grade', 0, 'child:c1')), 'no'],
    ['child-disabled', 'the card is not known', but(carer, ['disability-grade', 'child:c1']), 'unknown'],
    ['child-disabled', 'recovered', [...carer, dated('recovered', true, 'child:c1')], 'no'],
    ['child-disabled', 'the child died', bereaved, 'no'],
    ['child-disabled', 'the child died by two papers that differ about the day', [...carer, ...twoDeaths], 'no'],
    ['child-died', 'the child died by two papers that differ about the day', [...but(bereaved, dated('alive', true, 'child:c1')), dated('death-date', '2014-05-06', 'child:c1', '1990-01-01')], 'yes'],
    ['child-disabled', 'recovered by one paper, not by another', [...carer, dated('recovered', false, 'child:c1'), dated('recovered', true, 'child:c1', '2015-01-01')], 'unknown'],
    ['complication-2', 'grade 2', [dated('residence-area', '990101100001'), dated('complication-grade', 2)], 'yes'],
    ['complication-1', 'grade 2', [dated('residence-area', '990101100001'), dated('complication-grade', 2)], 'no'],
  ])('%s: %s', (branch, _, facts, expected) => expect(answer('special-hardship', branch, facts)).toBe(expected));

  it('asks for 40 in one province, for this branch only', () => {
    const young = but(bereaved, dated('birth-date', '1970-01-01', 'spouse'), dated('residence-area', '980100000000'));
    const there = (branch: string, facts: FactSheet): Answer => answer('special-hardship', branch, facts, '2016-03-31', '980100000000');
    expect([there('child-died', young), there('child-disabled', but(carer, dated('birth-date', '1970-01-01', 'spouse'), dated('residence-area', '980100000000')))]).toEqual(['yes', 'no']);
    expect(policies.endOfPayment({ scheme: 'special-hardship', branch: 'child-died', areaCode: '980100000000', reason: 'death', happenedOn: '2016-03-31' }).ok).toBe(true);
  });

  it('moves the birthday of 29 February to the day that the area configures', () => {
    const wife = (area: string) => but(bereaved, dated('birth-date', '1966-02-28', 'self'), dated('birth-date', '1968-02-29', 'spouse'), dated('residence-area', area));
    const at = (area: string, on: string): Answer => answer('special-hardship', 'child-died', wife(area), on, area);
    expect([at('990101000000', '2017-02-27'), at('990101000000', '2017-02-28')]).toEqual(['no', 'yes']);
    const leap = (on: string): Answer => answer('special-hardship', 'child-disabled', but(carer, dated('birth-date', '1968-02-29', 'spouse'), dated('residence-area', '980100000000')), on, '980100000000');
    expect([leap('2017-02-28'), leap('2017-03-01')]).toEqual(['no', 'yes']);
  });

  it('pays the higher of two schemes that exclude each other, and says why', () => {
    const both = [...bereaved.filter((fact) => fact.fact !== 'birth-date' || fact.of !== 'self'), dated('birth-date', '1950-06-15'), dated('residence-kind', 'rural'), dated('birth-rule-attested', true)];
    const all = policies.evaluateAll({ areaCode: '990101100001', on: '2016-03-31', facts: both });
    if (!all.ok) throw new Error(all.rejection.code);
    expect(all.value.exclusions.map(({ kept, suppressed, keptFen }) => [kept, suppressed, keptFen])).toEqual([['special-hardship', 'rural-reward', 34000]]);
    expect(policies.exclusiveWith('rural-reward')).toEqual(['special-hardship']);
    expect(policies.exclusiveWith('special-hardship')).toEqual(['rural-reward']);
  });
});

describe('only-child bonus', () => {
  const parent = [dated('residence-area', '990101100001'), dated('children-ever', 1), dated('only-child-certificate', true), dated('bonus-payer', 'finance'), dated('alive', true, 'child:c1'), dated('birth-date', '2005-09-01', 'child:c1')];

  it.each<[string, FactSheet, string, Answer]>([
    ['a child of 10', parent, '2016-03-31', 'yes'],
    ['the day before 14', parent, '2019-08-31', 'yes'],
    ['the day of 14', parent, '2019-09-01', 'no'],
    ['paid by the employer', but(parent, dated('bonus-payer', 'employer')), '2016-03-31', 'no'],
    ['who pays is not known', but(parent, ['bonus-payer', 'self']), '2016-03-31', 'unknown'],
    ['no certificate', but(parent, dated('only-child-certificate', false)), '2016-03-31', 'no'],
  ])('%s', (_, facts, on, expected) => expect(answer('only-child-bonus', null, facts, on)).toBe(expected));
});

describe('three-valued logic', () => {
  const answers = fc.array(fc.constantFrom<Answer>('yes', 'no', 'unknown'), { maxLength: 6 });

  it('never turns an answer around when something becomes unknown', () => {
    const blurred = fc.tuple(answers, fc.array(fc.boolean(), { maxLength: 6 })).map(([known, mask]) => [known, known.map((one, index): Answer => (mask[index] ? 'unknown' : one))] as const);
    fc.assert(
      fc.property(blurred, ([known, less]) => {
        for (const combine of [allOf, anyOf]) expect([combine(known), 'unknown']).toContain(combine(less));
      }),
    );
  });

  it('keeps the laws of De Morgan', () => {
    fc.assert(fc.property(answers, (list) => notOf(allOf(list)) === anyOf(list.map(notOf)) && notOf(notOf(anyOf(list))) === anyOf(list)));
  });

  it('taking facts away leads to "unknown" or leaves every answer as it was', () => {
    const families = [farmer, bereaved, carer];
    const branches = [['rural-reward', null], ['only-child-bonus', null], ['special-hardship', 'child-died'], ['special-hardship', 'child-disabled'], ['special-hardship', 'complication-1']] as const;
    fc.assert(
      fc.property(fc.constantFrom(...families), fc.constantFrom(...branches), fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }), (facts, [scheme, branch], kept) => {
        const less = facts.filter((_, index) => kept[index]);
        expect([answer(scheme, branch, facts), 'unknown']).toContain(answer(scheme, branch, less));
      }),
      { numRuns: 500 },
    );
  });

  it('names what is missing exactly when the answer is "unknown"', () => {
    const decision = decide('rural-reward', null, but(farmer, ['residence-kind', 'self'], ['alive', 'child:c1']));
    expect(decision.trace.missing).toEqual(['self residence-kind', 'child:c1 alive']);
    expect(decide('rural-reward', null, farmer).trace.missing).toEqual([]);
  });
});

describe('executing a decision again', () => {
  it('gives the same result from what the decision kept', () => {
    const stored: RuleDecision = JSON.parse(JSON.stringify(decide('special-hardship', 'child-died', bereaved)));
    expect(policies.executeAgain(stored).same).toBe(true);
  });

  it('tells a changed fact, a changed parameter and a rule that is gone', () => {
    const stored = decide('rural-reward', null, farmer);
    const codes = [
      { ...stored, facts: but(farmer, dated('residence-kind', 'urban')) },
      { ...stored, rule: { ...stored.rule, parameters: { ...stored.rule.parameters, 'min-age': 50 } } },
      { ...stored, rule: { ...stored.rule, version: '1999' } },
    ].map((decision) => policies.executeAgain(decision));
    expect(codes.map((one) => (one.same ? 'same' : one.code))).toEqual(['policy.outcome-differs', 'policy.rule-changed', 'policy.rule-not-kept']);
  });

  it('reads every fact that a yes rests on', () => {
    const read = (trace: RuleDecision['trace']): string[] => [...trace.factsRead.map((fact) => `${fact.of} ${fact.fact}`), ...trace.parts.flatMap(read)];
    expect(new Set(read(decide('rural-reward', null, farmer).trace))).toEqual(new Set(['self birth-date', 'self residence-kind', 'self children-ever', 'child:c1 alive', 'child:c1 sex', 'self birth-rule-attested']));
  });
});
