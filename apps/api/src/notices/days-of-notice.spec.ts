import { WorkingCalendar } from '@zhibu/kernel';
import { daysOfNotice } from './days-of-notice';

/** The national day of 2016: 1 to 7 October off, 8 and 9 October worked. */
const calendar: WorkingCalendar = {
  holidays: new Set(['2016-10-03', '2016-10-04', '2016-10-05', '2016-10-06', '2016-10-07']),
  makeUpDays: new Set(['2016-10-08', '2016-10-09']),
  covers: () => true,
};
const hanging = { postedOn: '2016-09-29', lastDay: '2016-10-10', dayKind: 'working', calendar } as const;

it('counts neither the day of posting, nor weekends, nor holidays, but the days worked to make up for them', () => {
  expect(daysOfNotice({ ...hanging, today: '2016-10-09' })).toEqual({ daysHung: 2, daysLeft: 2, daysOff: ['2016-10-01', '2016-10-02', '2016-10-03', '2016-10-04', '2016-10-05', '2016-10-06', '2016-10-07'] });
});

it('today is no full day yet; when it is past, nothing is left', () => {
  expect(daysOfNotice({ ...hanging, today: '2016-09-29' })).toMatchObject({ daysHung: 0, daysLeft: 4 });
  expect(daysOfNotice({ ...hanging, today: '2016-10-10' })).toMatchObject({ daysHung: 3, daysLeft: 1 });
  expect(daysOfNotice({ ...hanging, today: '2016-10-11' })).toMatchObject({ daysHung: 4, daysLeft: 0 });
});

it('in calendar days every day counts', () => {
  expect(daysOfNotice({ ...hanging, dayKind: 'calendar', today: '2016-10-01' })).toEqual({ daysHung: 1, daysLeft: 10, daysOff: [] });
});
