import { Decided, Role, actingIds } from '@zhibu/kernel';
import { checkOfficer, checkRole, firstRefusal } from '../authority';
import { applicationIdOf } from '../streams';
import { checkDay, checkText, checkVillage, refused, unknownCommand } from '../refusals';
import { ApplicationCommand } from './commands';
import { recordEligibility } from './decide-eligibility';
import { closeNotice, raiseObjection, resolveObjection } from './decide-notice';
import { checkNote, decideStage, signStage } from './decide-review';
import { ApplicationEvent, EvidenceRef } from './events';
import { caseOf, decidedAll } from './flow';
import { procedureRefOf, stageIndex, stageOf } from './procedure';
import { checkNotEntitled, checkProcedure, checkTurns, stageNames, wrongStatus } from './rejections';
import { checkSeparation } from './separation';
import { ApplicationState } from './state';

type Command<Type extends ApplicationCommand['type']> = Extract<ApplicationCommand, { type: Type }>;

export const evidenceMax = 50;
export const samplesMax = 50;
export const windowRoles: readonly Role[] = ['caseworker'];

/** Pure and total: interprets the definition that comes with the command; never throws. */
export const decideApplication = (state: ApplicationState, command: ApplicationCommand): Decided<ApplicationEvent> => {
  const problem = firstRefusal(checkDay(command.data.context.today, 'today'), checkProcedure(state, command.data.context.procedure));
  if (problem !== null) return problem;
  switch (command.type) {
    case 'SubmitApplication':
      return submit(state, command);
    case 'CorrectApplication':
      return correct(state, command);
    case 'RecordEligibility':
      return recordEligibility(state, command);
    case 'SignStage':
      return signStage(state, command);
    case 'DecideStage':
      return decideStage(state, command);
    case 'RaiseObjection':
      return raiseObjection(state, command);
    case 'ResolveObjection':
      return resolveObjection(state, command);
    case 'CloseNotice':
      return closeNotice(state, command);
    case 'WithdrawApplication':
      return withdraw(state, command);
    case 'ReopenApplication':
      return reopen(state, command);
    case 'RecordAuditSample':
      return recordAuditSample(state, command);
    default:
      return unknownCommand(command);
  }
};

const checkEvidence = (evidence: readonly EvidenceRef[]) =>
  evidence.length <= evidenceMax && evidence.every((item) => /^[0-9a-f]{64}$/.test(item.sha256))
    ? null
    : refused('evidence.refs', ['佐证材料过多或校验值不正确', 'There are too many pieces of evidence, or a hash is wrong'], [`最多 ${evidenceMax} 件，均附 SHA-256`, `${evidenceMax} at most, each with its SHA-256`], [`${evidence.length} 件`, `${evidence.length}`], 'evidence');

const submit = (state: ApplicationState, command: Command<'SubmitApplication'>): Decided<ApplicationEvent> => {
  const { context, ...form } = command.data;
  if (state.status !== 'none') return wrongStatus(state, context, 'none');
  const { procedure } = context;
  const problem = firstRefusal(
    checkVillage(form.areaCode, 'areaCode'),
    checkOfficer(command.by),
    checkRole(command.by, windowRoles, form.areaCode),
    checkDay(form.appliedOn, 'appliedOn', context.today),
    checkEvidence(form.evidence),
  );
  if (problem !== null) return problem;
  if (!procedure.schemes.includes(form.scheme)) {
    return refused('procedure.other-scheme', ['流程定义不适用于该项目', 'The definition is not for this scheme'], [procedure.schemes.join(', '), procedure.schemes.join(', ')], [form.scheme, form.scheme], 'scheme');
  }
  const wanted = applicationIdOf(form.scheme, form.personKey, 0).slice(0, -1);
  if (!form.applicationId.startsWith(wanted) || !/^[1-9]\d{0,3}$/.test(form.applicationId.slice(wanted.length))) {
    return refused('application.id', ['案件编号与人员、项目不符', 'The id does not belong to the person and scheme'], [`${wanted}1`, `${wanted}1`], [form.applicationId, form.applicationId], 'applicationId');
  }
  return decidedAll({ type: 'ApplicationSubmitted', data: { ...form, procedure: procedureRefOf(procedure) } });
};

