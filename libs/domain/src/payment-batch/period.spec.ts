import { parsePeriod } from './period';

describe('the period of a batch', () => {
  it.each([
    ['2016', '2016-01', '2016-12'],
    ['2016-H1', '2016-01', '2016-06'],
    ['2016-H2', '2016-07', '2016-12'],
    ['2016-Q1', '2016-01', '2016-03'],
    ['2016-Q4', '2016-10', '2016-12'],
    ['2016-06', '2016-06', '2016-06'],
  ])('%s runs from %s to %s', (period, from, to) => expect(parsePeriod(period)).toEqual({ ok: true, value: { from, to } }));

  it.each(['2016-H3', '2016-Q5', '2016-Q0', '2016-13', '16', '2016-Q1 ', '1899'])('"%s" is none', (period) =>
    expect(parsePeriod(period)).toMatchObject({ ok: false, rejection: { code: 'batch.period', field: 'period' } }));
});
