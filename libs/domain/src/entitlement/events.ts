import { AreaCode, DomainEvent, LocalDate, Month, Personal, addMonths, describeEvents, sealedSince } from '@zhibu/kernel';
import { Answer, Branch, EndOfPayment, RuleDecision, Scheme, StartMonth } from '@zhibu/policy';

/** Stream `entitlement-<scheme>.<personKey>`: one right per scheme and person, for ever. */
export type EntitlementEvent =
  | EntitlementGranted
  | EntitlementCarriedOver
  | EntitlementConfirmedAgain
  | EntitlementChangeProposed
  | EntitlementChangeDeclined
  | EntitlementBranchChanged
  | EntitlementSuspended
  | EntitlementResumed
  | EntitlementAreaMoved
  | EntitlementReverified
  | EntitlementExited
  | EntitlementExitReversed;

interface OfRight {
  readonly entitlementId: string;
  readonly personKey: string;
}

interface Right extends OfRight {
  readonly scheme: Scheme;
  readonly branch: Branch | null;
  readonly areaCode: AreaCode;
  /** First month that is paid. */
  readonly startMonth: Month;
  /** Stable ids of the officers who confirmed; none of them may prepare, approve or send its payment. */
  readonly confirmedBy: readonly string[];
  /** Facts that choose a rate or a layer (for example `residence-kind: rural`), as decided. */
  readonly rateFacts: Personal<Readonly<Record<string, string | number | boolean>>>;
}

/** Stable ids of all who took part, also those behind a delegation. Absent in events from before they were kept. */
interface Decided {
  readonly decidedBy?: readonly string[];
}
/** The same for what one person proposed and another approved. */
interface Approved extends Decided {
  readonly changeId?: string;
  readonly approvedBy?: readonly string[];
}

export type EntitlementGranted = DomainEvent<
  'EntitlementGranted',
  Right & { readonly applicationId: string; readonly grantedOn: LocalDate; /** How the first month came; the one paid is later for who was paid before. */ readonly start?: Personal<StartMonth> }
>;
/** Taken over from the register kept before this system, with the check that was made then. */
export type EntitlementCarriedOver = DomainEvent<
  'EntitlementCarriedOver',
  Right & {
    readonly register: string;
    /** Null for those taken over before registers were approved as a whole. */
    readonly registerId: string | null;
    readonly preparedBy: readonly string[];
    readonly approvedBy: readonly string[];
    /** Last month that was paid before. */
    readonly paidThrough: Month;
    readonly entitledFrom: Month | null;
    readonly answer: Answer;
    readonly decision: Personal<RuleDecision>;
    readonly carriedOverOn: LocalDate;
  }
>;
/**
 * A case was confirmed while the right ran already, because a register had brought it meanwhile. The right goes on as it
 * is: its months are those of the register, and whoever confirmed the case may not pay it either.
 */
export type EntitlementConfirmedAgain = DomainEvent<'EntitlementConfirmedAgain', OfRight & { readonly applicationId: string; readonly confirmedOn: LocalDate; readonly confirmedBy: readonly string[] }>;
/** What moves money for months that have passed, or takes back an end: one officer proposes, another approves. */
export type EntitlementChange =
  | { readonly kind: 'branch'; readonly toBranch: Branch; readonly fromMonth: Month }
  /** With back pay all suspended months are paid as well. */
  | { readonly kind: 'resume'; readonly fromMonth: Month; readonly backPay: boolean }
  | { readonly kind: 'reverse-exit' };
export type EntitlementChangeProposed = DomainEvent<
  'EntitlementChangeProposed',
  OfRight & { readonly changeId: string; readonly change: EntitlementChange; readonly reason: Personal<string>; readonly proposedBy: readonly string[]; readonly proposedOn: LocalDate }
>;
export type EntitlementChangeDeclined = DomainEvent<
  'EntitlementChangeDeclined',
  OfRight & { readonly changeId: string; readonly reason: Personal<string>; readonly declinedBy: readonly string[]; readonly declinedOn: LocalDate }
