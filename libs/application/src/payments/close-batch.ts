import { Fen, refuse, sumFen } from '@zhibu/kernel';
import { PaymentBatchEvent, PaymentLinesState, instructionNameOf, linesOf, paymentLinesTotals, releaseProblem } from '@zhibu/domain';
import { CommandContext, keyed } from '../execute/context';
import { Done, Outcome, Refused } from '../execute/outcome';
import { todayOf } from '../execute/today';
import { ServiceDeps } from '../service-deps';
import { releaseFunds } from './batch-funds';
import { BatchView, linesInOrder, loadBatch, onBatch } from './batch-view';
import { holdAgain, mayBePaid } from './hold-again';
import { BatchRef } from './payments-service';
import { canGoOutAgain, reissuesToIssue } from './reissue-lines';
import { claimedWithoutLine, releaseChunk, releaseDues } from './release-chunk';

type Written = Promise<Outcome<PaymentBatchEvent>>;

/** Closes on the sums of the lines themselves; what is left of funds and claims is given back afterwards. */
export const closeBatch = (deps: ServiceDeps) => async (context: CommandContext, { batchId }: BatchRef): Written => {
  const view = await loadBatch(deps, batchId);
  if (!view.ok) return view;
  const sums = { creditedFen: 0, returnedFen: 0, pendingFen: 0, unknownFen: 0 };
  for await (const group of linesInOrder(deps, batchId, view.value.plan.map(({ chunk }) => chunk))) {
    for (const { state } of group) {
      const totals = paymentLinesTotals(state);
      const againFen = toGoOutAgainFen(view.value, state);
      sums.creditedFen += totals.creditedFen;
      sums.returnedFen += totals.returnedFen - againFen;
      sums.pendingFen += totals.pendingFen + againFen;
      sums.unknownFen += totals.unknownFen;
    }
  }
  const reissues = view.value.state.reissues.length;
  const closed = await onBatch(deps, context, batchId, { type: 'CloseBatch', data: { ...sums, reissues, today: todayOf(context) } }, { type: 'CloseBatch', data: { batchId } });
  if (!closed.ok) return closed;
  const released = await releaseBatch(deps)(context, { batchId });
  return released.ok ? closed : released;
};

/** The batch has allowed these lines to go out again, and the lines do not know yet. */
const toGoOutAgainFen = ({ state }: BatchView, lines: PaymentLinesState): Fen => {
  const waiting = new Set(reissuesToIssue(state).flatMap(({ instructions }) => instructions));
  return sumFen(linesOf(lines).filter((line) => canGoOutAgain(line) && waiting.has(instructionNameOf({ ...line, attempt: line.attempt + 1 }))).map((line) => line.amountFen));
};

export const cancelBatch = (deps: ServiceDeps) => async (context: CommandContext, { batchId, reason }: BatchRef & { readonly reason: string }): Written => {
  const cancelled = await onBatch(deps, context, batchId, { type: 'CancelBatch', data: { reason, today: todayOf(context) } });
  if (!cancelled.ok) return cancelled;
  const released = await releaseBatch(deps)(context, { batchId });
  return released.ok ? cancelled : released;
};

/** After a batch ended: what it still holds is given back. Safe to repeat; the job does the same after a crash. */
export const releaseBatch = (deps: ServiceDeps) => async (context: CommandContext, { batchId }: BatchRef): Promise<Done<BatchRef>> => {
  const view = await loadBatch(deps, batchId);
  if (!view.ok) return view;
  const { status, released } = view.value.state;
  const duty = releaseProblem(view.value.state, context.actor);
  if (duty !== null) return refuse(duty);
  if ((status !== 'closed' && status !== 'cancelled') || released) return { ok: true, value: { batchId }, version: view.value.loaded.version, duplicate: true };
  const problem = await giveBack(deps, context, view.value);
  if (problem !== null) return problem;
  const recorded = await onBatch(deps, keyed(context, `released/${batchId}`), batchId, { type: 'RecordReleased', data: { today: todayOf(context) } }, { type: 'RecordReleased', data: { batchId } });
  return recorded.ok ? { ok: true, value: { batchId }, version: recorded.version, duplicate: recorded.duplicate } : recorded;
};

const giveBack = async (deps: ServiceDeps, context: CommandContext, view: BatchView): Promise<Refused | null> => {
  switch (view.state.status) {
    case 'cancelled':
      for (const plan of view.plan) {
        const problem = await releaseChunk(deps, context, view, plan);
        if (problem !== null) return problem;
      }
      return releaseFunds(deps, context, view);
    case 'closed':
      return (await releaseReturned(deps, context, view)) ?? (await releaseFunds(deps, context, view));
    default:
      return null;
  }
};

/** Whose money came back for good was not paid: the months are free for another batch. */
const releaseReturned = async (deps: ServiceDeps, context: CommandContext, view: BatchView): Promise<Refused | null> => {
  const { batchId } = view.opened;
  for await (const group of linesInOrder(deps, batchId, view.plan.map(({ chunk }) => chunk))) {
    const returned = group.flatMap(({ state }) => linesOf(state).filter((line) => line.status === 'returned').map((line) => line.personKey));
    const stray = await releaseDues(deps, context, batchId, await claimedWithoutLine(deps, batchId, group.map(({ state }) => state)), 'not-listed');
    if (stray !== null) return stray;
    // An attempt that died may have given back the months of a line that is in doubt by now.
    if (returned.length === 0 && !group.some(({ state }) => linesOf(state).some(mayBePaid))) continue;
    const problem = await releaseDues(deps, context, batchId, returned, 'returned');
    if (problem !== null) return problem;
    // A late answer may have come while the months were given back.
    const held = await holdAgain(deps, context, batchId, group.map(({ state }) => state.chunk));
    if (held !== null) return held;
  }
  return null;
};
