import { Fen, Month } from '@zhibu/kernel';
import { Scheme } from '@zhibu/policy';

/** One line's claim on months of one scheme. A released claim stays, so that its batch cannot claim again. */
export interface DuesClaim {
  readonly scheme: Scheme;
  readonly batchId: string;
  readonly lineNo: number;
  readonly months: readonly Month[];
  readonly amountFen: Fen;
  readonly released: boolean;
  /** Months of it that another batch had claimed when it was held again: paid by that one, and free for nobody else. */
  readonly contested: readonly Month[];
}
export interface DuesSuppression {
  readonly scheme: Scheme;
  readonly batchId: string;
  readonly months: readonly Month[];
  readonly higherScheme: Scheme;
  readonly released: boolean;
}
export interface PayeeLedgerState {
  readonly personKey: string | null;
  readonly claims: readonly DuesClaim[];
  readonly suppressions: readonly DuesSuppression[];
  /** Batches that were released here: none of them claims again. */
  readonly releasedBatches: readonly string[];
}

export const emptyLedger: PayeeLedgerState = { personKey: null, claims: [], suppressions: [], releasedBatches: [] };

/** The batch that holds a month for a scheme, or null when nobody does. */
export const duesClaimOf = (state: PayeeLedgerState, scheme: Scheme, month: Month): DuesClaim | null =>
  state.claims.find((claim) => !claim.released && claim.scheme === scheme && claim.months.includes(month)) ??
  state.claims.find((claim) => !claim.released && claim.scheme === scheme && claim.contested.includes(month)) ??
  null;

/** A month is settled for the lower scheme only while the higher one really holds it. */
const suppressedFor = (state: PayeeLedgerState, scheme: Scheme, month: Month): boolean =>
  state.suppressions.some(
    (entry) => !entry.released && entry.scheme === scheme && entry.months.includes(month) && duesClaimOf(state, entry.higherScheme, month) !== null,
  );

/**
 * The eligible months that a batch may still claim, in order and once each: not claimed by the scheme, not
 * suppressed in favour of a higher scheme that was claimed, and not held by a scheme of `exclusiveWith`.
 */
export const duesToClaim = (
  state: PayeeLedgerState,
  scheme: Scheme,
  eligibleMonths: readonly Month[],
  exclusiveWith: readonly Scheme[] = [],
): Month[] =>
  [...new Set(eligibleMonths)]
    .sort()
    .filter((month) => duesClaimOf(state, scheme, month) === null)
    .filter((month) => !suppressedFor(state, scheme, month))
    .filter((month) => exclusiveWith.every((other) => duesClaimOf(state, other, month) === null));
