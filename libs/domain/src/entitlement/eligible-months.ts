import { Month, addMonths, monthsFromTo, parseMonth } from '@zhibu/kernel';
import { Branch } from '@zhibu/policy';
import { EntitlementState } from './state';

export interface EligibleMonth {
  readonly month: Month;
  readonly branch: Branch | null;
}

/** A right is followed over 150 years at most. */
export const eligibleMonthsMax = 1_800;

/**
 * Months that are owed up to and including `throughMonth`, before anything that was claimed is taken off:
 * from the start, without suspended or held months, to the last month of an exit. Each month has one branch.
 * Empty for a right that does not exist, for a month that is none, and where unclaimed months lapsed.
 */
export const eligibleMonths = (state: EntitlementState, throughMonth: Month): readonly EligibleMonth[] => {
  if (state.startMonth === null || !parseMonth(throughMonth).ok || state.exit?.unclaimedLapse === true) return [];
  const end = lastEligible(state, throughMonth);
  if (end === null) return [];
  const bound = addMonths(state.startMonth, eligibleMonthsMax - 1);
  return monthsFromTo(state.startMonth, end < bound ? end : bound)
    .filter((month) => !isSuspended(state, month))
    .map((month) => ({ month, branch: branchIn(state, month) }));
};

const lastEligible = (state: EntitlementState, throughMonth: Month): Month | null => {
  const ends = [throughMonth];
  // The exit answers what a hold left open: what was owed until then is owed.
  if (state.exit !== null) {
    if (state.exit.lastMonth === null) return null;
    ends.push(state.exit.lastMonth);
  } else if (state.hold !== null) {
    ends.push(addMonths(state.hold.fromMonth, -1));
  }
  return ends.reduce((least, month) => (month < least ? month : least));
};

const isSuspended = (state: EntitlementState, month: Month): boolean =>
  state.suspensions.some((each) => !each.lifted && each.fromMonth <= month && (each.resumedFrom === null || month < each.resumedFrom));

/** The branch of a month: the last one that began by then. */
export const branchIn = (state: EntitlementState, month: Month): Branch | null =>
  state.branches.reduce<Branch | null>((branch, period) => (period.fromMonth <= month ? period.branch : branch), null);
