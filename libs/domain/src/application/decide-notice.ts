import { Decided } from '@zhibu/kernel';
import { checkOfficer, checkRole, firstRefusal } from '../authority';
import { checkText, refused } from '../refusals';
import { ApplicationCommand } from './commands';
import { ApplicationEvent, NoticeClosed, ObjectionRaised, ObjectionResolved } from './events';
import { afterStage, caseOf, decidedAll, enterStage, postNotice } from './flow';
import { NoticeStage, Procedure, ReviewStage, stageIndex } from './procedure';
import { checkNote } from './decide-review';
import { checkTurns, currentNotice, noticeTooShort } from './rejections';
import { checkSeparation } from './separation';
import { ApplicationState, openObjections } from './state';

type Command<Type extends ApplicationCommand['type']> = Extract<ApplicationCommand, { type: Type }>;

export const objectionsMax = 100;

/** An objection holds this one case; the others of the list go on. */
export const raiseObjection = (state: ApplicationState, command: Command<'RaiseObjection'>): Decided<ApplicationEvent> => {
  const { context, objectionId, statement } = command.data;
  const current = currentNotice(state, context, null);
  if (!current.ok) return current;
  const problem = firstRefusal(
    checkOfficer(command.by),
    checkRole(command.by, ['caseworker', 'inspector', ...current.stage.roles], state.areaCode),
    checkText(objectionId, 'objectionId', 100),
    checkText(statement, 'statement', 2_000),
  );
  if (problem !== null) return problem;
  if (state.objections.length >= objectionsMax || state.objections.some((objection) => objection.objectionId === objectionId)) {
    return refused('objection.known', ['异议编号重复或异议过多', 'The objection is known already, or there are too many'], [`新的异议编号，最多 ${objectionsMax} 项`, `a new id, ${objectionsMax} at most`], [objectionId, objectionId], 'objectionId');
  }
  const raised: ObjectionRaised = { type: 'ObjectionRaised', data: { ...caseOf(state), stage: current.stage.id, objectionId, statement, raisedOn: context.today } };
  return decidedAll(raised);
};

/**
 * Upheld: back to the review of the same level, where it can be refused. Not upheld: the clock of this one
 * case starts again, once no other objection is open.
 */
export const resolveObjection = (state: ApplicationState, command: Command<'ResolveObjection'>): Decided<ApplicationEvent> => {
  const { context, objectionId, upheld, note } = command.data;
  const current = currentNotice(state, context, null);
  if (!current.ok) return current;
  const { stage } = current;
  const problem = firstRefusal(checkOfficer(command.by), checkRole(command.by, stage.roles, state.areaCode), checkSeparation(state, context.procedure, stage, command.by), checkNote(note), upheld ? checkTurns(state) : null);
  if (problem !== null) return problem;
  const open = openObjections(state);
  if (!open.some((objection) => objection.objectionId === objectionId)) {
    return refused('objection.not-open', ['没有这项待处理的异议', 'There is no such open objection'], [open.map((each) => each.objectionId).join(', ') || '—', open.map((each) => each.objectionId).join(', ') || '—'], [objectionId, objectionId], 'objectionId');
  }
  const { userId, onBehalfOf } = command.by;
  const resolved: ObjectionResolved = { type: 'ObjectionResolved', data: { ...caseOf(state), stage: stage.id, objectionId, upheld, note, resolvedBy: userId, onBehalfOf: onBehalfOf ?? null } };
  const review = reviewBefore(context.procedure, stage);
  if (upheld && review !== undefined) return decidedAll(resolved, enterStage(state, context, review));
  if (open.length > 1) return decidedAll(resolved);
  return decidedAll(resolved, postNotice(state, context, stage, true));
};

const reviewBefore = (procedure: Procedure, notice: NoticeStage): ReviewStage | undefined =>
  procedure.stages.slice(0, stageIndex(procedure, notice.id)).findLast((stage) => stage.kind === 'review');

/** Programs may close a notice, but no sooner than anybody else. */
export const closeNotice = (state: ApplicationState, command: Command<'CloseNotice'>): Decided<ApplicationEvent> => {
  const { context } = command.data;
  const current = currentNotice(state, context, command.data.stage);
  if (!current.ok) return current;
  const { stage } = current;
  const officer = command.by.kind === 'officer';
  const problem = officer ? firstRefusal(checkRole(command.by, stage.roles, state.areaCode), checkSeparation(state, context.procedure, stage, command.by)) : null;
  if (problem !== null) return problem;
  const open = openObjections(state);
  if (open.length > 0) {
    return refused('notice.objection-open', ['有异议尚未处理，公示不得结束', 'An objection holds the notice'], ['没有待处理的异议', 'no open objection'], [`${open.length} 项待处理`, `${open.length} open`]);
  }
  const lastDay = state.notice?.lastDay;
  if (lastDay === undefined || context.today <= lastDay) return noticeTooShort(lastDay ?? '—', context.today);
  const closed: NoticeClosed = { type: 'NoticeClosed', data: { ...caseOf(state), stage: stage.id, closedOn: context.today } };
  return decidedAll(closed, afterStage(state, context, stage, []));
};
