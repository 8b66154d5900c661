import { Month } from '@zhibu/kernel';
import { EntitlementState, PaymentHold, Suspension, YearCheck } from './state';

const earlier = (a: Month | undefined, b: Month): Month => (a !== undefined && a < b ? a : b);

/** Adds a check, or the later answer to one; what holds payment follows from all of them and not from the last one written. */
export const withCheck = (checks: readonly YearCheck[], { year, answer, fromMonth }: YearCheck): Pick<EntitlementState, 'checks' | 'hold'> => {
  const before = checks.find((check) => check.year === year);
  const others = checks.filter((check) => check !== before);
  const all = [...others, { year, answer, fromMonth: earlier(before?.fromMonth, fromMonth) }].sort((a, b) => a.year - b.year);
  return { checks: all, hold: holdOf(all) };
};

/** Years at the end that no yes follows. "Not known" holds payment as "no" does. */
const openYears = (checks: readonly YearCheck[]): readonly YearCheck[] => checks.slice(checks.findLastIndex(({ answer }) => answer === 'yes') + 1);

const holdOf = (checks: readonly YearCheck[]): PaymentHold | null => {
  const open = openYears(checks);
  const [first, last] = [open[0], open.at(-1)];
  return first === undefined || last === undefined || last.answer === 'yes' ? null : { fromMonth: first.fromMonth, answer: last.answer };
};

/**
 * Years answered with a no before a later year's yes: that yes speaks for its own year and pays nothing of theirs. A year
 * of which it was not known is paid with the next yes, as what was missing came in.
 */
export const refusedYears = (checks: readonly YearCheck[]): readonly Suspension[] =>
  checks.slice(0, checks.length - openYears(checks).length).flatMap(({ answer, fromMonth }, index): Suspension[] => {
    const next = checks[index + 1];
    return answer !== 'no' || next === undefined ? [] : [{ fromMonth, resumedFrom: next.fromMonth, lifted: false, reason: null }];
  });
