import fc from 'fast-check';
import { firstDay, formatYuan, monthsFromTo, parseYuan, percentFloored, splitByShares, sumFen, unwrap } from '@zhibu/kernel';
import { goldenFigures } from '../../../test/support/golden-figures';
import { shippedPolicies } from '../../../test/support/shipped-policies';
import { AmountStatement } from './amount';
import { monthOfYearly } from './amounts/rate-of-month';
import { AmountQuestion, RateFacts } from './policy-set';

const policies = shippedPolicies();
const golden = goldenFigures();

const ask = (scheme: string, branch: string | null, area: string, from: string, to: string, more: Partial<AmountQuestion> = {}) =>
  policies.amount({ scheme, branch, areaCode: area.padEnd(12, '0'), from, to, ...more });

const amount = (...question: Parameters<typeof ask>): AmountStatement => {
  const result = ask(...question);
  if (!result.ok) throw new Error(`${result.rejection.code}: ${result.rejection.actual.en}`);
  return result.value;
};

const yuan = (...question: Parameters<typeof ask>): string => formatYuan(amount(...question).totalFen);

const refusal = (...question: Parameters<typeof ask>): string => {
  const result = ask(...question);
  return result.ok ? 'accepted' : result.rejection.code;
};

describe('published figures', () => {
  const { demoCounty } = golden;

  it('pays 4228 people 1100.00 each in the demo county, layer by layer', () => {
    const one = amount('rural-reward', null, '990101100001', '2016-01', '2016-12');
    expect(formatYuan(one.totalFen)).toBe(demoCounty.ruralReward.ratePerYear);
    expect(formatYuan(one.totalFen * demoCounty.ruralReward.people)).toBe(demoCounty.ruralReward.total);
    expect(one.components.map((part) => formatYuan(part.amountFen * demoCounty.ruralReward.people))).toEqual(demoCounty.ruralReward.layers.map((layer) => layer.total));
  });

  it('raises the only-child bonus from 5 to 20 a month, and pays both rates across the raise', () => {
    expect(yuan('only-child-bonus', null, '990101', '2015-12', '2015-12')).toBe(demoCounty.onlyChildBonus.previousRatePerMonth);
    expect(yuan('only-child-bonus', null, '990101', '2016-01', '2016-01')).toBe(demoCounty.onlyChildBonus.ratePerMonth);
    expect(yuan('only-child-bonus', null, '990101', '2015-11', '2016-02')).toBe('50.00');
  });

  it.each([
    ['special-hardship', 'child-died', '2012', 'special, child died, whole year 2012'],
    ['special-hardship', 'child-disabled', '2023', 'special, child disabled, whole year 2023'],
    ['rural-reward', null, '2011', 'rural reward, whole year 2011'],
  ])('%s %s in %s', (scheme, branch, year, what) => {
    expect(yuan(scheme, branch, '000000', `${year}-01`, `${year}-12`)).toBe(golden.arithmetic.find((row) => row.what === what)?.total);
  });
});

describe('published arithmetic', () => {
  it.each(golden.arithmetic.filter((row) => row.people !== undefined))('$what', ({ people, each, total }) => {
    expect(formatYuan((people ?? 0) * unwrap(parseYuan(each ?? '')))).toBe(total);
  });

  it.each(golden.funding)('$total by $shares', ({ total, shares, split, refused }) => {
    const parts = splitByShares(unwrap(parseYuan(total)), Object.entries(shares).map(([level, percent]) => ({ level, percent })));
    if (parts.ok) expect(Object.fromEntries(parts.value.map((part) => [part.level, formatYuan(part.amountFen)]))).toEqual(split);
    else expect(parts.rejection.actual.en).toBe(refused);
  });

  it.each(golden.rounding)('$numerator of $denominator is $percent', ({ numerator, denominator, percent }) => {
    expect(percentFloored(numerator, denominator)).toBe(percent);
  });
});

