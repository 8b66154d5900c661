import { addDays, addWorkingDays, isWorkingDay, unwrap } from '@zhibu/kernel';
import { shippedPolicies } from '../../../test/support/shipped-policies';
import { DatedFact, FactOwner, FactValue } from './facts';
import { yearsWithoutHolidays } from './holiday-calendar';
import { StartMonthQuestion } from './policy-set';

const policies = shippedPolicies();
const dated = (fact: string, value: FactValue, of: FactOwner = 'self', validFrom = '1900-01-01'): DatedFact => ({ fact, of, value, validFrom, validTo: null, source: { kind: 'declaration', reference: 'test' } });

const start = (question: Partial<StartMonthQuestion>): string => {
  const result = policies.startMonth({ scheme: 'rural-reward', branch: null, areaCode: '990101000000', facts: [], appliedOn: '2016-02-01', confirmedOn: '2016-03-31', ...question });
  return result.ok ? `${result.value.month}${result.value.backPaid ? ' back pay' : ''}` : result.rejection.code;
};
const bereaved = { scheme: 'special-hardship', branch: 'child-died' };
const mother = [dated('birth-date', '1960-01-01'), dated('sex', 'F')];
const born = (day: string): DatedFact[] => [dated('birth-date', day)];

describe('first month paid', () => {
  it.each([
    ['from the birthday year', { facts: born('1956-09-10') }, '2016-01'],
    ['late, without back pay', { facts: born('1950-09-10') }, '2016-01'],
    ['from the birthday month', { areaCode: '980000000000', facts: born('1956-01-10') }, '2016-01 back pay'],
    ['late, with back pay', { areaCode: '980000000000', facts: born('1955-05-10') }, '2015-05 back pay'],
    ['birth date not known', {}, 'policy.facts-missing'],
    ['from the confirmation month', { scheme: 'special-hardship', branch: 'complication-1', facts: [dated('complication-grade', 1, 'self', '2016-01-20')] }, '2016-03'],
    ['a child of whom it is only stated since when it does not live', { ...bereaved, facts: [...mother, dated('alive', false, 'child:c1', '2016-01-20')] }, '2016-03'],
    ['a child of whom no day is known at all', { ...bereaved, facts: [...mother, dated('alive', false, 'child:c1')] }, 'policy.facts-missing'],
    ['from the certificate month', { scheme: 'only-child-bonus', facts: [dated('only-child-certificate', true, 'self', '2016-02-20')] }, '2016-02'],
  ])('%s', (_, question, expected) => expect(start(question)).toBe(expected));
});

describe('a right that began after the age was reached', () => {
  const village = '980101000000';
  const farmer = [...born('1950-05-10'), dated('residence-kind', 'rural'), dated('birth-rule-attested', true), dated('residence-area', village)];
  const twoSons = [dated('children-ever', 2), ...['child:c1', 'child:c2'].flatMap((of) => [dated('birth-date', '1975-01-01', of as FactOwner), dated('sex', 'M', of as FactOwner)])];
  const lost = [...farmer, ...twoSons, dated('alive', true, 'child:c1'), dated('death-date', '2015-06-20', 'child:c2')];
  const late = { areaCode: village, appliedOn: '2016-02-01', confirmedOn: '2016-03-31' };

  it('is paid from the loss of the child that made the family fit, not from the 60th birthday', () => expect(start({ ...late, facts: lost })).toBe('2015-06 back pay'));
  it('is paid from the age on where the family fitted before', () => {
    expect(start({ ...late, facts: [...farmer, ...twoSons.map((fact) => (fact.fact === 'sex' ? { ...fact, value: 'F' } : fact)), dated('alive', true, 'child:c1'), dated('death-date', '2015-06-20', 'child:c2')] })).toBe('2010-05 back pay');
  });
  it('is paid from the day on which the home became rural', () => {
    const until = (fact: DatedFact, validTo: string): DatedFact => ({ ...fact, validTo });
    const one = [dated('children-ever', 1), dated('alive', true, 'child:c1')];
    expect(start({ ...late, facts: [...farmer.slice(0, 1), ...farmer.slice(2), ...one, until(dated('residence-kind', 'urban'), '2014-08-31'), dated('residence-kind', 'rural', 'self', '2014-09-01')] })).toBe('2014-09 back pay');
  });
  it('never begins because something was not known before', () => {
    expect(start({ ...late, facts: [...farmer, dated('children-ever', 1, 'self', '2016-01-05'), dated('alive', true, 'child:c1', '2016-01-05')] })).toBe('2010-05 back pay');
  });
  it('comes out of what was kept of it', () => {
    const kept = unwrap(policies.startMonth({ scheme: 'rural-reward', branch: null, ...late, facts: lost }));
    expect(kept).toMatchObject({ qualifiedOn: '2015-06-20', month: '2015-06' });
    expect(policies.executeStartAgain(kept)).toMatchObject({ same: true });
    expect(policies.executeStartAgain({ ...kept, qualifiedOn: '2010-05-10', month: '2010-05' })).toMatchObject({ same: false });
  });
});

