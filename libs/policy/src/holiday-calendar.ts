import { LocalDate, WorkingCalendar, yearOf } from '@zhibu/kernel';
import { CalendarYear } from './model';
import { HolidayCalendar } from './policy-set';

export const holidayCalendar = (years: readonly CalendarYear[]): HolidayCalendar => {
  const covered = new Set(years.map((year) => year.year));
  return {
    holidays: new Set(years.flatMap((year) => year.holidays)),
    makeUpDays: new Set(years.flatMap((year) => year.makeUpDays)),
    covers: (year) => covered.has(year),
    years: years.map(({ year, source, confidence }) => ({ year, source, confidence })),
  };
};

/** This year and the next, where their holidays are not on record: what is counted through them is provisional. */
export const yearsWithoutHolidays = (calendar: WorkingCalendar, today: LocalDate): readonly number[] =>
  [yearOf(today), yearOf(today) + 1].filter((year) => !calendar.covers(year));
