import { LocalDate, addDays } from './dates';

/** Official calendar as data: public holidays, and weekend days worked to make up for them. */
export interface WorkingCalendar {
  readonly holidays: ReadonlySet<LocalDate>;
  readonly makeUpDays: ReadonlySet<LocalDate>;
}

export const isWorkingDay = (calendar: WorkingCalendar, day: LocalDate): boolean => {
  if (calendar.makeUpDays.has(day)) return true;
  if (calendar.holidays.has(day)) return false;
  const weekday = new Date(`${day}T00:00:00.000Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
};

/** The day on which the n-th working day after `from` falls; `from` itself is not counted. */
export const addWorkingDays = (calendar: WorkingCalendar, from: LocalDate, count: number): LocalDate => {
  let day = from;
  for (let left = count; left > 0; ) {
    day = addDays(day, 1);
    if (isWorkingDay(calendar, day)) left -= 1;
  }
  return day;
};
