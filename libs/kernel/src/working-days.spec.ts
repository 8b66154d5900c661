import { addWorkingDays, isWorkingDay } from './working-days';

// 国办发明电〔2015〕18号: National Day 2016, 1-7 October off, 8 and 9 October (a weekend) worked.
const calendar = {
  holidays: new Set(['2016-10-01', '2016-10-02', '2016-10-03', '2016-10-04', '2016-10-05', '2016-10-06', '2016-10-07']),
  makeUpDays: new Set(['2016-10-08', '2016-10-09']),
};

describe('working days', () => {
  it('works on make-up weekend days and rests on holidays', () => {
    expect(isWorkingDay(calendar, '2016-10-08')).toBe(true);
    expect(isWorkingDay(calendar, '2016-10-05')).toBe(false);
    expect(isWorkingDay(calendar, '2016-10-15')).toBe(false);
  });

  it('does not count the first day', () => {
    expect(addWorkingDays(calendar, '2016-09-30', 1)).toBe('2016-10-08');
    expect(addWorkingDays(calendar, '2016-09-30', 7)).toBe('2016-10-14');
    expect(addWorkingDays(calendar, '2016-09-30', 0)).toBe('2016-09-30');
  });
});
