import { PaymentBatchEvent } from '@zhibu/domain';
import { CommandContext } from '../execute/context';
import { Outcome } from '../execute/outcome';
import { todayOf } from '../execute/today';
import { ServiceDeps } from '../service-deps';
import { loadBatch, onBatch } from './batch-view';
import { compareBatch } from './compare-batch';
import { BatchRef } from './payments-service';

type Written = Promise<Outcome<PaymentBatchEvent>>;

export const freezeBatch = (deps: ServiceDeps) => (context: CommandContext, { batchId }: BatchRef): Written =>
  onBatch(deps, context, batchId, { type: 'FreezeBatch', data: { today: todayOf(context) } });

/** The comparison goes into the submission, so that the approver decides on what the preparer saw. */
export const submitBatch = (deps: ServiceDeps) => async (context: CommandContext, { batchId }: BatchRef): Written => {
  const comparison = await compareBatch(deps)({ batchId });
  if (!comparison.ok) return comparison;
  const data = { comparison: comparison.value, today: todayOf(context) };
  return onBatch(deps, context, batchId, { type: 'SubmitBatch', data }, { type: 'SubmitBatch', data: { batchId } });
};

export const sendBackBatch = (deps: ServiceDeps) => (context: CommandContext, { batchId, reason }: BatchRef & { readonly reason: string }): Written =>
  onBatch(deps, context, batchId, { type: 'SendBackBatch', data: { reason, today: todayOf(context) } });

export const approveBatch = (deps: ServiceDeps) => async (context: CommandContext, { batchId, listHash }: BatchRef & { readonly listHash: string }): Written => {
  const view = await loadBatch(deps, batchId);
  if (!view.ok) return view;
  const { secondApprovalAboveFen } = deps.payments;
  const data = { listHash, secondApprovalAboveFen, today: todayOf(context) };
  return onBatch(deps, context, batchId, { type: 'ApproveBatch', data }, { type: 'ApproveBatch', data: { batchId, listHash } });
};
