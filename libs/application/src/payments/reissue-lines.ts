import { refuse, sumFen, text } from '@zhibu/kernel';
import {
  BatchReissue, LineState, PaymentBatchEvent, PaymentBatchState, PaymentLinesCommand, PaymentLinesState, fileNosToWrite, instructionNameOf, linesStream, nextFileNo,
  paymentLinesDecider,
} from '@zhibu/domain';
import { CommandContext, keyed } from '../execute/context';
import { execute, prepare } from '../execute/execute';
import { KeyedStep } from '../execute/execute-many';
import { Done, Refused } from '../execute/outcome';
import { todayOf } from '../execute/today';
import { ServiceDeps } from '../service-deps';
import { BatchView, chunkOfLine, loadBatch, onBatch } from './batch-view';
import { BatchRef, ReissueDone } from './payments-service';
import { Reissue, accountOfToday, changedOf, findLines } from './reissue-accounts';

type Step = KeyedStep<PaymentLinesState, PaymentLinesCommand>;
export interface Instruction {
  readonly lineNo: number;
  readonly attempt: number;
  readonly accountKey: string;
}

/** Everything is checked first; then the batch allows the new instructions, then each line becomes one. Lines to another account wait for a second person. */
export const reissueLines =
  (deps: ServiceDeps) =>
  async (context: CommandContext, input: BatchRef & { readonly lines: readonly number[]; readonly reason: string }): Promise<Done<ReissueDone>> => {
    const { batchId, reason } = input;
    const view = await loadBatch(deps, batchId);
    if (!view.ok) return view;
    const repeated = view.value.loaded.events.filter((event) => event.meta.commandKey === context.commandKey && (event.type === 'BatchReissued' || event.type === 'BatchReissueProposed'));
    const last = repeated.at(-1);
    if (last !== undefined) {
      const unfinished = await completeReissues(deps, context, view.value, reason);
      return unfinished ?? { ok: true, value: doneBy(repeated as unknown as readonly PaymentBatchEvent[]), version: last.meta.version, duplicate: true };
    }
    const wanted = await findLines(deps, view.value, input.lines);
    if ('rejection' in wanted) return wanted;
    const today = todayOf(context);
    const asked = wanted.map((found) => {
      const accountKey = accountOfToday(found, today);
      return { found, accountKey, line: { lineNo: found.line.lineNo, attempt: found.line.attempt + 1, amountFen: found.line.amountFen, accountKey, changed: changedOf(found, accountKey) } };
    });
    const ask = { type: 'ReissueLines' as const, data: { lines: asked.map(({ line }) => line), reason, today } };
    const content = { type: 'ReissueLines', data: { batchId, lines: input.lines } };
    const fileNo = nextFileNo(view.value.state);
    for (const { found, line } of asked) {
      const problem = lineProblem(deps, context, view.value, found, line, fileNo, reason);
      if (problem !== null) return problem;
    }
    const allowed = await onBatch(deps, context, batchId, ask, content);
    if (!allowed.ok) return allowed;
    const after = await loadBatch(deps, batchId);
    if (!after.ok) return after;
    for (const { line } of asked.filter(({ line: { changed } }) => changed === null)) {
      const outcome = await issue(deps, context, after.value, line, fileNoOf(after.value, line) ?? fileNo, reason);
      if (outcome !== null) return outcome;
    }
    return { ok: true, value: doneBy(allowed.events), version: allowed.version, duplicate: allowed.duplicate };
  };

/** By the batch as it stands after it allowed the instruction: a file may have been written while this was checked. */
export const fileNoOf = ({ state }: BatchView, instruction: Pick<Instruction, 'lineNo' | 'attempt'>): number | undefined =>
  state.reissues.find((reissue) => reissue.instructions.includes(instructionNameOf(instruction)))?.fileNo;