describe('last month paid', () => {
  const last = (scheme: string, branch: string | null, areaCode: string, happenedOn: string, reason = 'death'): string | null => {
    const result = policies.endOfPayment({ scheme, branch, areaCode, reason, happenedOn });
    return result.ok ? result.value.lastMonth : result.rejection.code;
  };

  it.each([
    ['to the end of the year', 'rural-reward', null, '990101000000', '2016-04-20', '2016-12'],
    ['stops from the next month', 'special-hardship', 'child-died', '990101000000', '2016-04-20', '2016-04'],
    ['dead before the payment date', 'special-hardship', 'child-died', '980000000000', '2016-04-20', '2016-03'],
    ['dead on the payment date', 'special-hardship', 'child-died', '980000000000', '2016-04-30', '2016-03'],
  ])('%s', (_, scheme, branch, area, on, expected) => expect(last(scheme, branch, area, on)).toBe(expected));

  it('is none for a right wrongly confirmed, and the month itself for who moved out, whatever the rule', () => {
    expect(last('rural-reward', null, '990101000000', '2016-04-20', 'wrongly-confirmed')).toBeNull();
    expect(last('rural-reward', null, '990101000000', '2016-04-20', 'moved-out')).toBe('2016-04');
    expect(last('special-hardship', 'child-died', '980000000000', '2016-04-20', 'moved-out')).toBe('2016-04');
  });

  it('finds what ends a right: a death, a second child, a recovery, the end age', () => {
    const exits = (scheme: string, branch: string | null, facts: DatedFact[]): unknown => {
      const result = policies.exits({ scheme, branch, areaCode: '990101000000', on: '2016-12-31', facts });
      return result.ok ? result.value.map((exit) => [exit.reason, exit.happenedOn, exit.lastMonth]) : result.rejection.code;
    };
    expect(exits('special-hardship', 'child-died', [dated('death-date', '2016-05-01')])).toEqual([['death', '2016-05-01', '2016-05']]);
    const second = [dated('children-ever', 2, 'self', '2016-07-07'), dated('birth-date', '1990-01-01', 'child:c1'), dated('birth-date', '2016-07-07', 'child:c2')];
    expect(exits('special-hardship', 'child-died', second)).toEqual([['child-added', '2016-07-07', '2016-07']]);
    expect(exits('special-hardship', 'child-disabled', [dated('recovered', true, 'child:c1', '2016-03-03')])).toEqual([['child-recovered', '2016-03-03', '2016-03']]);
    // Two papers on one death end the right by the earlier day; what was stated before an event does not undo it.
    expect(exits('special-hardship', 'child-died', [dated('death-date', '2016-05-01'), dated('death-date', '2016-06-02', 'self', '1990-01-01')])).toEqual([['death', '2016-05-01', '2016-05']]);
    expect(exits('special-hardship', 'child-died', [dated('children-ever', 1), ...second])).toEqual([['child-added', '2016-07-07', '2016-07']]);
    expect(exits('special-hardship', 'child-disabled', [dated('recovered', false, 'child:c1'), dated('recovered', true, 'child:c1', '2016-03-03')])).toEqual([['child-recovered', '2016-03-03', '2016-03']]);
    expect(exits('special-hardship', 'child-disabled', [dated('recovered', true, 'child:c1', '2015-03-03'), dated('recovered', false, 'child:c1', '2016-03-03')])).toEqual([]);
    expect(exits('special-hardship', 'child-died', [dated('children-ever', 1), dated('children-ever', 2)])).toEqual([]);
    expect(exits('only-child-bonus', null, [dated('birth-date', '2002-02-20', 'child:c1')])).toEqual([['child-age-reached', '2016-02-20', '2016-02']]);
    expect(exits('only-child-bonus', null, [dated('birth-date', '2003-02-20', 'child:c1')])).toEqual([]);
  });
});

