import type { SchemeRates } from './measure-words';
import { changedSince } from './since';

const rate = (numerator: number, denominator: number) => ({ numerator, denominator, percent: '—' });
const both = (count: ReturnType<typeof rate>) => ({ count, amountFen: rate(count.numerator * 110_000, count.denominator * 110_000) });
const rates = (paid: number): SchemeRates => ({
  scheme: 'rural-reward', coverage: rate(20, 20), refusedDespiteYes: 0, decisionAccuracy: { ...rate(0, 0), wronglyIn: 0, wronglyOut: 0 }, disbursementAccuracy: both(rate(paid, 20)),
  timelyDisbursement: both(rate(paid, 20)), creditSuccess: both(rate(20, 21)), returned: both(rate(1, 21)), fundsInPlace: null,
});

it('names the rates that later records changed, and no other', () => {
  expect(changedSince(rates(19), rates(20)).map(({ measure, then, today }) => [measure.id, then?.numerator, today?.numerator])).toEqual([
    ['people-paid', 19, 20], ['amount-paid', 2_090_000, 2_200_000], ['timely', 19, 20], ['timely-amount', 2_090_000, 2_200_000],
  ]);
  expect(changedSince(rates(20), rates(20))).toEqual([]);
});

it('takes a scheme of which nothing was known as one without rates', () => {
  expect(changedSince(null, rates(20)).map(({ measure, then }) => [measure.id, then])).toContainEqual(['coverage', null]);
  expect(changedSince(null, null)).toEqual([]);
});
