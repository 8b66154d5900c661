import { AreaCode, DomainEvent, LocalDate, Personal, describeEvents, sealedSince } from '@zhibu/kernel';
import { Answer, Branch, RuleDecision, Scheme } from '@zhibu/policy';

/**
 * Stream `application-<applicationId>` with id `<scheme>.<personKey>.<round>`: a second open application
 * of one person for one scheme meets "must not exist yet" on every engine.
 */
export type ApplicationEvent =
  | ApplicationSubmitted
  | ApplicationCorrected
  | EligibilityChecked
  | StageEntered
  | StageSigned
  | StageDecided
  | NoticePosted
  | ObjectionRaised
  | ObjectionResolved
  | NoticeClosed
  | ApplicationReturned
  | ApplicationRefused
  | ApplicationWithdrawn
  | ApplicationReopened
  | ApplicationConfirmed
  | AuditSampleChecked;

interface Case {
  readonly applicationId: string;
  readonly personKey: string;
}

/** Present where the day was counted through a year whose holidays were not known yet. */
interface Provisional {
  readonly provisional?: true;
}

export interface EvidenceRef {
  readonly kind: string;
  readonly sha256: string;
  readonly title: string;
}

/** As kept: titles are free text, and often name the person or a diagnosis. */
export type KeptEvidence = Omit<EvidenceRef, 'kind' | 'title'> & { readonly kind: Personal<string>; readonly title: Personal<string> };

export interface ProcedureRef {
  readonly id: string;
  readonly version: number;
  /** Over all that the definition said when the case began. Absent in events from before it was kept. */
  readonly hash?: string;
}

/** A right that the person has under the scheme already, and not by this case. */
export interface RightElsewhere {
  readonly entitlementId: string;
  /** Title of the register that it was taken over from; null when another case brought it. */
  readonly register: string | null;
}

export type ApplicationSubmitted = DomainEvent<
  'ApplicationSubmitted',
  Case & {
    readonly scheme: Scheme;
    readonly branch: Branch | null;
    readonly areaCode: AreaCode;
    /** The definition this case keeps for its whole life. */
    readonly procedure: ProcedureRef;
    readonly appliedOn: LocalDate;
    readonly channel: 'window' | 'import' | 'online';
    readonly evidence: readonly KeptEvidence[];
  }
>;
export type ApplicationCorrected = DomainEvent<
  'ApplicationCorrected',
  Case & { readonly branch: Branch | null; readonly evidence: readonly KeptEvidence[]; readonly note: Personal<string> }
>;
/** The automatic check. The decision holds health data, so all of it is encrypted; the answer is not. */
export type EligibilityChecked = DomainEvent<
  'EligibilityChecked',
  Case & { readonly answer: Answer; readonly on: LocalDate; readonly ruleId: string; readonly ruleVersion: string; readonly decision: Personal<RuleDecision>; /** Version of the person's stream whose facts were read. */ readonly personVersion?: number }
>;
export type StageEntered = DomainEvent<
  'StageEntered',
  Case & { readonly stage: string; readonly enteredOn: LocalDate; /** Last day in time; null when the stage has none. */ readonly dueOn: LocalDate | null } & Provisional
>;
/** One signature of a stage that needs several, for example two investigators of a home visit. */
export type StageSigned = DomainEvent<
  'StageSigned',
  Case & { readonly stage: string; readonly signedBy: string; readonly onBehalfOf: string | null; readonly opinion: 'agree' | 'disagree'; readonly note: Personal<string> }
>;
export type StageDecided = DomainEvent<
  'StageDecided',
  Case & {
    readonly stage: string;
    readonly outcome: 'approved' | 'refused' | 'returned';
    /** Reason codes of the definition; at least one unless approved. */
    readonly reasons: readonly string[];
    readonly note: Personal<string>;
    /** Names of the reviewers where the stage asks for named ones (village assembly). */
    readonly reviewers: Personal<readonly string[]>;
    readonly decidedBy: string;
    readonly onBehalfOf: string | null;
    readonly decidedOn: LocalDate;
  }