describe('national rates', () => {
  const rural = { rateFacts: { 'residence-kind': 'rural' } };
  const urban = { rateFacts: { 'residence-kind': 'urban' } };

  it.each([
    ['2008-12', '50.00'], ['2009-01', '60.00'], ['2011-12', '60.00'], ['2012-01', '80.00'], ['2026-11', '80.00'],
  ])('rural reward in %s: %s', (month, expected) => {
    expect(yuan('rural-reward', null, '000000', month, month)).toBe(expected);
  });

  it.each([
    ['2008-01', '100.00', '80.00'], ['2011-12', '100.00', '80.00'], ['2012-01', '135.00', '110.00'], ['2013-12', '135.00', '110.00'],
    ['2016-01', '340.00', '270.00'], ['2017-12', '340.00', '270.00'], ['2018-01', '450.00', '350.00'], ['2022-06', '450.00', '350.00'], ['2022-07', '590.00', '460.00'],
  ])('special relief in %s: %s and %s', (month, died, disabled) => {
    expect([yuan('special-hardship', 'child-died', '000000', month, month), yuan('special-hardship', 'child-disabled', '000000', month, month)]).toEqual([died, disabled]);
  });

  it.each([
    ['2014-01', '340.00', '170.00', '270.00', '150.00'], ['2015-12', '340.00', '170.00', '270.00', '150.00'],
  ])('special relief in %s differs by residence', (month, diedUrban, diedRural, disabledUrban, disabledRural) => {
    const one = (branch: string, facts: { rateFacts: RateFacts }): string => yuan('special-hardship', branch, '000000', month, month, facts);
    expect([one('child-died', urban), one('child-died', rural), one('child-disabled', urban), one('child-disabled', rural)]).toEqual([diedUrban, diedRural, disabledUrban, disabledRural]);
  });

  it.each([
    ['2011-01', ['300.00', '200.00', '100.00']], ['2017-12', ['300.00', '200.00', '100.00']], ['2018-01', ['400.00', '300.00', '200.00']], ['2022-07', ['520.00', '390.00', '260.00']],
  ])('complications in %s: %j', (month, expected) => {
    expect([1, 2, 3].map((grade) => yuan('special-hardship', `complication-${grade}`, '000000', month, month))).toEqual(expected);
  });

  it('pays both rates in the year of a raise', () => {
    expect(yuan('special-hardship', 'child-died', '000000', '2022-01', '2022-12')).toBe(formatYuan(6 * 45000 + 6 * 59000));
  });
});

describe('local layers', () => {
  it.each([
    ['110000', 'child-died', '2022-06', '720.00'], ['110000', 'child-disabled', '2022-06', '590.00'], ['110000', 'child-died', '2022-07', '900.00'], ['110000', 'child-disabled', '2022-07', '740.00'],
    ['510500', 'child-died', '2024-01', '1000.00'], ['510500', 'child-disabled', '2024-01', '790.00'], ['510500', 'child-died', '2023-12', '590.00'],
  ])('special relief in %s, %s, %s: %s', (area, branch, month, expected) => {
    expect(yuan('special-hardship', branch, area, month, month)).toBe(expected);
  });

  it('adds up to 1100.00 in Huarong and to 120 a year per child in Xinjiang, half of it per parent', () => {
    expect(yuan('rural-reward', null, '430623', '2016-01', '2016-12')).toBe('1100.00');
    expect(yuan('only-child-bonus', null, '650000', '2016-01', '2016-12')).toBe('60.00');
    expect(yuan('only-child-bonus', null, '210000', '2016-01', '2016-12')).toBe('120.00');
  });

  it.each([
    ['one daughter, 66', { 'birth-date': '1950-01-01', 'living-children': 1, 'living-daughters': 1 }, '1210.00'],
    ['two daughters, 66', { 'birth-date': '1950-01-01', 'living-children': 2, 'living-daughters': 2 }, '970.00'],
    ['one son, 66', { 'birth-date': '1950-01-01', 'living-children': 1, 'living-daughters': 0 }, '970.00'],
    ['one daughter, 57', { 'birth-date': '1958-12-01', 'living-children': 1, 'living-daughters': 1 }, '970.00'],
    ['one son, 57', { 'birth-date': '1958-12-01', 'living-children': 1, 'living-daughters': 0 }, '730.00'],
    ['two daughters, 57', { 'birth-date': '1958-12-01', 'living-children': 2, 'living-daughters': 2 }, '360.00'],
    // Paid from January of the year of the 55th birthday: what is paid before that birthday is the extension too, not the national base.
    ['one daughter, 55 in June', { 'birth-date': '1961-06-15', 'living-children': 1, 'living-daughters': 1 }, '970.00'],
    ['one son, 55 in June', { 'birth-date': '1961-06-15', 'living-children': 1, 'living-daughters': 0 }, '730.00'],
    ['two daughters, 55 in June', { 'birth-date': '1961-06-15', 'living-children': 2, 'living-daughters': 2 }, '360.00'],
    ['one daughter, 60 in June', { 'birth-date': '1956-06-15', 'living-children': 1, 'living-daughters': 1 }, '1090.00'],
  ])('the county with conditional layers pays %s', (_, rateFacts, expected) => {
    expect(yuan('rural-reward', null, '990201', '2016-01', '2016-12', { rateFacts })).toBe(expected);
  });

  it('pays nothing on a condition that is not known, and says what is missing', () => {
    const statement = amount('rural-reward', null, '990201', '2016-01', '2016-12');
    expect(statement.totalFen).toBe(0);
    expect(statement.notIncluded.map((one) => one.layerId)).toContain('national-base');
    expect(statement.notIncluded.every((one) => one.reason.en.includes('missing: self birth-date'))).toBe(true);
  });

  it('halves the bonus of a one-sided certificate where the area does, and pays a share of the pension', () => {
    const holders = (value: string) => ({ rateFacts: { 'certificate-holders': value } });
    expect(yuan('only-child-bonus', null, '980000', '2016-01', '2016-01', holders('both'))).toBe('10.00');
    expect(yuan('only-child-bonus', null, '980000', '2016-01', '2016-01', holders('one-sided'))).toBe('5.00');
    expect(yuan('only-child-bonus', 'retiree', '980101', '2016-01', '2016-01', { rateFacts: { 'monthly-pension': '3000.50' } })).toBe('150.02');
    expect(yuan('only-child-bonus', 'retiree', '980000', '2016-01', '2016-01', holders('both'))).toBe('80.00');
  });
});

