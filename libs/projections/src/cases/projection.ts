import { Procedure, ProcedureRef, Stage } from '@zhibu/domain';
import { EventMetadata } from '@zhibu/kernel';
import { EventOf, Handler, Projection, Rows, defineProjection, want } from '../framework/projection';
import { CaseRow, cases } from './tables';

/** Finds the definition that a case began with. Definitions are kept for ever, so the answer never changes. */
export type FindProcedure = (ref: ProcedureRef) => Procedure | null;

const noDay = '9999-12-31';
const union = (before: readonly string[], ...more: readonly (string | null)[]): string[] =>
  [...new Set([...before, ...more.filter((id) => id !== null)])].sort();

type CaseEventType = Extract<Parameters<Projection['apply']>[1], { readonly data: { readonly applicationId: string } }>['type'];

const changed = (meta: EventMetadata) => ({ version: meta.version, changedAt: meta.recordedAt });

/** Most events change the one row of their case. */
const change = <Type extends Exclude<CaseEventType, 'EntitlementGranted'>>(patch: (row: CaseRow, event: EventOf<Type>) => Partial<CaseRow>): Handler<Type> => ({
  keys: (event) => [want(cases, [event.data.applicationId])],
  apply: (rows, event) => rows.change(cases, [event.data.applicationId], (row) => ({ ...patch(row, event), ...changed(event.meta) })),
});

const at = (stage: string, found: Stage | undefined): Partial<CaseRow> => ({ stage, stageLevel: found?.level ?? null });

const notDue = { dueOn: null, dueProvisional: false, dueOrder: noDay } as const;
const noNotice = { noticeLastDay: null, noticePostedOn: null, noticeAreaCode: null } as const;
const ended: Partial<CaseRow> = { ...notDue, stage: null, stageLevel: null, waitingRoles: [], ...noNotice };

const submit = (rows: Rows, { data, meta }: EventOf<'ApplicationSubmitted'>): void => {
  const { applicationId, personKey, scheme, branch, areaCode, procedure, appliedOn, channel, evidence } = data;
  rows.put(cases, {
    applicationId, personKey, scheme, branch, areaCode, appliedOn, channel,
    procedureId: procedure.id, procedureVersion: procedure.version,
    status: 'checking', stage: null, stageLevel: null, enteredOn: null, ...notDue, waitingRoles: [],
    answer: null, ruleId: null, ruleVersion: null, signatures: [], decisions: [], actedBy: [], reasons: [],
    ...noNotice, objections: 0, openObjections: 0, openObjectionIds: [], confirmedOn: null, confirmedBy: [],
    evidence: evidence.length, ...changed(meta), simulated: meta.simulated,
  });
};

/** Applications from submission to their end, with whom each of them waits for. */
export const createCasesProjection = (findProcedure: FindProcedure): Projection => {
  const stageOf = (row: CaseRow, stage: string): Stage | undefined =>
    findProcedure({ id: row.procedureId, version: row.procedureVersion })?.stages.find(({ id }) => id === stage);

  return defineProjection({
    name: 'cases',
    version: 6,
    tables: [cases],
    reads: 'stored',
    on: {
      ApplicationSubmitted: { apply: submit },
      ApplicationCorrected: change<'ApplicationCorrected'>((_, { data }) => ({ ...ended, status: 'checking', branch: data.branch, evidence: data.evidence.length, reasons: [] })),
      EligibilityChecked: change<'EligibilityChecked'>((row, { data }) => ({
        status: row.status === 'checking' ? 'checked' : row.status,
        answer: data.answer, ruleId: data.ruleId, ruleVersion: data.ruleVersion,
      })),
      StageEntered: change<'StageEntered'>((row, { data }) => {
        const stage = stageOf(row, data.stage);
        return {
          ...at(data.stage, stage),
          status: stage?.kind === 'notice' ? 'in-notice' : 'in-review',
          enteredOn: data.enteredOn, dueOn: data.dueOn, dueProvisional: data.provisional === true, dueOrder: data.dueOn ?? noDay, ...noNotice,
          waitingRoles: stage?.kind === 'review' ? [...stage.roles] : [],
          signatures: row.signatures.map((each) => (each.stage === data.stage ? { ...each, counts: false } : each)),
        };
      }),
      StageSigned: change<'StageSigned'>((row, { data: { stage, signedBy, onBehalfOf, opinion } }) => ({
        signatures: [...row.signatures, { stage, signedBy, onBehalfOf, opinion, counts: true }],
        actedBy: union(row.actedBy, signedBy, onBehalfOf),
      })),
      StageDecided: change<'StageDecided'>((row, { data }) => {
        const { stage, outcome, reasons, decidedBy, onBehalfOf, decidedOn } = data;
        const level = stageOf(row, stage)?.level ?? null;
        return {
          decisions: [...row.decisions, { stage, level, outcome, reasons, decidedBy, onBehalfOf, decidedOn }],
          actedBy: union(row.actedBy, decidedBy, onBehalfOf), waitingRoles: [], ...notDue,
        };
      }),
      // An objection that was left open when the case went back, or was refused and re-opened, still has to be resolved.
      NoticePosted: change<'NoticePosted'>((row, { data }) => ({
        ...at(data.stage, stageOf(row, data.stage)), status: 'in-notice', noticeLastDay: data.lastDay, noticePostedOn: data.postedOn, noticeAreaCode: data.areaCode, dueOn: data.lastDay, dueProvisional: data.provisional === true, dueOrder: data.lastDay,
        waitingRoles: row.openObjections > 0 ? [...(stageOf(row, data.stage)?.roles ?? [])] : [],
      })),
      ObjectionRaised: change<'ObjectionRaised'>((row, { data }) => ({
        objections: row.objections + 1, openObjections: row.openObjections + 1, openObjectionIds: [...row.openObjectionIds, data.objectionId], waitingRoles: [...(stageOf(row, data.stage)?.roles ?? [])],
      })),
      ObjectionResolved: change<'ObjectionResolved'>((row, { data }) => {
        const openObjections = Math.max(0, row.openObjections - 1);
        return { openObjections, openObjectionIds: row.openObjectionIds.filter((id) => id !== data.objectionId), waitingRoles: openObjections === 0 ? [] : row.waitingRoles };
      }),
      NoticeClosed: change<'NoticeClosed'>(() => ({ ...notDue, ...noNotice, waitingRoles: [] })),
      ApplicationReturned: change<'ApplicationReturned'>((_, { data }) => ({ ...ended, status: 'returned', reasons: data.reasons, waitingRoles: ['caseworker'] })),
      ApplicationRefused: change<'ApplicationRefused'>((_, { data }) => ({ ...ended, status: 'refused', reasons: data.reasons })),
      ApplicationWithdrawn: change<'ApplicationWithdrawn'>(() => ({ ...ended, status: 'withdrawn', openObjections: 0, openObjectionIds: [] })),
      ApplicationReopened: change<'ApplicationReopened'>((row, { data }) => ({ ...ended, ...at(data.stage, stageOf(row, data.stage)), status: 'in-review', reasons: [] })),
      ApplicationConfirmed: change<'ApplicationConfirmed'>((_, { data }) => ({
        ...ended, status: 'confirmed', branch: data.branch, confirmedOn: data.confirmedOn, confirmedBy: data.confirmedBy, reasons: [],
      })),
    },
  });
};