describe('worked out again', () => {
  const kept = unwrap(policies.startMonth({ scheme: 'rural-reward', branch: null, areaCode: '980000000000', facts: [...born('1955-05-10'), dated('sex', 'M')], appliedOn: '2016-02-01', confirmedOn: '2016-03-31' }));

  it('a start comes out of what was kept of it, without the person', () => {
    expect(kept.basis).toMatchObject({ rule: 'birthday-month', backPayAllowed: true, policyHash: policies.hash });
    expect(kept.basis.facts.map(({ fact }) => fact)).toEqual(['birth-date']);
    expect(policies.executeStartAgain(kept)).toMatchObject({ same: true });
  });

  it.each([
    ['another month', { ...kept, month: '2014-01' }],
    ['another day', { ...kept, qualifiedOn: '2014-01-01' }],
    ['another fact', { ...kept, basis: { ...kept.basis, facts: born('1954-05-10') } }],
    ['other words', { ...kept, reason: { zh: '其他', en: 'other' } }],
    ['a rule that nobody knows', { ...kept, basis: { ...kept.basis, ruleVersion: 'x' } }],
  ])('a start with %s does not', (_, start) => expect(policies.executeStartAgain(start)).toMatchObject({ same: false }));

  it('an end comes out of what was kept of it, also under later policies, and a changed one does not', () => {
    const question = { scheme: 'special-hardship', branch: 'child-died', areaCode: '980000000000', reason: 'death', happenedOn: '2016-04-20' };
    const end = unwrap(policies.endOfPayment(question));
    expect(end).toMatchObject({ lastMonth: '2016-03', stopRule: 'alive-on-payment-date', period: { deadline: '2016-04-30' }, policyHash: policies.hash });
    expect(policies.executeEndAgain(end, question)).toMatchObject({ same: true });
    expect(policies.executeEndAgain({ ...end, policyHash: 'an earlier one' }, question)).toMatchObject({ same: true });
    expect(policies.executeEndAgain({ ...end, policyHash: 'an earlier one', lastMonth: '2016-04' }, question)).toMatchObject({ same: false });
    expect(policies.executeEndAgain({ ...end, stopRule: 'next-month', lastMonth: '2016-04' }, question)).toMatchObject({ same: false });
  });
});

describe('payment plans, areas and the calendar', () => {
  const periods = (scheme: string, area: string): unknown => {
    const plan = policies.paymentPlan(scheme, area, 2016);
    return plan.ok ? plan.value.periods.map((one) => `${one.id} ${one.from}..${one.to} ${one.deadline}`) : plan.rejection.code;
  };

  it('gives the periods of a year with their deadlines', () => {
    expect(periods('rural-reward', '990101100001')).toEqual(['2016 2016-01..2016-12 2016-08-31']);
    expect(periods('only-child-bonus', '990101000000')).toEqual(['2016-H1 2016-01..2016-06 2016-06-30', '2016-H2 2016-07..2016-12 2016-12-31']);
    expect(periods('special-hardship', '980000000000')).toContain('2016-02 2016-02..2016-02 2016-02-29');
  });

  it('knows the areas of the demo county', () => {
    expect(policies.areas.children('990101000000')).toHaveLength(13);
    expect(policies.areas.all.filter((area) => area.code.startsWith('990101') && !area.code.endsWith('000'))).toHaveLength(91);
    expect(policies.areas.name('990101100001').zh).toBe('示例省示例市示例县示例一镇一村');
    expect(policies.areas.lookup('990199').ok).toBe(false);
    expect(policies.areas.lookup('000000').ok).toBe(true);
  });

  it('knows the holidays of every year from the demo to now, with what was changed within the year', () => {
    const { calendar } = policies;
    expect(Array.from({ length: 12 }, (_, index) => 2015 + index).filter((year) => !calendar.covers(year))).toEqual([]);
    const works = (day: string): boolean => isWorkingDay(calendar, day);
    // The notice of 2019 lengthened Labour Day, that of 2020 Spring Festival, and New Year's reaches into the year before.
    expect(['2019-05-03', '2019-05-05', '2020-01-31', '2020-02-01', '2020-02-03', '2018-12-29', '2018-12-31', '2023-10-06', '2023-10-07'].map(works)).toEqual([false, true, false, false, true, true, false, false, true]);
    // A day put into the wrong year or month, or typed wrongly, shows in the sum.
    const days = (year: number): number => { let count = 0; for (let day = `${year}-01-01`; day.startsWith(String(year)); day = addDays(day, 1)) if (works(day)) count += 1; return count; };
    expect([2018, 2019, 2021, 2022, 2023, 2024].map(days)).toEqual([250, 250, 250, 249, 249, 251]);
  });

  it('counts working days over Spring Festival 2016 with its make-up days, and says which years it covers', () => {
    const { calendar } = policies;
    expect(['2016-02-06', '2016-02-08', '2016-02-14', '2016-02-15'].map((day) => isWorkingDay(calendar, day))).toEqual([true, false, true, true]);
    expect(addWorkingDays(calendar, '2016-02-05', 3)).toEqual({ day: '2016-02-15', provisional: false });
    expect([calendar.covers(2016), calendar.covers(2027)]).toEqual([true, false]);
    expect(yearsWithoutHolidays(calendar, '2016-11-22')).toEqual([]);
    expect(yearsWithoutHolidays(calendar, '2026-11-22')).toEqual([2027]);
    expect(yearsWithoutHolidays(calendar, '2027-01-02')).toEqual([2027, 2028]);
  });
});
