import { Fen, refuse, text } from '@zhibu/kernel';
import {
  BatchReissued, LineState, PaymentLinesCommand, PaymentLinesEvent, PaymentLinesState, PersonEvent, PersonState, accountOn, linesStream, nextFileNo, paymentBatchDecider,
  paymentLinesDecider, personDecider, personStream,
} from '@zhibu/domain';
import { CommandContext, keyed } from '../execute/context';
import { execute, prepare } from '../execute/execute';
import { KeyedStep } from '../execute/execute-many';
import { Done, Refused } from '../execute/outcome';
import { Loaded, loadStreams } from '../execute/stream-loader';
import { todayOf } from '../execute/today';
import { ServiceDeps } from '../service-deps';
import { BatchView, chunkOfLine, loadBatch, onBatch } from './batch-view';
import { BatchRef } from './payments-service';

/** Lines in one request; each is loaded with its person. */
const reissueLinesMax = 5_000;

type Step = KeyedStep<PaymentLinesState, PaymentLinesCommand>;

interface Reissue {
  readonly line: LineState;
  readonly lines: Loaded<PaymentLinesState, PaymentLinesEvent>;
  readonly accountKey: string;
}

/** Everything is checked first; then the batch allows the new instructions, then each line becomes one. */
export const reissueLines =
  (deps: ServiceDeps) =>
  async (context: CommandContext, input: BatchRef & { readonly lines: readonly number[]; readonly reason: string }): Promise<Done<{ readonly lines: number; readonly totalFen: Fen }>> => {
    const view = await loadBatch(deps, input.batchId);
    if (!view.ok) return view;
    const repeated = view.value.loaded.events.find((event) => event.meta.commandKey === context.commandKey && event.type === 'BatchReissued');
    if (repeated !== undefined) {
      const unfinished = await completeReissues(deps, context, view.value, input.reason);
      const { lines, totalFen } = repeated.data as BatchReissued['data'];
      return unfinished ?? { ok: true, value: { lines: lines.length, totalFen }, version: repeated.meta.version, duplicate: true };
    }
    const wanted = await findLines(deps, context, view.value, input.lines);
    if ('rejection' in wanted) return wanted;
    const fileNo = nextFileNo(view.value.state);
    for (const each of wanted) {
      const allowed = prepare(deps, paymentLinesDecider, context, stepFor(view.value, each.line, each.accountKey, fileNo, input.reason), each.lines);
      if (allowed.kind === 'settled' && !allowed.outcome.ok) return allowed.outcome;
    }
    const lines = wanted.map(({ line }) => ({ lineNo: line.lineNo, attempt: line.attempt + 1, amountFen: line.amountFen }));
    const ask = { type: 'ReissueLines' as const, data: { lines } };
    const content = { type: 'ReissueLines', data: { batchId: input.batchId, lines: input.lines } };
    const check = prepare(deps, paymentBatchDecider, context, { stream: view.value.loaded.stream, ask, content }, view.value.loaded);
    if (check.kind === 'settled' && !check.outcome.ok) return check.outcome;
    const allowed = await onBatch(deps, context, input.batchId, ask, content);
    if (!allowed.ok) return allowed;
    for (const each of wanted) {
      const step = stepFor(view.value, each.line, each.accountKey, fileNo, input.reason);
      const outcome = await execute(deps, paymentLinesDecider, keyed(context, step.commandKey), step);
      if (!outcome.ok) return outcome;
    }
    return { ok: true, value: { lines: lines.length, totalFen: lines.reduce((sum, line) => sum + line.amountFen, 0) }, version: allowed.version, duplicate: allowed.duplicate };
  };

/** Instructions that the batch allowed and an interrupted attempt did not write on their lines. */
export const completeReissues = async (deps: ServiceDeps, context: CommandContext, view: BatchView, reason = 'reissue'): Promise<Refused | null> => {
  const open = view.state.reissues.filter((reissue) => reissue.fileNo === nextFileNo(view.state)).flatMap((reissue) => reissue.instructions);
  const lineNos = open.map((instruction) => Number(instruction.split('/')[0]));
  if (lineNos.length === 0) return null;
  // The claim of a line that was returned is given back with the closing: the next batch pays it.
  if (view.state.status === 'closed') return batchClosed(view.state.batchId);
  const found = await findLines(deps, context, view, lineNos);
  if ('rejection' in found) return found;
  for (const { line, accountKey } of found) {
    if (line.status !== 'returned' || !open.includes(`${line.lineNo}/${line.attempt + 1}`)) continue;
    const step = stepFor(view, line, accountKey, nextFileNo(view.state), reason);
    const outcome = await execute(deps, paymentLinesDecider, keyed(context, step.commandKey), step);
    if (!outcome.ok) return outcome;
  }
  return null;
};

const stepFor = (view: BatchView, line: LineState, accountKey: string, fileNo: number, reason: string): Step => {
  const { batchId } = view.opened;
  const chunk = chunkOfLine(view.plan, line.lineNo) ?? 1;
  return {
    commandKey: `reissue/${batchId}/${line.lineNo}/${line.attempt + 1}`,
    stream: linesStream(batchId, chunk),
    ask: { type: 'ReissueLine', data: { lineNo: line.lineNo, accountKey, reason, fileNo } },
    content: { type: 'ReissueLine', data: { batchId, lineNo: line.lineNo, attempt: line.attempt + 1 } },
  };
};

/** The lines with the account that each person has today. */
const findLines = async (deps: ServiceDeps, context: CommandContext, view: BatchView, lineNos: readonly number[]): Promise<readonly Reissue[] | Refused> => {
  const { batchId } = view.opened;
  if (lineNos.length > reissueLinesMax) return noLine(`${lineNos.length} > ${reissueLinesMax}`);
  const streams = new Set(lineNos.map((lineNo) => linesStream(batchId, chunkOfLine(view.plan, lineNo) ?? 0)));
  const loaded = await loadStreams<PaymentLinesState, PaymentLinesEvent>(deps, paymentLinesDecider, [...streams]);
  const found = lineNos.map((lineNo) => ({ lineNo, lines: loaded.get(linesStream(batchId, chunkOfLine(view.plan, lineNo) ?? 0)) }));
  const people = await loadStreams<PersonState, PersonEvent>(
    deps,
    personDecider,
    found.flatMap(({ lineNo, lines }) => lines?.state.lines[lineNo]?.personKey ?? []).map(personStream),
  );
  const today = todayOf(context);
  const reissues: Reissue[] = [];
  for (const { lineNo, lines } of found) {
    const line = lines?.state.lines[lineNo];
    if (line === undefined || lines === undefined) return noLine(`${lineNo}`);
    const person = people.get(personStream(line.personKey))?.state;
    reissues.push({ line, lines, accountKey: (person === undefined ? null : accountOn(person, today))?.accountKey ?? line.accountKey });
  }
  return reissues;
};

const batchClosed = (batchId: string): Refused =>
  refuse({
    code: 'batch.wrong-status',
    message: text('批次已结清，不再重发', 'The batch is closed; nothing of it is issued again'),
    expected: text('已送出的批次', 'a batch that was sent'),
    actual: text(`${batchId} 已结清`, `${batchId} is closed`),
  });

const noLine = (found: string): Refused =>
  refuse({
    code: 'lines.no-such-line',
    message: text('该批次没有这一行', 'The batch has no such line'),
    expected: text(`批次中的行号，一次最多 ${reissueLinesMax} 行`, `line numbers of the batch, ${reissueLinesMax} at a time`),
    actual: text(found, found),
    field: 'lines',
  });
