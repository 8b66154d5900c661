import { LocalDate, addDays, yearOf } from './dates';

/** Official calendar as data: public holidays, and weekend days worked to make up for them. */
export interface WorkingCalendar {
  readonly holidays: ReadonlySet<LocalDate>;
  readonly makeUpDays: ReadonlySet<LocalDate>;
  /** False for a year of which only the weekends are known. */
  covers(year: number): boolean;
}

/** A day that was counted in working days. */
export interface CountedDay {
  readonly day: LocalDate;
  /** True when the count ran through a year whose holidays are not known, so that the day may turn out wrong. */
  readonly provisional: boolean;
}

export const isWorkingDay = (calendar: WorkingCalendar, day: LocalDate): boolean => {
  if (calendar.makeUpDays.has(day)) return true;
  if (calendar.holidays.has(day)) return false;
  const weekday = new Date(`${day}T00:00:00.000Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
};

/**
 * The day on which the n-th working day after `from` falls; `from` itself is not counted. In a year that the calendar
 * does not cover the weekends alone are left out, which is said: the day is then the earliest it can be.
 */
export const addWorkingDays = (calendar: WorkingCalendar, from: LocalDate, count: number): CountedDay => {
  let day = from;
  let provisional = false;
  for (let left = count; left > 0; ) {
    day = addDays(day, 1);
    provisional ||= !calendar.covers(yearOf(day));
    if (isWorkingDay(calendar, day)) left -= 1;
  }
  return { day, provisional };
};

/** More weekdays than official holidays take out of four weeks. */
const holidaysInFourWeeksMax = 8;
const workingDaysInFourWeeks = 20;

/**
 * The same for a time that must not be cut short, such as a notice: where the holidays are not known, it runs as if as
 * many as there can be still lay ahead. Too long harms nobody; a notice cut short is no notice.
 */
export const addWorkingDaysInFull = (calendar: WorkingCalendar, from: LocalDate, count: number): CountedDay => {
  const counted = addWorkingDays(calendar, from, count);
  if (!counted.provisional) return counted;
  const reserve = holidaysInFourWeeksMax * Math.ceil(count / workingDaysInFourWeeks);
  return { day: addWorkingDays(calendar, from, count + reserve).day, provisional: true };
};