const correct = (state: ApplicationState, command: Command<'CorrectApplication'>): Decided<ApplicationEvent> => {
  const { context, branch, evidence, note } = command.data;
  if (state.status !== 'returned') return wrongStatus(state, context, 'returned');
  const problem = firstRefusal(checkOfficer(command.by), checkRole(command.by, windowRoles, state.areaCode), checkEvidence(evidence), checkNote(note), checkTurns(state), checkNotEntitled(context));
  if (problem !== null) return problem;
  return decidedAll({ type: 'ApplicationCorrected', data: { ...caseOf(state), branch, evidence, note } });
};

const withdraw = (state: ApplicationState, command: Command<'WithdrawApplication'>): Decided<ApplicationEvent> => {
  const { context, reason } = command.data;
  if (state.status !== 'checking' && state.status !== 'in-stage' && state.status !== 'returned') return wrongStatus(state, context, 'checking', 'in-stage', 'returned');
  const problem = firstRefusal(checkOfficer(command.by), checkRole(command.by, windowRoles, state.areaCode), checkText(reason, 'reason', 500));
  if (problem !== null) return problem;
  return decidedAll({ type: 'ApplicationWithdrawn', data: { ...caseOf(state), reason, withdrawnOn: context.today } });
};

/** A refused case goes on at a review it had already reached, after a new automatic check. */
const reopen = (state: ApplicationState, command: Command<'ReopenApplication'>): Decided<ApplicationEvent> => {
  const { context, reason, basis } = command.data;
  if (state.status !== 'refused') return wrongStatus(state, context, 'refused');
  const { procedure } = context;
  const stage = stageOf(procedure, command.data.stage);
  const reached = Math.max(0, stageIndex(procedure, state.stage));
  if (stage?.kind !== 'review' || stageIndex(procedure, stage.id) > reached) {
    const open = procedure.stages.slice(0, reached + 1).filter((each) => each.kind === 'review').map((each) => each.id);
    return refused('reopen.stage', ['只能重新进入已到过的审核环节', 'A case goes on at a review that it had reached'], stageNames(procedure, ...open), stageNames(procedure, command.data.stage), 'stage');
  }
  const problem = firstRefusal(
    checkOfficer(command.by),
    checkRole(command.by, [...windowRoles, ...stage.roles], state.areaCode),
    checkSeparation(state, procedure, stage, command.by),
    checkText(reason, 'reason', 2_000),
    checkTurns(state),
    checkNotEntitled(context),
  );
  if (problem !== null) return problem;
  return decidedAll({ type: 'ApplicationReopened', data: { ...caseOf(state), stage: stage.id, reason, basis, reopenedOn: context.today, reopenedBy: actingIds(command.by) } });
};

/** Supervision looks at what others decided; whoever took part cannot inspect it. */
const recordAuditSample = (state: ApplicationState, command: Command<'RecordAuditSample'>): Decided<ApplicationEvent> => {
  const { context, sampleId, finding, note } = command.data;
  const fits = finding === 'wrongly-in' ? ['confirmed'] : finding === 'wrongly-out' ? ['refused'] : ['confirmed', 'refused'];
  if (!fits.includes(state.status)) return wrongStatus(state, context, finding === 'wrongly-out' ? 'refused' : 'confirmed');
  const problem = firstRefusal(checkOfficer(command.by), checkRole(command.by, ['inspector'], state.areaCode), checkText(sampleId, 'sampleId', 100), checkNote(note));
  if (problem !== null) return problem;
  const ids = actingIds(command.by);
  const took = [...state.duties, ...state.reopenedBy.map((userId) => ({ userId, stage: state.resumeAt ?? '—' }))];
  const own = took.find((duty) => ids.includes(duty.userId));
  if (own !== undefined) {
    return refused('duty.own-decision', ['不得抽查自己参与办理的案件', 'Nobody inspects a case they decided'], ['未参与本案的监督人员', 'an inspector who took no part'], [`${own.userId}：${own.stage}`, `${own.userId}: ${own.stage}`]);
  }
  if (state.samples.includes(sampleId) || state.samples.length >= samplesMax) {
    return refused('sample.known', ['该抽查编号已有记录或抽查过多', 'The sample is recorded already, or there are too many'], ['新的抽查编号', 'a new sample id'], [sampleId, sampleId], 'sampleId');
  }
  return decidedAll({ type: 'AuditSampleChecked', data: { ...caseOf(state), sampleId, finding, checkedOn: context.today, note } });
};
