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
