import { AreaCode, DomainCommand, LocalDate, WorkingCalendar } from '@zhibu/kernel';
import { Branch, RuleDecision, Scheme } from '@zhibu/policy';
import { EvidenceRef, RightElsewhere } from './events';
import { Procedure } from './procedure';

/** What the case's own definition and calendar say; the handler brings the version the case began with. */
export interface CaseContext {
  readonly procedure: Procedure;
  readonly calendar: WorkingCalendar;
  readonly today: LocalDate;
  /** Asked for where a case is checked, taken up again or may be confirmed; left out elsewhere. */
  readonly right?: RightElsewhere | null;
}

type CaseCommand<Type extends string, Data> = DomainCommand<Type, Data & { readonly context: CaseContext }>;

export type ApplicationCommand =
  | CaseCommand<
      'SubmitApplication',
      {
        readonly applicationId: string;
        readonly personKey: string;
        readonly scheme: Scheme;
        readonly branch: Branch | null;
        readonly areaCode: AreaCode;
        readonly appliedOn: LocalDate;
        readonly channel: 'window' | 'import' | 'online';
        readonly evidence: readonly EvidenceRef[];
      }
    >
  | CaseCommand<'CorrectApplication', { readonly branch: Branch | null; readonly evidence: readonly EvidenceRef[]; readonly note: string }>
  | CaseCommand<'RecordEligibility', { readonly decision: RuleDecision; readonly personVersion?: number }>
  | CaseCommand<'SignStage', { readonly stage: string; readonly opinion: 'agree' | 'disagree'; readonly note: string }>
  | CaseCommand<
      'DecideStage',
      { readonly stage: string; readonly outcome: 'approved' | 'refused' | 'returned'; readonly reasons: readonly string[]; readonly note: string; readonly reviewers: readonly string[] }
    >
  | CaseCommand<'RaiseObjection', { readonly objectionId: string; readonly statement: string }>
  | CaseCommand<'ResolveObjection', { readonly objectionId: string; readonly upheld: boolean; readonly note: string }>
  | CaseCommand<'CloseNotice', { readonly stage: string }>
  | CaseCommand<'WithdrawApplication', { readonly reason: string }>
  | CaseCommand<'ReopenApplication', { readonly stage: string; readonly reason: string; readonly basis: 'appeal' | 'new-evidence' | 'error-found' }>
  | CaseCommand<'RecordAuditSample', { readonly sampleId: string; readonly finding: 'correct' | 'wrongly-in' | 'wrongly-out'; readonly note: string }>;