describe('funders', () => {
  const fundersOf = (area: string, month: string): unknown =>
    amount('special-hardship', 'child-died', area, month, month).components[0]?.funders.map((part) => [part.level, formatYuan(part.amountFen)]);

  it('follow the tier of the province from 2019 and its region before', () => {
    expect(fundersOf('110000', '2019-01')).toEqual([['central', '45.00'], ['province', '405.00']]);
    expect(fundersOf('510500', '2019-01')).toEqual([['central', '360.00'], ['province', '90.00']]);
    expect(fundersOf('210000', '2018-12')).toEqual([['province', '450.00']]);
    expect(fundersOf('340000', '2018-12')).toEqual([['central', '225.00'], ['province', '225.00']]);
    expect(fundersOf('000000', '2019-01')).toEqual([]);
  });

  it('change with the year: one rate over the change is two components', () => {
    const { components } = amount('rural-reward', null, '340000', '2018-12', '2019-01');
    expect(components.map((part) => [part.fromMonth, part.toMonth, part.funders.map((one) => one.amountFen)])).toEqual([['2018-12', '2018-12', [4000, 4000]], ['2019-01', '2019-01', [4800, 3200]]]);
  });
});

describe('refusals', () => {
  it.each([
    ['policy.unknown-scheme', 'rural', null, '000000', '2016-01', '2016-02'],
    ['policy.unknown-branch', 'special-hardship', null, '000000', '2016-01', '2016-02'],
    ['policy.unknown-branch', 'rural-reward', 'child-died', '000000', '2016-01', '2016-02'],
    ['policy.unknown-area', 'rural-reward', null, '990199', '2016-01', '2016-02'],
    ['policy.months-wrong', 'rural-reward', null, '000000', '2016-02', '2016-01'],
    ['policy.months-wrong', 'rural-reward', null, '000000', '2010-01', '2060-01'],
    ['policy.no-rate', 'rural-reward', null, '000000', '2003-12', '2004-01'],
    ['policy.no-rate', 'only-child-bonus', null, '000000', '2016-01', '2016-01'],
    ['policy.fact-needed', 'special-hardship', 'child-died', '000000', '2014-01', '2014-01'],
    ['policy.fact-needed', 'only-child-bonus', null, '980000', '2016-01', '2016-01'],
  ])('%s', (code, scheme, branch, area, from, to) => {
    expect(refusal(scheme, branch, area, from, to)).toBe(code);
  });
});

describe('laws of an amount', () => {
  it('twelve months of a yearly sum are exactly the year, to the fen', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 100_000_000 }), (fen) => sumFen(monthsFromTo('2016-01', '2016-12').map((month) => monthOfYearly(fen, month))) === fen));
  });

  it('months, components and funders each add up to the total, whatever the months', () => {
    const month = fc.integer({ min: 0, max: 250 }).map((index) => monthsFromTo('2004-01', '2024-12')[index] ?? '2024-12');
    const area = fc.constantFrom('990101', '990201', '430623', '510500', '340000');
    fc.assert(
      fc.property(month, month, area, fc.constantFrom('1950-02-28', '1957-06-15', '1960-02-29'), (a, b, code, born) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const statement = amount('rural-reward', null, code, from, to, { rateFacts: { 'birth-date': born, 'living-children': 1, 'living-daughters': 1 } });
        const layers = statement.months.flatMap((one) => one.layers.map((layer) => layer.amountFen));
        const split = statement.components.flatMap((part) => part.funders.map((funder) => funder.amountFen));
        expect([sumFen(layers), sumFen(statement.components.map((part) => part.amountFen)), sumFen(split)]).toEqual([statement.totalFen, statement.totalFen, statement.totalFen]);
      }),
    );
  });

  it('the short form kept by an entitlement gives the same amount as the facts it was read from', () => {
    const source = { kind: 'declaration', reference: 'test' } as const;
    const dated = (fact: string, of: 'self' | 'child:c1', value: string | number | boolean) => ({ fact, of, value, validFrom: '1900-01-01', validTo: null, source });
    const facts = [dated('birth-date', 'self', '1956-07-01'), dated('children-ever', 'self', 1), dated('sex', 'child:c1', 'F'), dated('alive', 'child:c1', true)];
    const key = { scheme: 'rural-reward', branch: null, areaCode: '990201000000' };
    const short = policies.rateFacts({ ...key, on: firstDay('2016-01'), facts });
    if (!short.ok) throw new Error(short.rejection.code);
    const byFacts = amount('rural-reward', null, '990201', '2016-01', '2016-12', { facts });
    expect(amount('rural-reward', null, '990201', '2016-01', '2016-12', { rateFacts: short.value })).toEqual(byFacts);
    expect(formatYuan(byFacts.months[6]?.totalFen ?? 0)).toBe('100.83');
  });
});
