import { PaymentBatchEvent, PaymentLinesCommand, PaymentLinesState, linesStream, paymentBatchDecider, paymentLinesDecider } from '@zhibu/domain';
import { CommandContext } from '../execute/context';
import { prepare } from '../execute/execute';
import { KeyedStep, executeMany } from '../execute/execute-many';
import { Outcome, Refused } from '../execute/outcome';
import { todayOf } from '../execute/today';
import { ServiceDeps } from '../service-deps';
import { linesInOrder, loadBatch, onBatch } from './batch-view';
import { BatchRef } from './payments-service';
import { chunksOfFile } from './write-file';

/** Lines first, then the batch: a crash in between leaves lines that are sent, and no line is ever sent unmarked. */
export const sendBatch =
  (deps: ServiceDeps) =>
  async (context: CommandContext, { batchId, fileNo, bankReference }: BatchRef & { readonly fileNo: number; readonly bankReference: string }): Promise<Outcome<PaymentBatchEvent>> => {
    const view = await loadBatch(deps, batchId);
    if (!view.ok) return view;
    const ask = { type: 'SendBatch' as const, data: { fileNo, bankReference, today: todayOf(context) } };
    const allowed = prepare(deps, paymentBatchDecider, context, { stream: view.value.loaded.stream, ask }, view.value.loaded);
    if (allowed.kind === 'settled') return allowed.outcome;
    const sentOn = todayOf(context);
    for await (const group of linesInOrder(deps, batchId, chunksOfFile(view.value, fileNo))) {
      const steps = group.map(
        ({ state }): KeyedStep<PaymentLinesState, PaymentLinesCommand> => ({
          commandKey: `sent/${batchId}/${state.chunk}/${fileNo}`,
          stream: linesStream(batchId, state.chunk),
          ask: { type: 'MarkSent', data: { fileNo, sentOn } },
          content: { type: 'MarkSent', data: { batchId, fileNo } },
        }),
      );
      const outcomes = await executeMany(deps, paymentLinesDecider, context, steps, new Map(group.map((lines) => [lines.stream, lines])));
      const refused = outcomes.find((outcome): outcome is Refused => !outcome.ok);
      if (refused !== undefined) return refused;
    }
    return onBatch(deps, context, batchId, ask);
  };
