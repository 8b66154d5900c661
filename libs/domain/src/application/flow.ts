import { CountedDay, Decided, addDays, addWorkingDays, addWorkingDaysInFull, decided } from '@zhibu/kernel';
import { areaAtLevel } from '../refusals';
import { CaseContext } from './commands';
import { ApplicationConfirmed, ApplicationEvent, ApplicationRefused, ApplicationReturned, NoticePosted, RightElsewhere } from './events';
import { NoticeStage, Stage, alreadyEntitled, stageIndex } from './procedure';
import { ApplicationState } from './state';

export const caseOf = (state: ApplicationState): { readonly applicationId: string; readonly personKey: string } => ({ applicationId: state.applicationId, personKey: state.personKey });

const provisionally = (counted: Pick<CountedDay, 'provisional'> | null): { readonly provisional?: true } => (counted?.provisional === true ? { provisional: true } : {});

/** The day of posting is not a full day, so the first day counted is the next one. */
export const postNotice = (state: ApplicationState, context: CaseContext, stage: NoticeStage, restarted: boolean): NoticePosted => {
  const { today, calendar } = context;
  const { day: lastDay, ...last } = stage.dayKind === 'working' ? addWorkingDaysInFull(calendar, today, stage.days) : { day: addDays(today, stage.days), provisional: false };
  return { type: 'NoticePosted', data: { ...caseOf(state), stage: stage.id, areaCode: areaAtLevel(state.areaCode, stage.level), postedOn: today, lastDay, restarted, ...provisionally(last) } };
};

export const enterStage = (state: ApplicationState, context: CaseContext, stage: Stage): readonly ApplicationEvent[] => {
  const { today, calendar } = context;
  const due = stage.kind === 'review' && stage.deadlineWorkingDays !== null ? addWorkingDays(calendar, today, stage.deadlineWorkingDays) : null;
  const entered: ApplicationEvent = { type: 'StageEntered', data: { ...caseOf(state), stage: stage.id, enteredOn: today, dueOn: due?.day ?? null, ...provisionally(due) } };
  if (stage.kind === 'review') return [entered];
  // A notice that hangs a second time, after a return or an objection, is a restart of the clock.
  const restarted = state.turns > 0;
  return [entered, postNotice(state, context, stage, restarted)];
};

/** What follows a completed stage: the next one, or the confirmation after the last. */
export const afterStage = (state: ApplicationState, context: CaseContext, stage: Stage, officers: readonly string[]): readonly ApplicationEvent[] => {
  const next = context.procedure.stages[stageIndex(context.procedure, stage.id) + 1];
  if (next !== undefined) return enterStage(state, context, next);
  // "Not known" never counts as yes: at the last step the case waits for an answer with the caseworker.
  if (state.eligibility?.answer !== 'yes') return [returnedFor(state, stage.id, ['eligibility-unknown'])];
  if (context.right) return [returnedAsEntitled(state, stage.id, context.right)];
  return [confirmed(state, context, officers)];
};

export const returnedFor = (state: ApplicationState, stage: string, reasons: readonly string[], note = ''): ApplicationReturned => ({
  type: 'ApplicationReturned',
  data: { ...caseOf(state), stage, reasons, note },
});

/** The caseworker decides: withdraw it, or take it up again once that right has ended. */
export const returnedAsEntitled = (state: ApplicationState, stage: string, already: RightElsewhere): ApplicationReturned => {
  const { type, data } = returnedFor(state, stage, [alreadyEntitled]);
  return { type, data: { ...data, already } };
};

export const refusedFor = (state: ApplicationState, context: CaseContext, stage: string, reasons: readonly string[], note = ''): ApplicationRefused => ({
  type: 'ApplicationRefused',
  data: { ...caseOf(state), stage, reasons, note, refusedOn: context.today },
});

const confirmed = (state: ApplicationState, context: CaseContext, officers: readonly string[]): ApplicationConfirmed => ({
  type: 'ApplicationConfirmed',
  data: {
    ...caseOf(state),
    scheme: state.scheme,
    branch: state.branch,
    areaCode: state.areaCode,
    confirmedOn: context.today,
    confirmedBy: [...new Set([...state.duties.map((duty) => duty.userId), ...state.reopenedBy, ...officers])],
  },
});

export const decidedAll = (...parts: readonly (ApplicationEvent | readonly ApplicationEvent[])[]): Decided<ApplicationEvent> => decided(...parts.flat());
