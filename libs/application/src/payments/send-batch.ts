import { refuse } from '@zhibu/kernel';
import {
  PaymentBatchEvent, PaymentLinesCommand, PaymentLinesState, carriedBy, fileStale, instructionNameOf, linesStream, paymentBatchDecider, paymentLinesDecider,
} from '@zhibu/domain';
import { CommandContext } from '../execute/context';
import { prepare } from '../execute/execute';
import { KeyedStep, executeMany } from '../execute/execute-many';
import { Outcome, Refused } from '../execute/outcome';
import { todayOf } from '../execute/today';
import { ServiceDeps } from '../service-deps';
import { BatchView, LoadedLines, linesInOrder, loadBatch, onBatch } from './batch-view';
import { FileContent, chunksOfFile, contentAsWritten } from './file-content';
import { BatchRef } from './payments-service';

type Sent = Outcome<PaymentBatchEvent>;

/**
 * Lines first, then the batch: a crash in between leaves lines that are marked, and no line is ever sent unmarked.
 *
 * A credit that the bank reports late may hold a line at any moment. Each chunk is marked with the expected version and
 * only while it carries exactly what the file holds, so a line that was held before is found there; one that is held after
 * its chunk was marked and before the batch is found by the second look. Either way the file is stale: it is voided, and
 * the next version carries what was marked and not held. Once a chunk was marked, its lines are issued again only
 * after the bank has returned them.
 */
export const sendBatch =
  (deps: ServiceDeps) =>
  async (context: CommandContext, { batchId, fileNo, bankReference }: BatchRef & { readonly fileNo: number; readonly bankReference: string }): Promise<Sent> => {
    const view = await loadBatch(deps, batchId);
    if (!view.ok) return view;
    const { loaded, state } = view.value;
    const file = state.files.find((each) => each.fileNo === fileNo);
    const ask = { type: 'SendBatch' as const, data: { fileNo, sha256: file?.sha256 ?? '', bankReference, today: todayOf(context) } };
    const content = { type: 'SendBatch', data: { fileNo, bankReference } };
    const allowed = prepare(deps, paymentBatchDecider, context, { stream: loaded.stream, ask, content }, loaded);
    if (allowed.kind === 'settled') return allowed.outcome;
    const carried = file === undefined || fileNo === 1 ? null : await contentAsWritten(deps, view.value, file);
    if (carried?.ok === false) return carried;
    const refused = await markChunks(deps, context, view.value, fileNo, carried?.value ?? null);
    if (refused !== null) return refused;
    const still = file === undefined || fileNo === 1 ? null : await contentAsWritten(deps, view.value, file);
    return still?.ok === false ? still : onBatch(deps, context, batchId, ask, content);
  };

const markChunks = async (deps: ServiceDeps, context: CommandContext, view: BatchView, fileNo: number, carried: FileContent | null): Promise<Refused | null> => {
  const { batchId } = view.opened;
  const sentOn = todayOf(context);
  for await (const group of linesInOrder(deps, batchId, chunksOfFile(view, fileNo))) {
    const steps: KeyedStep<PaymentLinesState, PaymentLinesCommand>[] = [];
    for (const { state } of group) {
      const instructions = carried === null ? wholeChunk(view, state) : (carried.byChunk.get(state.chunk) ?? []);
      if (instructions === null) return refuse(fileStale(fileNo, `${view.state.chunks[state.chunk]?.lines}`, `${carriedBy(state, fileNo).length}`));
      steps.push({
        commandKey: `sent/${batchId}/${state.chunk}/${fileNo}`,
        stream: linesStream(batchId, state.chunk),
        ask: { type: 'MarkSent', data: { fileNo, sentOn, instructions } },
        content: { type: 'MarkSent', data: { batchId, fileNo } },
      });
    }
    const loaded = new Map(group.map((lines): [string, LoadedLines] => [lines.stream, lines]));
    const outcomes = await executeMany(deps, paymentLinesDecider, context, steps, loaded);
    const refused = outcomes.find((outcome): outcome is Refused => !outcome.ok);
    if (refused !== undefined) return refused;
  }
  return null;
};

/** The first file carries every line of the frozen list; null when a chunk has another number of them to send. */
const wholeChunk = (view: BatchView, state: PaymentLinesState): readonly string[] | null => {
  const carried = carriedBy(state, 1);
  return carried.length === view.state.chunks[state.chunk]?.lines ? carried.map(instructionNameOf) : null;
};
