import { AreaCode, DomainEvent, LocalDate, Month, Personal, describeEvents } from '@zhibu/kernel';
import { Answer, Branch, RuleDecision, Scheme } from '@zhibu/policy';

/** Stream `entitlement-<scheme>.<personKey>`: one right per scheme and person, for ever. */
export type EntitlementEvent =
  | EntitlementGranted
  | EntitlementCarriedOver
  | EntitlementBranchChanged
  | EntitlementSuspended
  | EntitlementResumed
  | EntitlementReverified
  | EntitlementExited;

interface Right {
  readonly entitlementId: string;
  readonly personKey: string;
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

export type EntitlementGranted = DomainEvent<'EntitlementGranted', Right & { readonly applicationId: string; readonly grantedOn: LocalDate }>;
/** Taken over from the register kept before this system, with the check that was made then. */
export type EntitlementCarriedOver = DomainEvent<
  'EntitlementCarriedOver',
  Right & { readonly register: string; readonly answer: Answer; readonly decision: Personal<RuleDecision>; readonly carriedOverOn: LocalDate }
>;
export type EntitlementBranchChanged = DomainEvent<
  'EntitlementBranchChanged',
  { readonly entitlementId: string; readonly personKey: string; readonly fromBranch: Branch; readonly toBranch: Branch; readonly fromMonth: Month; readonly reason: string }
>;
export type EntitlementSuspended = DomainEvent<
  'EntitlementSuspended',
  { readonly entitlementId: string; readonly personKey: string; readonly fromMonth: Month; readonly reason: string }
>;
export type EntitlementResumed = DomainEvent<
  'EntitlementResumed',
  { readonly entitlementId: string; readonly personKey: string; readonly fromMonth: Month; readonly backPay: boolean; readonly reason: string }
>;
export type EntitlementReverified = DomainEvent<
  'EntitlementReverified',
  { readonly entitlementId: string; readonly personKey: string; readonly year: number; readonly answer: Answer; readonly decision: Personal<RuleDecision> }
>;
export type ExitReason = 'death' | 'moved-out' | 'child-added' | 'child-recovered' | 'wrongly-confirmed' | 'child-age-reached' | 'withdrawn';
export type EntitlementExited = DomainEvent<
  'EntitlementExited',
  { readonly entitlementId: string; readonly personKey: string; readonly reason: ExitReason; readonly happenedOn: LocalDate; /** Last month that is paid; null when none was due. */ readonly lastMonth: Month | null; /** True where only the living are paid: months not claimed before the death lapse. */ readonly unclaimedLapse?: boolean }
>;

const spec = (...fields: string[]) => ({
  schemaVersion: 1,
  subjects: ['personKey'],
  personal: fields.length === 0 ? [] : [{ of: 'personKey', fields }],
});

const evidence = { of: 'personKey', fields: ['decision'], evidence: true as const };

export const entitlementEventSpecs = describeEvents<EntitlementEvent>()({
  EntitlementGranted: spec('rateFacts'),
  EntitlementCarriedOver: { ...spec('rateFacts'), personal: [...spec('rateFacts').personal, evidence] },
  EntitlementBranchChanged: spec(),
  EntitlementSuspended: spec(),
  EntitlementResumed: spec(),
  EntitlementReverified: { ...spec(), personal: [evidence] },
  EntitlementExited: spec(),
});
