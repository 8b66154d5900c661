import { LocalDate, Rejection } from '@zhibu/kernel';
import { ApplicationEvent, EvidenceRef } from '@zhibu/domain';
import { Branch, Scheme } from '@zhibu/policy';
import { CommandContext } from '../execute/context';
import { Done, Outcome } from '../execute/outcome';
import { PersonForm, PersonRef } from '../people/people-service';

export interface ApplicationRef {
  readonly applicationId: string;
}

export interface ApplicationForm {
  readonly scheme: Scheme;
  readonly branch: Branch | null;
  /** Default: today. */
  readonly appliedOn?: LocalDate;
  readonly channel: 'window' | 'import' | 'online';
  readonly evidence: readonly EvidenceRef[];
}

/** What one officer does with several cases of one stage. */
export interface Handling {
  readonly what: 'agree' | 'disagree' | 'approved' | 'refused' | 'returned';
  readonly reasons: readonly string[];
  readonly note: string;
  readonly reviewers: readonly string[];
}

export interface SeveralCases {
  readonly stage: string;
  readonly handling: Handling;
  /** Each with the version that was looked at. */
  readonly cases: readonly { readonly applicationId: string; readonly version: number }[];
}

export interface SeveralReport {
  readonly handled: number;
  readonly refused: number;
  /** Not begun, because somebody asked for it to stop. */
  readonly left: number;
}

interface AtSeveral {
  /** What became of a case: why it was refused, or null. */
  readonly onCase: (applicationId: string, refusal: Rejection | null) => Promise<void>;
  readonly isStopAsked: () => boolean;
}

type Written = Promise<Outcome<ApplicationEvent>>;

/** One case from submission to confirmation. Every command takes `expectedVersion` of the application's stream. */
export interface ApplicationsService {
  /**
   * Opens the next round for a person who is registered; the area is the person's. Refuses
   * `person.not-found`, `application.already-open`, `application.already-entitled` while a right runs, `procedure.none`.
   */
  submit(context: CommandContext, input: PersonRef & ApplicationForm): Promise<Done<PersonRef & ApplicationRef>>;
  /** Person, facts, account and application from one form. A known person is updated, never doubled. */
  submitForm(context: CommandContext, input: { readonly person: PersonForm; readonly application: ApplicationForm }): Promise<Done<PersonRef & ApplicationRef>>;
  /** The automatic check, with the facts known now and in force today. Done by automation. */
  checkEligibility(context: CommandContext, input: ApplicationRef): Written;
  sign(context: CommandContext, input: ApplicationRef & { readonly stage: string; readonly opinion: 'agree' | 'disagree'; readonly note: string }): Written;
  decide(context: CommandContext, input: ApplicationRef & { readonly stage: string; readonly outcome: 'approved' | 'refused' | 'returned'; readonly reasons: readonly string[]; readonly note: string; readonly reviewers: readonly string[] }): Written;
  /** Signs or decides them one by one; each is settled by itself. */
  handleSeveral(context: CommandContext, input: SeveralCases, at: AtSeveral): Promise<SeveralReport>;
  /** Keyed hash of what is to be done with which: the same key for anything else is another request. */
  hashOfSeveral(input: SeveralCases): string;
  raiseObjection(context: CommandContext, input: ApplicationRef & { readonly objectionId: string; readonly statement: string }): Written;
  resolveObjection(context: CommandContext, input: ApplicationRef & { readonly objectionId: string; readonly upheld: boolean; readonly note: string }): Written;
  /** Refused by `decide` before the notice has hung its full time. */
  closeNotice(context: CommandContext, input: ApplicationRef & { readonly stage: string }): Written;
  correct(context: CommandContext, input: ApplicationRef & { readonly branch: Branch | null; readonly evidence: readonly EvidenceRef[]; readonly note: string }): Written;
  withdraw(context: CommandContext, input: ApplicationRef & { readonly reason: string }): Written;
  reopen(context: CommandContext, input: ApplicationRef & { readonly stage: string; readonly reason: string; readonly basis: 'appeal' | 'new-evidence' | 'error-found' }): Written;
  recordAuditSample(context: CommandContext, input: ApplicationRef & { readonly sampleId: string; readonly finding: 'correct' | 'wrongly-in' | 'wrongly-out'; readonly note: string }): Written;
}
