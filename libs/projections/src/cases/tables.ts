import { Answer } from '@zhibu/policy';
import { RowOf, boolean, integer, json, nullable, oneOf, table, text, texts } from '../framework/table';

export type CaseStatus = 'checking' | 'checked' | 'in-review' | 'in-notice' | 'returned' | 'refused' | 'withdrawn' | 'confirmed';

export interface CaseSignature {
  readonly stage: string;
  readonly signedBy: string;
  readonly onBehalfOf: string | null;
  readonly opinion: 'agree' | 'disagree';
  /** Signed since the stage was last entered: what was signed before a return or a re-opening counts no more. */
  readonly counts: boolean;
}

export interface CaseDecision {
  readonly stage: string;
  /** Level of the stage; null when its definition is not known here. */
  readonly level: 'village' | 'township' | 'county' | null;
  readonly outcome: 'approved' | 'refused' | 'returned';
  readonly reasons: readonly string[];
  readonly decidedBy: string;
  readonly onBehalfOf: string | null;
  readonly decidedOn: string;
}

/** Somebody, a day or the automation still has to move it on. */
export const underWay = `status not in ('refused', 'withdrawn', 'confirmed')`;

export const cases = table('cases', {
  columns: {
    applicationId: text,
    personKey: text,
    scheme: text,
    branch: nullable(text),
    areaCode: text,
    procedureId: text,
    procedureVersion: integer,
    appliedOn: text,
    channel: oneOf<'window' | 'import' | 'online'>(),
    status: oneOf<CaseStatus>(),
    stage: nullable(text),
    stageLevel: nullable(oneOf<'village' | 'township' | 'county'>()),
    enteredOn: nullable(text),
    dueOn: nullable(text),
    /** True when the day was counted through a year whose holidays were not known: it may turn out wrong. */
    dueProvisional: boolean,
    /** `dueOn`, or 9999-12-31 without one: the order of task lists. */
    dueOrder: text,
    /** Roles that can move the case on now; empty while it waits for a day or for the automation. */
    waitingRoles: texts,
    answer: nullable(oneOf<Answer>()),
    ruleId: nullable(text),
    ruleVersion: nullable(text),
    signatures: json<readonly CaseSignature[]>(),
    decisions: json<readonly CaseDecision[]>(),
    /** Everybody who signed or decided anything, also those they acted for. */
    actedBy: texts,
    reasons: texts,
    noticeLastDay: nullable(text),
    noticePostedOn: nullable(text),
    /** Where the list hangs: the village, or the township or county above it. */
    noticeAreaCode: nullable(text),
    objections: integer,
    openObjections: integer,
    /** In the order in which they came in. */
    openObjectionIds: texts,
    confirmedOn: nullable(text),
    confirmedBy: texts,
    evidence: integer,
    version: integer,
    changedAt: text,
    simulated: boolean,
  },
  key: ['applicationId'],
  indexes: [
    { columns: ['areaCode', 'applicationId'] },
    { columns: ['personKey', 'applicationId'] },
    { columns: ['dueOrder', 'applicationId'], where: 'cardinality(waiting_roles) > 0' },
    { columns: ['dueOrder', 'applicationId'], where: underWay },
    { columns: ['scheme', 'status', 'applicationId'] },
    { columns: ['noticeAreaCode', 'applicationId'], where: `status = 'in-notice'` },
  ],
});

export type CaseRow = RowOf<typeof cases>;
