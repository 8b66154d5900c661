import { Rejection } from '@zhibu/kernel';
import { Action } from './action';
import { Asking, outcomes, whyNotClose, whyNotCorrect, whyNotDecide, whyNotObject, whyNotReopen, whyNotResolve, whyNotSign, whyNotWithdraw } from './may-now';

export interface Offered {
  readonly action: Action;
  readonly refusal: Rejection | null;
}

/** Of several outcomes the first that is open counts; when none is, the first refusal tells why. */
const decideRefusal = (asking: Asking): Rejection | null => {
  const refusals = outcomes.map((outcome) => whyNotDecide(asking, outcome));
  return refusals.some((refusal) => refusal === null) ? null : (refusals[0] ?? null);
};

/** What makes sense where the case stands; of that, what this officer may do, or why not. */
export const offeredAt = (asking: Asking): readonly Offered[] => {
  const { state, procedure } = asking;
  const stage = procedure.stages.find(({ id }) => id === state.stage);
  const withdraw: Offered = { action: 'withdraw', refusal: whyNotWithdraw(asking) };
  switch (state.status) {
    case 'in-stage':
      if (stage?.kind === 'notice') {
        const resolve: readonly Offered[] = state.objections.some(({ status }) => status === 'open') ? [{ action: 'resolve', refusal: whyNotResolve(asking) }] : [];
        return [...resolve, { action: 'close', refusal: whyNotClose(asking) }, { action: 'object', refusal: whyNotObject(asking) }, withdraw];
      }
      return [...(stage !== undefined && stage.signaturesMin > 0 ? [{ action: 'sign' as const, refusal: whyNotSign(asking) }] : []), { action: 'decide', refusal: decideRefusal(asking) }, withdraw];
    case 'returned':
      return [{ action: 'correct', refusal: whyNotCorrect(asking) }, withdraw];
    case 'refused':
      return [{ action: 'reopen', refusal: whyNotReopen(asking) }];
    case 'checking':
      return [withdraw];
    default:
      return [];
  }
};

/** Taking in an objection or withdrawing is nothing that a case waits for. */
const movesOn = ({ action }: Offered): boolean => action !== 'withdraw' && action !== 'object';

/** What of it the case waits for: what this officer may do, or why they may not; `null` when nothing of the kind is left. */
export const turnOf = (offered: readonly Offered[]): { readonly may: readonly Action[] } | { readonly refusal: Rejection } | null => {
  const next = offered.filter(movesOn);
  const may = next.filter(({ refusal }) => refusal === null).map(({ action }) => action);
  if (may.length > 0) return { may };
  const refusal = next[0]?.refusal ?? null;
  return refusal === null ? null : { refusal };
};
