import { AreaCode, Month, addMonths, monthsFromTo, parseMonth } from '@zhibu/kernel';
import { Branch } from '@zhibu/policy';
import { EntitlementState, Suspension } from './state';
import { refusedYears } from './year-checks';

export interface EligibleMonth {
  readonly month: Month;
  readonly branch: Branch | null;
}

/** A right is followed over 150 years at most. */
export const eligibleMonthsMax = 1_800;

/**
 * Months that are owed up to and including `throughMonth`, before anything that was claimed is taken off:
 * from the start, without suspended or held months, to the last month of an exit; before them those of rights that
 * ended earlier. Each month has one branch. Empty for a right that does not exist, for a month that is none, and
 * where unclaimed months lapsed.
 */
export const eligibleMonths = (state: EntitlementState, throughMonth: Month): readonly EligibleMonth[] => {
  if (state.startMonth === null || !parseMonth(throughMonth).ok) return [];
  const ended = state.earlier.flatMap(({ startMonth, lastMonth, suspensions }) => monthsOf(startMonth, earliest(lastMonth, throughMonth), suspensions));
  const end = state.exit?.unclaimedLapse === true ? null : lastEligible(state, throughMonth);
  const present = end === null ? [] : monthsOf(state.startMonth, end, [...state.suspensions, ...refusedYears(state.checks)]);
  return [...ended, ...present].map((month) => ({ month, branch: branchIn(state, month) }));
};

const earliest = (a: Month, b: Month): Month => (a < b ? a : b);

const monthsOf = (startMonth: Month, end: Month, suspensions: readonly Suspension[]): readonly Month[] =>
  monthsFromTo(startMonth, earliest(end, addMonths(startMonth, eligibleMonthsMax - 1))).filter((month) => !isSuspended(suspensions, month));

const lastEligible = (state: EntitlementState, throughMonth: Month): Month | null => {
  const ends = [throughMonth];
  // The exit answers what a hold left open: what was owed until then is owed.
  if (state.exit !== null) {
    if (state.exit.lastMonth === null) return null;
    ends.push(state.exit.lastMonth);
  } else if (state.hold !== null) {
    ends.push(addMonths(state.hold.fromMonth, -1));
  }
  return ends.reduce(earliest);
};

const isSuspended = (suspensions: readonly Suspension[], month: Month): boolean =>
  suspensions.some((each) => !each.lifted && each.fromMonth <= month && (each.resumedFrom === null || month < each.resumedFrom));

/** The branch of a month: the last one that began by then. */
export const branchIn = (state: EntitlementState, month: Month): Branch | null =>
  state.branches.reduce<Branch | null>((branch, period) => (period.fromMonth <= month ? period.branch : branch), null);

/** The area of a month: where the person lived when it began, as far as the right was in this county. */
export const areaIn = (state: Pick<EntitlementState, 'areas' | 'areaCode'>, month: Month): AreaCode =>
  state.areas.reduce((area, period) => (period.fromMonth <= month ? period.areaCode : area), state.areas[0]?.areaCode ?? state.areaCode);

/** Facts that choose the rate of a month, as decided for the right of that time; `null` after erasure. */
export const rateFactsIn = (state: EntitlementState, month: Month): EntitlementState['rateFacts'] => {
  const period = state.earlier.find(({ startMonth, lastMonth }) => startMonth <= month && month <= lastMonth);
  return period === undefined ? state.rateFacts : period.rateFacts;
};
