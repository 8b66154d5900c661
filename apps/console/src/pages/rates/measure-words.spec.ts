import { heightOf, saidOf } from './measure-words';

it('draws a point where the figure is, none where there is none, and says what the service says', () => {
  const rate = (percent: string) => ({ numerator: 1, denominator: 2, percent });
  expect(['99.97%', '100.00%', '0.00%', 'n/a'].map((percent) => [heightOf(rate(percent)), saidOf(rate(percent))])).toEqual([[99.97, '99.97%'], [100, '100.00%'], [0, '0.00%'], [null, '—']]);
  expect([heightOf(null), saidOf(null)]).toEqual([null, '—']);
});
