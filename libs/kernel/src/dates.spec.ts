import fc from 'fast-check';
import { addDays, addMonths, ageOn, birthdayIn, dateOf, holdsOn, instantOf, lastDay, monthOf, monthsFromTo, parseDate, parseMonth, yearOf } from './dates';

describe('dates in Asia/Shanghai', () => {
  it('starts a day eight hours before UTC does', () => {
    expect(dateOf('2016-02-28T16:00:00.000Z')).toBe('2016-02-29');
    expect(dateOf('2016-02-28T15:59:59.999Z')).toBe('2016-02-28');
    expect(instantOf('2016-01-01')).toBe('2015-12-31T16:00:00.000Z');
  });

  it('knows the days and months of the calendar, from 1800 on', () => {
    const two = (n: number): string => String(n).padStart(2, '0');
    for (const year of [1799, 1800, 1801, 1900, 1999, 2000, 2015, 2016, 2100]) {
      for (let month = 0; month <= 13; month += 1) {
        expect([`${year}-${two(month)}`, parseMonth(`${year}-${two(month)}`).ok]).toEqual([`${year}-${two(month)}`, year >= 1800 && month >= 1 && month <= 12]);
        for (let day = 0; day <= 32; day += 1) {
          const written = `${year}-${two(month)}-${two(day)}`;
          const exists = new Date(Date.UTC(year, month - 1, day)).toISOString().startsWith(written);
          expect([written, parseDate(written).ok]).toEqual([written, year >= 1800 && exists]);
        }
      }
    }
  });

  it('begins working hours on the same day', () => {
    expect(instantOf('2016-01-01', 9)).toBe('2016-01-01T01:00:00.000Z');
    expect([monthOf('2016-12-31'), yearOf('2016-12'), lastDay('2015-02'), lastDay('2016-06')]).toEqual(['2016-12', 2016, '2015-02-28', '2016-06-30']);
  });

  it.each(['2015-02-29', '2016-13-01', '2016-00-10', '2016-04-31', '2016-1-1', '20160101', ''])('refuses the day %p', (input) => {
    expect(parseDate(input).ok).toBe(false);
  });

  it.each(['2016-13', '2016-00', '2016', '2016-1', '2016-01-01'])('refuses the month %p', (input) => {
    expect(parseMonth(input).ok).toBe(false);
  });

  it('counts completed years, with one rule for 29 February', () => {
    expect(ageOn('1964-02-29', '2023-02-28', 'february-28')).toBe(59);
    expect(ageOn('1964-02-29', '2023-02-28', 'march-1')).toBe(58);
    expect(ageOn('1964-02-29', '2024-02-28', 'february-28')).toBe(59);
    expect(ageOn('1964-02-29', '2024-02-29', 'march-1')).toBe(60);
    expect(birthdayIn('1964-02-29', 2023, 'march-1')).toBe('2023-03-01');
    for (const rule of ['february-28', 'march-1'] as const) {
      expect(birthdayIn('1956-06-15', 2015, rule)).toBe('2015-06-15');
      expect([ageOn('1956-06-15', '2016-06-14', rule), ageOn('1956-06-15', '2016-06-15', rule)]).toEqual([59, 60]);
    }
  });

  it('walks months and days without losing any', () => {
    const days = fc.integer({ min: -40_000, max: 40_000 });
    fc.assert(fc.property(days, (count) => expect(addDays(addDays('1990-06-15', count), -count)).toBe('1990-06-15')));
    fc.assert(fc.property(fc.integer({ min: -900, max: 900 }), (count) => expect(addMonths(addMonths('1990-06', count), -count)).toBe('1990-06')));
    expect(monthsFromTo('2015-11', '2016-02')).toEqual(['2015-11', '2015-12', '2016-01', '2016-02']);
    expect(monthsFromTo('2016-02', '2016-01')).toEqual([]);
    expect(lastDay('2016-02')).toBe('2016-02-29');
  });

  it('holds a fact on its first and its last day, and not around them', () => {
    const period = { validFrom: '2016-01-01', validTo: '2016-12-31' };
    expect(['2015-12-31', '2016-01-01', '2016-12-31', '2017-01-01'].map((day) => holdsOn(period, day))).toEqual([false, true, true, false]);
    expect(holdsOn({ validFrom: '2016-01-01', validTo: null }, '2099-01-01')).toBe(true);
  });
});
