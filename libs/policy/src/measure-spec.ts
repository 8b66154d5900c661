import { LeapDayRule, Text } from '@zhibu/kernel';
import { FactReader } from './evaluate/fact-reader';
import { FactOwner, FactValue } from './facts';
import { FactType } from './vocabulary';

/** Something worked out from facts. Undefined is "not known", and the reader then holds what was missing. */
export interface MeasureSpec {
  readonly name: string;
  readonly type: FactType;
  readonly text: Text;
  /** What it reads, as `owner fact`; `child:*` stands for every child. */
  readonly reads: readonly string[];
  read(reader: FactReader): FactValue | undefined;
}

/** The area's day for people born on 29 February. */
export const leapDayOf = (reader: FactReader): LeapDayRule =>
  reader.context.parameter('leap-day') === 'february-28' ? 'february-28' : 'march-1';

/** Whose age counts as the wife's: hers; without a spouse, the applicant's own. */
export const wifeOwner = (reader: FactReader): FactOwner | undefined => {
  const sex = reader.fact('self', 'sex');
  if (sex === undefined) return undefined;
  if (sex === 'F') return 'self';
  const marriage = reader.statement('self', 'marital-status');
  if (marriage === undefined) return reader.need('self marital-status');
  if (marriage.value !== 'married') return 'self';
  // Her death says more than a paper of the marriage from before it; a later paper says that he married again.
  const days = reader.stated('spouse', 'death-date');
  if (!days.some((day) => typeof day === 'string' && day >= marriage.validFrom)) return 'spouse';
  const died = hasDied(reader, 'spouse');
  return died === undefined ? undefined : died === true ? 'self' : 'spouse';
};

/**
 * Whether somebody died by the day. Papers may differ about the day of a death and agree that there was one;
 * undefined, and noted as missing, where they do not agree about that either.
 */
export const hasDied = (reader: FactReader, owner: FactOwner): boolean | 'not-stated' | undefined => {
  const days = reader.stated(owner, 'death-date').filter((day): day is string => typeof day === 'string');
  if (days.length === 0) return 'not-stated';
  if (days.every((day) => day <= reader.on)) return true;
  return days.every((day) => day > reader.on) ? false : reader.need(`${owner} death-date`);
};
