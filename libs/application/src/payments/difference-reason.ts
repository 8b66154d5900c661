import { Fen, LocalDate, Month, Text } from '@zhibu/kernel';

export const differenceReasonCodes = [
  'first-list', 'was-not-listed', 'right-began', 'resumed', 'first-payment', 'listed-again',
  'not-listed', 'right-ended', 'suspended', 'on-hold', 'lower-scheme', 'listed-elsewhere', 'nothing-due',
  'months', 'rate', 'layer-began', 'layer-ended', 'branch', 'other-account',
] as const;

/** As much of a compared line as its reasons need. */
export interface Differing {
  readonly kind: 'new' | 'ended' | 'changed' | 'account';
  readonly entitlementId: string;
  readonly personKey: string;
  readonly otherAccount: boolean;
  readonly nowFen: Fen | null;
  readonly notListedNow: string | null;
  readonly notListedThen: string | null;
}

/** Why somebody differs from last time, as the records tell it. What a code does not need is null. */
export interface DifferenceReason {
  readonly code: (typeof differenceReasonCodes)[number];
  readonly month: Month | null;
  readonly day: LocalDate | null;
  /** Code of what kept them off the list, reason of the exit, the other scheme, batch or branch. */
  readonly detail: string | null;
  /** The layer of the rates. */
  readonly title: Text | null;
  /** Document (文号) of the rate now. */
  readonly source: string | null;
  /** A month at the rate then and now; or the months paid then and now. */
  readonly before: number | null;
  readonly after: number | null;
}

export const reason = (code: DifferenceReason['code'], more: Partial<DifferenceReason> = {}): DifferenceReason => ({
  code, month: null, day: null, detail: null, title: null, source: null, before: null, after: null, ...more,
});