const doneBy = (events: readonly PaymentBatchEvent[]): ReissueDone => {
  const lines = events.flatMap((event) => (event.type === 'BatchReissued' ? (event.data).lines : []));
  const waiting = events.flatMap((event) => (event.type === 'BatchReissueProposed' ? [event.data] : []));
  return { lines: lines.length, totalFen: sumFen(lines.map((line) => line.amountFen)), waiting: waiting.map(instructionNameOf), waitingFen: sumFen(waiting.map((line) => line.amountFen)) };
};

/** Whether the line could become this instruction now, without writing anything. */
export const lineProblem = (deps: ServiceDeps, context: CommandContext, view: BatchView, { lines }: Reissue, instruction: Instruction, fileNo: number, reason: string): Refused | null => {
  const allowed = prepare(deps, paymentLinesDecider, context, stepFor(view, instruction, fileNo, reason), lines);
  return allowed.kind === 'settled' && !allowed.outcome.ok ? allowed.outcome : null;
};

/** What the batch allowed becomes the line's instruction; the key is made from it, so whoever repeats it repeats the command. */
export const issue = async (deps: ServiceDeps, context: CommandContext, view: BatchView, instruction: Instruction, fileNo: number, reason: string): Promise<Refused | null> => {
  const step = stepFor(view, instruction, fileNo, reason);
  const outcome = await execute(deps, paymentLinesDecider, keyed(context, step.commandKey), step);
  return outcome.ok ? null : outcome;
};

/** Reissues for files that may still be written. */
export const reissuesToIssue = (state: PaymentBatchState): readonly BatchReissue[] => {
  const numbers = fileNosToWrite(state);
  return state.reissues.filter((reissue) => numbers.includes(reissue.fileNo));
};

export const canGoOutAgain = ({ status, lateCredit }: LineState): boolean => status === 'returned' && !lateCredit;

/** Instructions that the batch allowed and an interrupted attempt did not write on their lines. */
export const completeReissues = async (deps: ServiceDeps, context: CommandContext, view: BatchView, reason = 'reissue'): Promise<Refused | null> => {
  const open = reissuesToIssue(view.state).flatMap(({ fileNo, instructions, accounts }) => instructions.map((name) => ({ fileNo, name, accountKey: accounts[name] })));
  if (open.length === 0) return null;
  // The claim of a line that was returned is given back with the closing: the next batch pays it.
  if (view.state.status === 'closed') return batchClosed(view.state.batchId);
  const found = await findLines(deps, view, open.map(({ name }) => Number(name.split('/')[0])));
  if ('rejection' in found) return found;
  const today = todayOf(context);
  for (const [index, { fileNo, name, accountKey }] of open.entries()) {
    const one = found[index];
    if (one === undefined) continue;
    const instruction = { lineNo: one.line.lineNo, attempt: one.line.attempt + 1, accountKey: accountKey ?? accountOfToday(one, today) };
    if (!canGoOutAgain(one.line) || instructionNameOf(instruction) !== name) continue;
    const refused = await issue(deps, context, view, instruction, fileNo, reason);
    if (refused !== null) return refused;
  }
  return null;
};

const stepFor = (view: BatchView, { lineNo, attempt, accountKey }: Instruction, fileNo: number, reason: string): Step => {
  const { batchId } = view.opened;
  return {
    commandKey: `reissue/${batchId}/${lineNo}/${attempt}`,
    stream: linesStream(batchId, chunkOfLine(view.plan, lineNo) ?? 1),
    ask: { type: 'ReissueLine', data: { lineNo, accountKey, reason, fileNo } },
    content: { type: 'ReissueLine', data: { batchId, lineNo, attempt } },
  };
};

const batchClosed = (batchId: string): Refused =>
  refuse({
    code: 'batch.wrong-status',
    message: text('批次已结清，不再重发', 'The batch is closed; nothing of it is issued again'),
    expected: text('已送出的批次', 'a batch that was sent'),
    actual: text(`${batchId} 已结清`, `${batchId} is closed`),
  });
