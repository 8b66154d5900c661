import { LocalDate, Result, SharePart, accept, refuse, text } from '@zhibu/kernel';
import {
  LinesSettled, noReturnTotals, paymentLinesDecider, returnFileComplete, returnFileDecider, returnFileStream, returnFileTotalsOf,
} from '@zhibu/domain';
import { FundingLevel } from '@zhibu/policy';
import { CommandContext, keyed } from '../execute/context';
import { execute } from '../execute/execute';
import { executeMany } from '../execute/execute-many';
import { Done, Refused } from '../execute/outcome';
import { StreamDeps } from '../execute/stream-loader';
import { todayOf } from '../execute/today';
import { ServiceDeps } from '../service-deps';
import { useFunds } from './batch-funds';
import { BatchView, LoadedLines, linesInOrder, loadBatch, onBatch } from './batch-view';
import { addLevels } from './claimed-lines';
import { fundersOf } from './funders-of';
import { holdAgain } from './hold-again';
import { BatchRef, ReturnTotals, ReturnsProgress } from './payments-service';
import { RowsWindow, indexRows, loadReturnFile, storedRows, windowsOf } from './return-rows';
import { chunkOfRow, chunksToSettle, settleStep } from './settle-step';

/** Lines, then ledgers, then funds, then the batch, then the file itself: whatever was done before a crash is found done. Rows are read as they are settled. */
export const applyReturns =
  (deps: ServiceDeps) =>
  async (context: CommandContext, { returnFileId }: { readonly returnFileId: string }, onProgress?: ReturnsProgress): Promise<Done<ReturnTotals>> => {
    const file = await loadReturnFile(deps, returnFileId);
    if (!returnFileComplete(file.state)) return incomplete(returnFileId, file.state.rowsRead, file.state.rows);
    const view = await loadBatch(deps, file.state.batchId);
    if (!view.ok) return view;
    const { batchId, fileNo } = file.state;
    const settledOn = todayOf(context);
    const [rows, chunkOf] = [storedRows(deps, file), chunkOfRow(view.value)];
    const index = await indexRows(rows, chunkOf);
    const chunks = chunksToSettle(view.value, fileNo, index);
    let rowsPosted = 0;
    const onSettled = (settled: readonly number[]): void => {
      for (const chunk of settled) rowsPosted += index.rowsOf.get(chunk) ?? 0;
      onProgress?.(rowsPosted);
    };
    for await (const window of windowsOf(rows, index, chunks, chunkOf)) {
      const refused = await settleWindow(deps, context, view.value, { returnFileId, fileNo, settledOn }, window, onSettled);
      if (refused !== null) return refused;
    }
    // After a closing the months of a returned line were free; a late word takes them back before anybody else does.
    const held = await holdAgain(deps, context, batchId, chunks);
    if (held !== null) return held;
    const { totals, usedByLevel } = await settledBy(deps, batchId, chunks, returnFileId);
    const unused = await useFunds(deps, context, view.value, { returnFileId }, usedByLevel, settledOn);
    if (unused !== null) return unused;
    const { creditedFen, returnedFen, unknownFen, ...counts } = totals;
    const today = settledOn;
    const recorded = await onBatch(deps, keyed(context, `returns/${returnFileId}`), batchId, { type: 'RecordReturns', data: { returnFileId, ...totals, today } });
    if (!recorded.ok) return recorded;
    const applied = await execute(deps, returnFileDecider, keyed(context, `applied/${returnFileId}`), {
      stream: returnFileStream(returnFileId),
      ask: { type: 'MarkReturnFileApplied', data: { ...counts, today } },
    }, () => loadReturnFile(deps, returnFileId, file));
    if (!applied.ok) return applied;
    return { ok: true, value: { returnFileId, creditedFen, returnedFen, unknownFen, ...counts }, version: recorded.version, duplicate: applied.duplicate };
  };

type FileSettled = { readonly returnFileId: string; readonly fileNo: number; readonly settledOn: LocalDate };

const settleWindow = async (deps: ServiceDeps, context: CommandContext, view: BatchView, file: FileSettled, { chunks, rows }: RowsWindow, onSettled: (chunks: readonly number[]) => void): Promise<Refused | null> => {
  for await (const group of linesInOrder(deps, view.opened.batchId, chunks)) {
    const steps = group.map(({ state }) => settleStep(view, file, state.chunk, rows));
    const outcomes = await executeMany(deps, paymentLinesDecider, context, steps, new Map(group.map((lines) => [lines.stream, lines])));
    const refused = outcomes.find((outcome): outcome is Refused => !outcome.ok);
    if (refused !== undefined) return refused;
    onSettled(group.map(({ state }) => state.chunk));
  }
  return null;
};

export const postedReturns =
  (deps: ServiceDeps) =>
  async ({ batchId }: BatchRef): Promise<Result<readonly string[]>> => {
    const view = await loadBatch(deps, batchId);
    return view.ok ? accept(view.value.state.returns.map(({ returnFileId }) => returnFileId)) : view;
  };

/** Read back from the lines, so that the totals are those stored, whoever settled them and when. */
const settledBy = async (deps: StreamDeps, batchId: string, chunks: readonly number[], returnFileId: string) => {
  let totals = noReturnTotals;
  let usedByLevel: readonly SharePart<FundingLevel>[] = [];
  for await (const group of linesInOrder(deps, batchId, chunks)) {
    for (const lines of group) {
      const more = returnFileTotalsOf(lines.state, returnFileId);
      totals = {
        creditedFen: totals.creditedFen + more.creditedFen,
        returnedFen: totals.returnedFen + more.returnedFen,
        unknownFen: totals.unknownFen + more.unknownFen,
        credited: totals.credited + more.credited,
        returned: totals.returned + more.returned,
        unknown: totals.unknown + more.unknown,
        exceptions: totals.exceptions + more.exceptions,
      };
    }
    usedByLevel = addLevels([...usedByLevel, ...(await fundersOf(deps, batchId, creditedIn(group, returnFileId)))]);
  }
  return { totals, usedByLevel };
};

const creditedIn = (group: readonly LoadedLines[], returnFileId: string): readonly string[] =>
  group
    .flatMap(({ events }) => events.flatMap((event) => (event.type === 'LinesSettled' ? [event.data as LinesSettled['data']] : [])))
    .filter((settled) => settled.returnFileId === returnFileId)
    .flatMap(({ outcomes }) => outcomes.flatMap((outcome) => (outcome.status === 'credited' ? [outcome.personKey] : [])));

const incomplete = (returnFileId: string, read: number, stated: number) =>
  refuse({
    code: 'return-file.incomplete',
    message: text('回盘文件没有收完，请重新提交同一文件', 'The return file was not received to its end; hand in the same file again'),
    expected: text(`${stated} 行`, `${stated} rows`),
    actual: text(`${returnFileId}：${read} 行`, `${returnFileId}: ${read} rows`),
  });
