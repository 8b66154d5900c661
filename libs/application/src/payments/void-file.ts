import { PaymentBatchEvent } from '@zhibu/domain';
import { CommandContext } from '../execute/context';
import { Outcome } from '../execute/outcome';
import { todayOf } from '../execute/today';
import { ServiceDeps } from '../service-deps';
import { loadBatch, onBatch } from './batch-view';
import { BatchRef } from './payments-service';

/** A file that was not sent is taken out of use. Its successor is written when an officer asks for it. */
export const voidFile =
  (deps: ServiceDeps) =>
  async (context: CommandContext, { batchId, fileNo, reason }: BatchRef & { readonly fileNo: number; readonly reason: string }): Promise<Outcome<PaymentBatchEvent>> => {
    const view = await loadBatch(deps, batchId);
    return view.ok ? onBatch(deps, context, batchId, { type: 'VoidFile', data: { fileNo, reason, today: todayOf(context) } }) : view;
  };
