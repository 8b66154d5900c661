import { LocalDate, WorkingCalendar, addDays, isWorkingDay } from '@zhibu/kernel';

interface Hanging {
  readonly postedOn: LocalDate;
  readonly lastDay: LocalDate;
  readonly dayKind: 'working' | 'calendar' | null;
  readonly today: LocalDate;
  readonly calendar: WorkingCalendar;
}

export interface DaysOfNotice {
  readonly daysHung: number;
  readonly daysLeft: number;
  readonly daysOff: readonly LocalDate[];
}

/** A notice hangs for weeks; a longer one comes from an import and is not counted day by day. */
const daysMax = 400;

/** The day of posting is not a full day, and today is none yet. */
export const daysOfNotice = ({ postedOn, lastDay, dayKind, today, calendar }: Hanging): DaysOfNotice => {
  const days: LocalDate[] = [];
  for (let day = addDays(postedOn, 1); day <= lastDay && days.length < daysMax; day = addDays(day, 1)) days.push(day);
  const counts = (day: LocalDate): boolean => dayKind !== 'working' || isWorkingDay(calendar, day);
  return {
    daysHung: days.filter((day) => day < today && counts(day)).length,
    daysLeft: days.filter((day) => day >= today && counts(day)).length,
    daysOff: days.filter((day) => !counts(day)),
  };
};
