import { addWorkingDays, addWorkingDaysInFull, isWorkingDay } from './working-days';

// 国办发明电〔2015〕18号: National Day 2016, 1-7 October off, 8 and 9 October (a weekend) worked.
const calendar = {
  holidays: new Set(['2016-10-01', '2016-10-02', '2016-10-03', '2016-10-04', '2016-10-05', '2016-10-06', '2016-10-07']),
  makeUpDays: new Set(['2016-10-08', '2016-10-09']),
  covers: (year: number) => year === 2016,
};
const unknown = { holidays: new Set<string>(), makeUpDays: new Set<string>(), covers: () => false };
const known = (day: string) => ({ day, provisional: false });

describe('working days', () => {
  it('works on make-up weekend days and rests on holidays', () => {
    expect(isWorkingDay(calendar, '2016-10-08')).toBe(true);
    expect(isWorkingDay(calendar, '2016-10-05')).toBe(false);
    expect(isWorkingDay(calendar, '2016-10-15')).toBe(false);
  });

  it('does not count the first day', () => {
    expect(addWorkingDays(calendar, '2016-09-30', 1)).toEqual(known('2016-10-08'));
    expect(addWorkingDays(calendar, '2016-09-30', 7)).toEqual(known('2016-10-14'));
    expect(addWorkingDays(calendar, '2016-09-30', 0)).toEqual(known('2016-09-30'));
  });

  it('says so when it counts through a year whose holidays it does not know', () => {
    expect(addWorkingDays(unknown, '2016-09-30', 7)).toEqual({ day: '2016-10-11', provisional: true });
    expect(addWorkingDays(calendar, '2016-12-29', 1)).toEqual(known('2016-12-30'));
    expect(addWorkingDays(calendar, '2016-12-29', 2)).toEqual({ day: '2017-01-02', provisional: true });
  });

  it('never cuts short what has to hang its full time, whatever the holidays turn out to be', () => {
    expect(addWorkingDaysInFull(calendar, '2016-09-30', 7)).toEqual(known('2016-10-14'));
    const hung = addWorkingDaysInFull(unknown, '2016-09-30', 7);
    expect(hung.provisional).toBe(true);
    expect(hung.day >= addWorkingDays(calendar, '2016-09-30', 7).day).toBe(true);
  });
});