>;
export type EntitlementBranchChanged = DomainEvent<
  'EntitlementBranchChanged',
  OfRight & Approved & { readonly fromBranch: Branch; readonly toBranch: Branch; readonly fromMonth: Month; readonly reason: Personal<string> }
>;
export type EntitlementSuspended = DomainEvent<'EntitlementSuspended', OfRight & Decided & { readonly fromMonth: Month; readonly reason: Personal<string> }>;
export type EntitlementResumed = DomainEvent<'EntitlementResumed', OfRight & Approved & { readonly fromMonth: Month; readonly backPay: boolean; readonly reason: Personal<string> }>;
/** The person moved within the county: rates and keepers are those of the new area from `fromMonth` on. */
export type EntitlementAreaMoved = DomainEvent<
  'EntitlementAreaMoved',
  OfRight & { readonly fromArea: AreaCode; readonly toArea: AreaCode; readonly movedOn: LocalDate; /** The month after the move. */ readonly fromMonth: Month }
>;
export type EntitlementReverified = DomainEvent<
  'EntitlementReverified',
  OfRight & { readonly year: number; readonly answer: Answer; readonly decision: Personal<RuleDecision> }
>;
export type ExitReason = 'death' | 'moved-out' | 'child-added' | 'child-recovered' | 'wrongly-confirmed' | 'child-age-reached' | 'withdrawn';
export type EntitlementExited = DomainEvent<
  'EntitlementExited',
  OfRight & Decided & {
    readonly reason: ExitReason;
    readonly happenedOn: LocalDate;
    /** Last month that is paid; null when none was due. */
    readonly lastMonth: Month | null;
    /** By which rule that month was worked out. */
    readonly end?: EndOfPayment;
    /** No longer written: months not claimed before the death lapsed. The last month says it now. */
    readonly unclaimedLapse?: boolean;
  }
>;
/** The right goes on as if it had not ended. */
export type EntitlementExitReversed = DomainEvent<
  'EntitlementExitReversed',
  OfRight & Required<Approved> & { readonly areaCode: AreaCode; readonly reason: Personal<string>; /** Of the exit that is taken back. */ readonly exitReason: ExitReason; readonly reversedOn: LocalDate }
>;

const spec = (...fields: string[]) => ({
  schemaVersion: 1,
  subjects: ['personKey'],
  personal: fields.length === 0 ? [] : [{ of: 'personKey', fields }],
});

const evidence = (...fields: string[]) => ({ of: 'personKey', fields, evidence: true as const });

type CarriedOverFirst = Omit<EntitlementCarriedOver['data'], 'registerId' | 'preparedBy' | 'approvedBy' | 'paidThrough' | 'entitledFrom'>;

/** Who prepared and approved was not kept; the first month says through which one was paid before. */
const carriedOverFromFirst = (data: CarriedOverFirst): EntitlementCarriedOver['data'] => ({
  ...data, registerId: null, preparedBy: [], approvedBy: [], paidThrough: addMonths(data.startMonth, -1), entitledFrom: null,
});

/** Before, reasons stood in the clear. */
const reasonsSealed = { schemaVersion: 2, upcasters: { 1: sealedSince } } as const;

export const entitlementEventSpecs = describeEvents<EntitlementEvent>()({
  EntitlementGranted: { ...spec('rateFacts'), personal: [...spec('rateFacts').personal, evidence('start')] },
  EntitlementCarriedOver: { ...spec('rateFacts'), schemaVersion: 2, upcasters: { 1: carriedOverFromFirst }, personal: [...spec('rateFacts').personal, evidence('decision')] },
  EntitlementConfirmedAgain: spec(),
  EntitlementChangeProposed: spec('reason'),
  EntitlementChangeDeclined: spec('reason'),
  EntitlementBranchChanged: { ...spec('reason'), ...reasonsSealed },
  EntitlementSuspended: { ...spec('reason'), ...reasonsSealed },
  EntitlementResumed: { ...spec('reason'), ...reasonsSealed },
  EntitlementAreaMoved: spec(),
  EntitlementReverified: { ...spec(), personal: [evidence('decision')] },
  EntitlementExited: spec(),
  EntitlementExitReversed: spec('reason'),
});
