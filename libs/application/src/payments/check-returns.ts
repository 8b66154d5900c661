import { Fen, Rejection, formatYuan, text } from '@zhibu/kernel';
import { paymentLinesDecider, returnRowsProblem } from '@zhibu/domain';
import { CommandContext } from '../execute/context';
import { prepare } from '../execute/execute';
import { todayOf } from '../execute/today';
import { ReturnRows } from '../ports/return-rows';
import { ServiceDeps } from '../service-deps';
import { BatchView, linesInOrder } from './batch-view';
import { ReturnFileInput } from './payments-service';
import { ReturnIndex, indexRows, rowsPerChunkMax, windowsOf } from './return-rows';
import { chunkOfRow, chunksToSettle, settleStep } from './settle-step';

/**
 * Reads the whole file before anything of it is stored, so that a file that cannot be posted to its end leaves nothing
 * behind: its totals, then every chunk it speaks of or should have spoken of, then each row by itself.
 */
export const returnsProblem = async (deps: ServiceDeps, context: CommandContext, view: BatchView, input: ReturnFileInput<ReturnRows>): Promise<Rejection | null> => {
  const today = todayOf(context);
  let unusable: Rejection | null = null;
  const index = await indexRows(input.rows, chunkOfRow(view), (rows, before) => (unusable ??= returnRowsProblem(rows, today, before)));
  return totalsProblem(input, index) ?? chunkTooLong(view, index) ?? (await linesProblem(deps, context, view, input, index)) ?? unusable;
};

const totalsProblem = ({ statedRows, statedTotalFen }: ReturnFileInput<ReturnRows>, { rows, totalFen }: ReturnIndex): Rejection | null => {
  if (rows !== statedRows) {
    return {
      code: 'return-file.rows-differ',
      message: text('文件注明的笔数与实际行数不等，整份不收', 'The stated number of rows is not the number found; the whole file is refused'),
      expected: text(`${statedRows} 行`, `${statedRows} rows`),
      actual: text(`${rows} 行`, `${rows} rows`),
    };
  }
  if (totalFen === statedTotalFen) return null;
  const shown = (fen: Fen) => text(`${formatYuan(fen)} 元`, `${formatYuan(fen)} yuan`);
  return {
    code: 'return-file.total-differs',
    message: text('文件注明的总额与各行合计不等，整份不收', 'The stated total is not what the rows add up to; the whole file is refused'),
    expected: shown(statedTotalFen),
    actual: shown(totalFen),
  };
};

/** The rows of one chunk are judged together. */
const chunkTooLong = (view: BatchView, { rowsOf }: ReturnIndex): Rejection | null => {
  const found = [...rowsOf].find(([, rows]) => rows > rowsPerChunkMax);
  if (found === undefined) return null;
  const [chunk, rows] = found;
  const lines = view.state.chunks[chunk]?.lines ?? 0;
  return {
    code: 'return-file.too-many-rows',
    message: text('同一些发放行被反复回报，整份不收', 'The same lines are answered over and over; the whole file is refused'),
    expected: text(`第 ${chunk} 组的 ${lines} 行最多回报 ${rowsPerChunkMax} 次`, `at most ${rowsPerChunkMax} rows for the ${lines} lines of chunk ${chunk}`),
    actual: text(`${rows} 行`, `${rows} rows`),
  };
};

/** A file of another batch, or one never sent, is refused by the lines themselves. */
const linesProblem = async (deps: ServiceDeps, context: CommandContext, view: BatchView, input: ReturnFileInput<ReturnRows>, index: ReturnIndex): Promise<Rejection | null> => {
  const { sha256: returnFileId, fileNo } = input;
  if (!view.state.files.some((file) => file.fileNo === fileNo && file.sent)) return notSent(view, fileNo);
  const file = { returnFileId, fileNo, settledOn: todayOf(context) };
  for await (const { chunks, rows } of windowsOf(input.rows, index, chunksToSettle(view, fileNo, index), chunkOfRow(view))) {
    for await (const group of linesInOrder(deps, view.opened.batchId, chunks)) {
      for (const lines of group) {
        const allowed = prepare(deps, paymentLinesDecider, context, settleStep(view, file, lines.state.chunk, rows), lines);
        if (allowed.kind === 'settled' && !allowed.outcome.ok) return allowed.outcome.rejection;
      }
    }
  }
  return null;
};

const notSent = ({ state }: BatchView, fileNo: number): Rejection => ({
  code: 'return-file.file-not-sent',
  message: text('该批次没有送出过这个文件', 'The batch never sent this file'),
  expected: text(`已送出的文件：${sentFiles(state.files)}`, `a file that was sent: ${sentFiles(state.files)}`),
  actual: text(`文件 ${fileNo}`, `file ${fileNo}`),
  field: 'fileNo',
});

const sentFiles = (files: BatchView['state']['files']): string => files.filter((file) => file.sent).map((file) => file.fileNo).join(', ') || '—';