>;
export type NoticePosted = DomainEvent<
  'NoticePosted',
  Case & { readonly stage: string; readonly areaCode: AreaCode; readonly postedOn: LocalDate; /** Last full day of the notice. */ readonly lastDay: LocalDate; readonly restarted: boolean } & Provisional
>;
export type ObjectionRaised = DomainEvent<
  'ObjectionRaised',
  Case & { readonly stage: string; readonly objectionId: string; readonly statement: Personal<string>; readonly raisedOn: LocalDate }
>;
export type ObjectionResolved = DomainEvent<
  'ObjectionResolved',
  Case & { readonly stage: string; readonly objectionId: string; readonly upheld: boolean; readonly note: Personal<string>; readonly resolvedBy: string; readonly onBehalfOf: string | null }
>;
export type NoticeClosed = DomainEvent<'NoticeClosed', Case & { readonly stage: string; readonly closedOn: LocalDate }>;
export type ApplicationReturned = DomainEvent<
  'ApplicationReturned',
  Case & { readonly stage: string; readonly reasons: readonly string[]; readonly note: Personal<string>; /** With the reason `already-entitled`. */ readonly already?: RightElsewhere }
>;
export type ApplicationRefused = DomainEvent<
  'ApplicationRefused',
  Case & { readonly stage: string; readonly reasons: readonly string[]; readonly note: Personal<string>; readonly refusedOn: LocalDate }
>;
export type ApplicationWithdrawn = DomainEvent<'ApplicationWithdrawn', Case & { readonly reason: Personal<string>; readonly withdrawnOn: LocalDate }>;
export type ApplicationReopened = DomainEvent<
  'ApplicationReopened',
  Case & { readonly stage: string; readonly reason: Personal<string>; readonly basis: 'appeal' | 'new-evidence' | 'error-found'; readonly reopenedOn: LocalDate; /** Stable ids; they count among those who confirmed. */ readonly reopenedBy?: readonly string[] }
>;
export type ApplicationConfirmed = DomainEvent<
  'ApplicationConfirmed',
  Case & {
    readonly scheme: Scheme;
    readonly branch: Branch | null;
    readonly areaCode: AreaCode;
    readonly confirmedOn: LocalDate;
    /** Stable ids of everybody who decided a level; none of them may pay. */
    readonly confirmedBy: readonly string[];
  }
>;
/** Result of an audit sample; feeds decision accuracy. */
export type AuditSampleChecked = DomainEvent<
  'AuditSampleChecked',
  Case & { readonly sampleId: string; readonly finding: 'correct' | 'wrongly-in' | 'wrongly-out'; readonly checkedOn: LocalDate; readonly note: Personal<string> }
>;

const evidence = { schemaVersion: 1, subjects: ['personKey'], personal: [{ of: 'personKey', fields: ['decision'], evidence: true as const }] };

const spec = (...fields: string[]) => ({
  schemaVersion: 1,
  subjects: ['personKey'],
  personal: fields.length === 0 ? [] : [{ of: 'personKey', fields }],
});

/** Before, kinds and titles of evidence stood in the clear. */
const second = { schemaVersion: 2, upcasters: { 1: sealedSince } } as const;
const evidenceTexts = ['evidence.*.kind', 'evidence.*.title'] as const;

export const applicationEventSpecs = describeEvents<ApplicationEvent>()({
  ApplicationSubmitted: { ...spec(...evidenceTexts), ...second },
  ApplicationCorrected: { ...spec('note', ...evidenceTexts), ...second },
  EligibilityChecked: evidence,
  StageEntered: spec(),
  StageSigned: spec('note'),
  StageDecided: spec('note', 'reviewers'),
  NoticePosted: spec(),
  ObjectionRaised: spec('statement'),
  ObjectionResolved: spec('note'),
  NoticeClosed: spec(),
  ApplicationReturned: spec('note'),
  ApplicationRefused: spec('note'),
  ApplicationWithdrawn: spec('reason'),
  ApplicationReopened: spec('reason'),
  ApplicationConfirmed: spec(),
  AuditSampleChecked: spec('note'),
});
