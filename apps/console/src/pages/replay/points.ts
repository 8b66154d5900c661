import { LocalDate, addDays, dateOf } from '@zhibu/kernel';
import type { Moment } from '@zhibu/workflow';
import { Replay } from './fold';

const msPerDay = 86_400_000;

const daysBetween = (from: LocalDate, to: LocalDate): number => Math.round((Date.parse(to) - Date.parse(from)) / msPerDay);

/** The days that a slider runs over: facts reach back to a birth, and those days are typed. */
export interface Days {
  readonly first: LocalDate;
  readonly count: number;
}

export const daysOf = ({ timeline, instants }: Replay): Days => {
  const told = timeline.filter(({ stream }) => !stream.startsWith('person-')).flatMap(({ inForceFrom }) => inForceFrom ?? []);
  const all = [...told, ...instants.map(dateOf)].sort();
  const [first = '2016-01-01', last = first] = [all[0], all.at(-1)];
  const end = `${last.slice(0, 4)}-12-31`;
  return { first, count: daysBetween(first, end) + 1 };
};

export const dayAt = ({ first }: Days, index: number): LocalDate => addDays(first, index);

/** Where a day stands on the slider; one beyond its ends stands at the end. */
export const indexOfDay = ({ first, count }: Days, day: LocalDate): number => Math.min(Math.max(daysBetween(first, day), 0), count - 1);

/** What was known when something was recorded, on the day of that. */
export const momentOf = (instant: string): Moment => ({ knownAt: instant, inForceOn: dateOf(instant) });
