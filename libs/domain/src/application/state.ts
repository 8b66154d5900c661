import { AreaCode, LocalDate } from '@zhibu/kernel';
import { Answer, Branch, RuleDecision, Scheme } from '@zhibu/policy';
import { KeptEvidence, ProcedureRef } from './events';

/** Where a case stands. `checking` waits for the automatic check, `returned` for the caseworker. */
export type CaseStatus = 'none' | 'checking' | 'in-stage' | 'returned' | 'refused' | 'withdrawn' | 'confirmed';

export interface ApplicationState {
  readonly status: CaseStatus;
  readonly applicationId: string;
  readonly personKey: string;
  readonly scheme: Scheme;
  readonly branch: Branch | null;
  readonly areaCode: AreaCode;
  readonly procedure: ProcedureRef | null;
  readonly appliedOn: LocalDate | null;
  readonly evidence: readonly KeptEvidence[];
  /** The last automatic check. */
  readonly eligibility: Eligibility | null;
  /** The stage the case is in, or was in when it ended or was returned. */
  readonly stage: string | null;
  readonly enteredOn: LocalDate | null;
  readonly dueOn: LocalDate | null;
  /** Stage entered after a positive check; `null` is the first one. */
  readonly resumeAt: string | null;
  /** Signatures of the stage since it was entered. */
  readonly signatures: readonly Signature[];
  readonly notice: Notice | null;
  readonly objections: readonly Objection[];
  /** Everybody who signed or decided, with the stage they did it in; kept over returns and re-openings. */
  readonly duties: readonly Duty[];
  /** Who let the case go on after a refusal. They took part, though at no level of their own. */
  readonly reopenedBy: readonly string[];
  readonly reasons: readonly string[];
  readonly samples: readonly string[];
  /** Returns and re-openings so far; bounded, so that a stream cannot grow without end. */
  readonly turns: number;
}

export interface Eligibility {
  readonly answer: Answer;
  readonly on: LocalDate;
  readonly ruleId: string;
  readonly ruleVersion: string;
  readonly decision: RuleDecision | null;
  /** Version of the person's stream whose facts were read; 0 when the check did not say. */
  readonly personVersion: number;
}

export interface Signature {
  readonly ids: readonly string[];
  readonly opinion: 'agree' | 'disagree';
}

export interface Notice {
  readonly stage: string;
  readonly areaCode: AreaCode;
  readonly postedOn: LocalDate;
  readonly lastDay: LocalDate;
}

export interface Objection {
  readonly objectionId: string;
  readonly stage: string;
  readonly status: 'open' | 'upheld' | 'not-upheld';
}

export interface Duty {
  readonly userId: string;
  readonly stage: string;
}

export const initialApplication: ApplicationState = {
  status: 'none',
  applicationId: '',
  personKey: '',
  scheme: '',
  branch: null,
  areaCode: '',
  procedure: null,
  appliedOn: null,
  evidence: [],
  eligibility: null,
  stage: null,
  enteredOn: null,
  dueOn: null,
  resumeAt: null,
  signatures: [],
  notice: null,
  objections: [],
  duties: [],
  reopenedBy: [],
  reasons: [],
  samples: [],
  turns: 0,
};

export const openObjections = (state: ApplicationState): readonly Objection[] => state.objections.filter((objection) => objection.status === 'open');
