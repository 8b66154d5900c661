import { Role } from '@zhibu/kernel';
import { Procedure, stageOf } from '../application/procedure';
import { ApplicationState, openObjections } from '../application/state';

/** What an open case waits for, and who can do it. */
export interface CaseTask {
  readonly kind: 'check-eligibility' | 'correct' | 'sign' | 'decide' | 'close-notice' | 'resolve-objection';
  /** Empty when only a program does it. */
  readonly roles: readonly Role[];
  readonly stage: string | null;
}

/** The next step of an open case; `null` for one that ended or has not begun. */
export const taskOf = (state: ApplicationState, procedure: Procedure): CaseTask | null => {
  if (state.status === 'checking') return { kind: 'check-eligibility', roles: [], stage: null };
  if (state.status === 'returned') return { kind: 'correct', roles: ['caseworker'], stage: null };
  const stage = stageOf(procedure, state.stage);
  if (state.status !== 'in-stage' || stage === undefined) return null;
  if (stage.kind === 'notice') {
    return openObjections(state).length > 0 ? { kind: 'resolve-objection', roles: stage.roles, stage: stage.id } : { kind: 'close-notice', roles: [], stage: stage.id };
  }
  const agreed = state.signatures.filter((signature) => signature.opinion === 'agree').length;
  return { kind: agreed < stage.signaturesMin ? 'sign' : 'decide', roles: stage.roles, stage: stage.id };
};
