import { ApplicationCommand, ApplicationState, Procedure, applicationDecider } from '@zhibu/domain';
import { Actor, Rejection, WorkingCalendar } from '@zhibu/kernel';
import { ProcedureShown } from '../../shared/use-procedures';

/** What is asked before a button is offered; the server decides again, with everything it knows. */
export interface Asking {
  readonly state: ApplicationState;
  readonly procedure: ProcedureShown;
  readonly me: Actor;
  readonly today: string;
}

/** Days are counted by the server; here only whether there is a refusal. */
const noCalendar: WorkingCalendar = { holidays: new Set(), makeUpDays: new Set(), covers: () => false };

type CommandOf<Type extends ApplicationCommand['type']> = Extract<ApplicationCommand, { type: Type }>;
type DataOf<Type extends ApplicationCommand['type']> = Omit<CommandOf<Type>['data'], 'context'>;

/** The server refuses a definition that was changed; what these two say matters only to the automatic check. */
const definitionOf = (procedure: ProcedureShown): Procedure => ({ ...procedure, onIneligible: 'return', onUnknown: 'return' });

/** Why somebody may not do this now, in the words of the server's own rules; `null` when nothing speaks against it. */
export const whyNot = <Type extends ApplicationCommand['type']>({ state, procedure, me, today }: Asking, type: Type, data: DataOf<Type>): Rejection | null => {
  const context = { procedure: definitionOf(procedure), calendar: noCalendar, today };
  const command = { type, by: me, at: `${today}T00:00:00Z`, data: { ...data, context } };
  // A command is a union by its type, which a generic one cannot be shown to belong to.
  const decided = applicationDecider.decide({ ...state, procedure: null }, command as unknown as ApplicationCommand);
  return decided.ok ? null : decided.rejection;
};

const stageNow = ({ state }: Asking): string => state.stage ?? '';

export const outcomes = ['approved', 'returned', 'refused'] as const;
export type Outcome = (typeof outcomes)[number];

/** Names are typed in the form, which counts them itself. */
const anyNames = Array.from({ length: 100 }, (_, index) => `${index}`);

/** Why each outcome is out of reach; all the same refusal when somebody may not decide here at all. */
export const whyNotDecide = (asking: Asking, outcome: Outcome): Rejection | null => {
  const { procedure, state } = asking;
  const stage = procedure.stages.find(({ id }) => id === state.stage);
  const known = stage?.kind === 'review' ? (stage.reasons ?? Object.keys(procedure.reasons)) : [];
  return whyNot(asking, 'DecideStage', { stage: stageNow(asking), outcome, reasons: outcome === 'approved' ? [] : known.slice(0, 1), note: '', reviewers: anyNames });
};

export const whyNotSign = (asking: Asking): Rejection | null => whyNot(asking, 'SignStage', { stage: stageNow(asking), opinion: 'agree', note: '' });
export const whyNotCorrect = (asking: Asking): Rejection | null => whyNot(asking, 'CorrectApplication', { branch: asking.state.branch, evidence: [], note: '-' });
export const whyNotWithdraw = (asking: Asking): Rejection | null => whyNot(asking, 'WithdrawApplication', { reason: '-' });
export const whyNotClose = (asking: Asking): Rejection | null => whyNot(asking, 'CloseNotice', { stage: stageNow(asking) });
export const whyNotObject = (asking: Asking): Rejection | null => whyNot(asking, 'RaiseObjection', { objectionId: `objection-new-${asking.state.objections.length}`, statement: '-' });

export const whyNotResolve = (asking: Asking): Rejection | null => {
  const open = asking.state.objections.find(({ status }) => status === 'open');
  return whyNot(asking, 'ResolveObjection', { objectionId: open?.objectionId ?? '—', upheld: false, note: '-' });
};

/** Reviews that a refused case has reached and may go on at. */
export const reviewsReached = ({ procedure, state }: Asking) => {
  const reached = Math.max(0, procedure.stages.findIndex(({ id }) => id === state.stage));
  return procedure.stages.slice(0, reached + 1).filter(({ kind }) => kind === 'review');
};

export const whyNotReopen = (asking: Asking): Rejection | null => whyNot(asking, 'ReopenApplication', { stage: reviewsReached(asking)[0]?.id ?? '', reason: '-', basis: 'appeal' });
