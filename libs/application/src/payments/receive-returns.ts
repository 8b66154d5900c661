import { Rejection, formatYuan, refuse, sumFen, text } from '@zhibu/kernel';
import {
  ReturnFileEvent, ReturnFileState, paymentLinesDecider, returnFileDecider, returnFileStream, returnRowsPerCommandMax,
} from '@zhibu/domain';
import { CommandContext, keyed } from '../execute/context';
import { execute, prepare } from '../execute/execute';
import { Done, Refused } from '../execute/outcome';
import { Loaded, loadStream } from '../execute/stream-loader';
import { todayOf } from '../execute/today';
import { ServiceDeps } from '../service-deps';
import { applyReturns } from './apply-returns';
import { BatchView, linesInOrder, loadBatch } from './batch-view';
import { ReturnFileInput, ReturnTotals } from './payments-service';
import { chunksToSettle, rowsByChunk, settleStep } from './settle-step';

/** The bank's answer: checked whole, stored, then applied. The same bytes again go on where the first time ended. */
export const receiveReturns =
  (deps: ServiceDeps) =>
  async (context: CommandContext, input: ReturnFileInput): Promise<Done<ReturnTotals>> => {
    const { sha256: returnFileId } = input;
    const known = await loadStream(deps, returnFileDecider, returnFileStream(returnFileId));
    const view = await loadBatch(deps, known.version === 0 ? input.batchId : known.state.batchId);
    if (!view.ok) return view;
    if (known.version === 0) {
      const problem = fileProblem(input) ?? (await linesProblem(deps, context, view.value, input));
      if (problem !== null) return refuse(problem);
    }
    const stored = await storeRows(deps, context, input);
    if (stored !== null) return stored;
    const applied = await applyReturns(deps)(context, { returnFileId });
    return applied.ok ? { ...applied, duplicate: known.state.applied !== null } : applied;
  };

/** Seen before anything is stored, so that a file with a wrong total leaves nothing behind. */
const fileProblem = ({ rows, statedRows, statedTotalFen }: ReturnFileInput): Rejection | null => {
  if (rows.length !== statedRows) {
    return {
      code: 'return-file.rows-differ',
      message: text('文件注明的笔数与实际行数不等，整份不收', 'The stated number of rows is not the number found; the whole file is refused'),
      expected: text(`${statedRows} 行`, `${statedRows} rows`),
      actual: text(`${rows.length} 行`, `${rows.length} rows`),
    };
  }
  const totalFen = sumFen(rows.map((row) => row.amountFen));
  if (totalFen === statedTotalFen) return null;
  return {
    code: 'return-file.total-differs',
    message: text('文件注明的总额与各行合计不等，整份不收', 'The stated total is not what the rows add up to; the whole file is refused'),
    expected: text(`${formatYuan(statedTotalFen)} 元`, `${formatYuan(statedTotalFen)} yuan`),
    actual: text(`${formatYuan(totalFen)} 元`, `${formatYuan(totalFen)} yuan`),
  };
};

/** Every chunk is asked first: a file of another batch, or one never sent, is refused before it is stored. */
const linesProblem = async (deps: ServiceDeps, context: CommandContext, view: BatchView, input: ReturnFileInput): Promise<Rejection | null> => {
  const { sha256: returnFileId, fileNo } = input;
  if (!view.state.files.some((file) => file.fileNo === fileNo && file.sent)) return notSent(view, fileNo);
  const rows = rowsByChunk(view, input.rows);
  for await (const group of linesInOrder(deps, view.opened.batchId, chunksToSettle(view, fileNo, rows))) {
    for (const lines of group) {
      const step = settleStep(view, { returnFileId, fileNo, settledOn: todayOf(context) }, lines.state.chunk, rows);
      const allowed = prepare(deps, paymentLinesDecider, context, step, lines);
      if (allowed.kind === 'settled' && !allowed.outcome.ok) return allowed.outcome.rejection;
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

type StoredFile = Loaded<ReturnFileState, ReturnFileEvent>;

/** A long file goes in with several commands. Each begins where the file ends that is stored, so none is stored twice. */
const storeRows = async (deps: ServiceDeps, context: CommandContext, input: ReturnFileInput): Promise<Refused | null> => {
  const { sha256: returnFileId, batchId, fileNo, layout, statedRows, statedTotalFen, answeredOn, rows } = input;
  const stream = returnFileStream(returnFileId);
  const slicesMax = Math.ceil(Math.max(rows.length, 1) / returnRowsPerCommandMax);
  // Only what came since is read, and no row is kept: a file of a million rows is read back once, not once a slice.
  const stored = async (before?: StoredFile): Promise<StoredFile> => ({ ...(await loadStream(deps, returnFileDecider, stream, before)), events: [] });
  let known = await stored();
  for (let slices = 0; slices <= slicesMax; slices += 1) {
    const { state, version } = known;
    if (version > 0 && state.rowsRead >= rows.length) return null;
    const slice = rows.slice(state.rowsRead, state.rowsRead + returnRowsPerCommandMax);
    const first = { returnFileId, batchId, fileNo, layout, statedRows, statedTotalFen, ...(answeredOn === undefined ? {} : { answeredOn }), rows: slice, moreRowsFollow: slicesMax > 1, today: todayOf(context) };
    const firstPart = state.partsRead + 1;
    const outcome = await execute(deps, returnFileDecider, keyed(context, `returnfile/${returnFileId}/from-part-${firstPart}`), {
      stream,
      ask: version === 0 ? { type: 'ReceiveReturnFile', data: first } : { type: 'AddReturnRows', data: { returnFileId, firstPart, rows: slice } },
      content: { type: 'ReceiveReturnFile', data: { returnFileId, firstPart } },
    }, (name) => loadStream(deps, returnFileDecider, name, known));
    if (!outcome.ok) return outcome;
    known = await stored(known);
  }
  return null;
};
