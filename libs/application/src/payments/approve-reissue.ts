import { Result, accept, sumFen } from '@zhibu/kernel';
import { PaymentBatchEvent, ReissueProposal, instructionNameOf, nextFileNo, paymentBatchDecider } from '@zhibu/domain';
import { CommandContext } from '../execute/context';
import { prepare } from '../execute/execute';
import { Done, Outcome } from '../execute/outcome';
import { todayOf } from '../execute/today';
import { ServiceDeps } from '../service-deps';
import { loadBatch, onBatch } from './batch-view';
import { BatchRef, ReissueDecision, ReissueDone } from './payments-service';
import { findLines } from './reissue-accounts';
import { completeReissues, fileNoOf, issue, lineProblem } from './reissue-lines';

/** The lines go out to the accounts that were proposed, whatever was recorded since. */
export const approveReissue =
  (deps: ServiceDeps) =>
  async (context: CommandContext, { batchId, instructions, reason }: ReissueDecision): Promise<Done<ReissueDone>> => {
    const view = await loadBatch(deps, batchId);
    if (!view.ok) return view;
    const { loaded, state } = view.value;
    const ask = { type: 'ApproveReissue' as const, data: { instructions, today: todayOf(context) } };
    const allowed = prepare(deps, paymentBatchDecider, context, { stream: loaded.stream, ask }, loaded);
    if (allowed.kind === 'settled') {
      const unfinished = allowed.outcome.ok ? await completeReissues(deps, context, view.value, reason) : null;
      return unfinished ?? doneBy(allowed.outcome);
    }
    const proposals = state.proposals.filter((proposal) => instructions.includes(instructionNameOf(proposal)));
    const found = await findLines(deps, view.value, proposals.map(({ lineNo }) => lineNo));
    if ('rejection' in found) return found;
    const fileNo = nextFileNo(state);
    for (const [index, proposal] of proposals.entries()) {
      const one = found[index];
      const problem = one === undefined ? null : lineProblem(deps, context, view.value, one, proposal, fileNo, reason);
      if (problem !== null) return problem;
    }
    const approved = await onBatch(deps, context, batchId, ask);
    if (!approved.ok) return approved;
    const after = await loadBatch(deps, batchId);
    if (!after.ok) return after;
    for (const proposal of proposals) {
      const refused = await issue(deps, context, after.value, proposal, fileNoOf(after.value, proposal) ?? fileNo, reason);
      if (refused !== null) return refused;
    }
    return doneBy(approved);
  };

const doneBy = (outcome: Outcome<PaymentBatchEvent>): Done<ReissueDone> => {
  if (!outcome.ok) return outcome;
  const lines = outcome.events.flatMap((event) => (event.type === 'BatchReissued' ? event.data.lines : []));
  return { ok: true, value: { lines: lines.length, totalFen: sumFen(lines.map((line) => line.amountFen)), waiting: [], waitingFen: 0 }, version: outcome.version, duplicate: outcome.duplicate };
};

export const declineReissue =
  (deps: ServiceDeps) =>
  async (context: CommandContext, { batchId, instructions, reason }: ReissueDecision): Promise<Outcome<PaymentBatchEvent>> => {
    const view = await loadBatch(deps, batchId);
    return view.ok ? onBatch(deps, context, batchId, { type: 'DeclineReissue', data: { instructions, reason, today: todayOf(context) } }) : view;
  };

/** What waits for an approver. */
export const reissueProposals =
  (deps: ServiceDeps) =>
  async ({ batchId }: BatchRef): Promise<Result<readonly ReissueProposal[]>> => {
    const view = await loadBatch(deps, batchId);
    return view.ok ? accept(view.value.state.proposals) : view;
  };
