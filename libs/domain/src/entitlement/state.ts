import { AreaCode, LocalDate, Month } from '@zhibu/kernel';
import { Answer, Branch, Scheme } from '@zhibu/policy';
import { EntitlementChange, ExitReason } from './events';

export type EntitlementStatus = 'none' | 'active' | 'suspended' | 'exited';

export interface EntitlementState {
  readonly status: EntitlementStatus;
  readonly entitlementId: string;
  readonly personKey: string;
  readonly scheme: Scheme;
  /** Where it is kept now. */
  readonly areaCode: AreaCode;
  readonly startMonth: Month | null;
  /** Case the right came from; `null` when it was carried over. */
  readonly applicationId: string | null;
  readonly register: string | null;
  /** Cases that were confirmed while the right ran already. */
  readonly confirmedAgain: readonly string[];
  /** Register that it was taken over from; kept when the person is confirmed again. */
  readonly registerId: string | null;
  /** Everybody who ever decided on this right; none of them may pay it. */
  readonly confirmedBy: readonly string[];
  /** `null` after erasure: then no amount can be worked out any more. */
  readonly rateFacts: Readonly<Record<string, string | number | boolean>> | null;
  /** Months of rights that ended before the present one began; months never overlap. */
  readonly earlier: readonly EarlierPeriod[];
  /** One branch for every month: each holds from its month until the next one begins. */
  readonly branches: readonly BranchPeriod[];
  /** One area for every month, in the same way. */
  readonly areas: readonly AreaPeriod[];
  readonly suspensions: readonly Suspension[];
  /** From this month on nothing is paid automatically, because the latest check did not say yes. */
  readonly hold: PaymentHold | null;
  /** Checks of the present right, one a year, oldest first: the last answer for each. */
  readonly checks: readonly YearCheck[];
  readonly verifications: readonly Verification[];
  readonly exit: EntitlementExit | null;
  /** Proposed and neither approved nor declined. */
  readonly pending: readonly PendingChange[];
  /** Proposals so far, whatever became of them. */
  readonly proposed: number;
}

export interface PendingChange {
  readonly changeId: string;
  readonly change: EntitlementChange;
  /** `null` after erasure. */
  readonly reason: string | null;
  readonly proposedBy: readonly string[];
  readonly proposedOn: LocalDate;
}

/** A right that ended with a last month, before the person was confirmed again. */
export interface EarlierPeriod {
  readonly startMonth: Month;
  readonly lastMonth: Month;
  readonly suspensions: readonly Suspension[];
  readonly rateFacts: EntitlementState['rateFacts'];
}

export interface BranchPeriod {
  readonly branch: Branch | null;
  readonly fromMonth: Month;
}

export interface AreaPeriod {
  readonly areaCode: AreaCode;
  readonly fromMonth: Month;
}

/** Months from `fromMonth` up to but not including `resumedFrom`; `lifted` ones are paid back. */
export interface Suspension {
  readonly fromMonth: Month;
  readonly resumedFrom: Month | null;
  readonly lifted: boolean;
  readonly reason: string | null;
}

export interface PaymentHold {
  readonly fromMonth: Month;
  readonly answer: Exclude<Answer, 'yes'>;
}

/** A year's check answers for the months from its first one until the next year that was checked. */
export interface YearCheck extends Verification {
  readonly fromMonth: Month;
}

export interface Verification {
  readonly year: number;
  readonly answer: Answer;
}

export interface EntitlementExit {
  readonly reason: ExitReason;
  readonly happenedOn: LocalDate;
  readonly lastMonth: Month | null;
  readonly unclaimedLapse: boolean;
}

export const initialEntitlement: EntitlementState = {
  status: 'none',
  entitlementId: '',
  personKey: '',
  scheme: '',
  areaCode: '',
  startMonth: null,
  applicationId: null,
  register: null,
  confirmedAgain: [],
  registerId: null,
  confirmedBy: [],
  rateFacts: null,
  earlier: [],
  branches: [],
  areas: [],
  suspensions: [],
  hold: null,
  checks: [],
  verifications: [],
  exit: null,
  pending: [],
  proposed: 0,
};
