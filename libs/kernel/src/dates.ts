import { Result, accept, refuse } from './rejection';
import { text } from './text';

/** Calendar day in Asia/Shanghai, `YYYY-MM-DD`. Days compare as strings. */
export type LocalDate = string;
/** Calendar month in Asia/Shanghai, `YYYY-MM`. Months compare as strings. */
export type Month = string;

const shanghaiOffsetMs = 8 * 3_600_000;
const dayMs = 86_400_000;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

export const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

export const parseDate = (input: string): Result<LocalDate> => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(input);
  const [year, month, day] = match ? [Number(match[1]), Number(match[2]), Number(match[3])] : [0, 0, 0];
  if (match && year >= 1800 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)) return accept(input);
  return refuse({
    code: 'date.not-a-day',
    message: text('日期不存在或格式不正确', 'This is not a day of the calendar'),
    expected: text('存在的日期，格式 2016-02-29', 'a day that exists, written 2016-02-29'),
    actual: text(`“${input}”`, `"${input}"`),
  });
};

export const parseMonth = (input: string): Result<Month> => {
  const match = /^(\d{4})-(\d{2})$/.exec(input);
  const month = match ? Number(match[2]) : 0;
  if (match && Number(match[1]) >= 1800 && month >= 1 && month <= 12) return accept(input);
  return refuse({
    code: 'date.not-a-month',
    message: text('月份不存在或格式不正确', 'This is not a month of the calendar'),
    expected: text('01 至 12 之间的月份，格式 2016-09', 'a month from 01 to 12, written 2016-09'),
    actual: text(`“${input}”`, `"${input}"`),
  });
};

/** The day in Asia/Shanghai of an instant after 1991 (no daylight saving since). */
export const dateOf = (instant: string): LocalDate =>
  new Date(Date.parse(instant) + shanghaiOffsetMs).toISOString().slice(0, 10);

/** The instant at which a day begins in Asia/Shanghai, plus hours. */
export const instantOf = (date: LocalDate, hour = 0): string =>
  new Date(Date.parse(`${date}T00:00:00.000Z`) - shanghaiOffsetMs + hour * 3_600_000).toISOString();

export const addDays = (date: LocalDate, days: number): LocalDate =>
  new Date(Date.parse(`${date}T00:00:00.000Z`) + days * dayMs).toISOString().slice(0, 10);

export const monthOf = (date: LocalDate): Month => date.slice(0, 7);
export const yearOf = (date: LocalDate | Month): number => Number(date.slice(0, 4));
export const firstDay = (month: Month): LocalDate => `${month}-01`;
export const lastDay = (month: Month): LocalDate =>
  `${month}-${daysInMonth(yearOf(month), Number(month.slice(5, 7)))}`;

export const addMonths = (month: Month, months: number): Month => {
  const index = yearOf(month) * 12 + Number(month.slice(5, 7)) - 1 + months;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
};

/** Every month from the first to the last, both included. Empty when `to` is before `from`. */
export const monthsFromTo = (from: Month, to: Month): Month[] => {
  const months: Month[] = [];
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month);
  return months;
};

/** Day on which somebody born on 29 February has the birthday in a common year. */
export type LeapDayRule = 'february-28' | 'march-1';

export const birthdayIn = (birthDate: LocalDate, year: number, leapDay: LeapDayRule): LocalDate => {
  const monthDay = birthDate.slice(5);
  if (monthDay !== '02-29' || isLeap(year)) return `${year}-${monthDay}`;
  return leapDay === 'february-28' ? `${year}-02-28` : `${year}-03-01`;
};

/** Completed years on a day. Negative before birth. */
export const ageOn = (birthDate: LocalDate, on: LocalDate, leapDay: LeapDayRule): number => {
  const years = yearOf(on) - yearOf(birthDate);
  return birthdayIn(birthDate, yearOf(on), leapDay) <= on ? years : years - 1;
};

/** A period of valid time; `to` is the last day it holds, `null` while it still does. */
export interface ValidTime {
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
}

export const holdsOn = (period: ValidTime, day: LocalDate): boolean =>
  period.validFrom <= day && (period.validTo === null || day <= period.validTo);
