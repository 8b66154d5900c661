import { LocalDate } from '@zhibu/kernel';
import { PaymentLinesCommand, PaymentLinesState, ReturnFileRow, linesStream } from '@zhibu/domain';
import { KeyedStep } from '../execute/execute-many';
import { BatchView, chunkOfLine } from './batch-view';
import { chunksOfFile } from './file-content';

export type RowsByChunk = ReadonlyMap<number, readonly ReturnFileRow[]>;

/** Rows with a number that the batch never had are shown to its first chunk, which raises them as exceptions. */
export const rowsByChunk = ({ plan }: BatchView, rows: readonly ReturnFileRow[]): RowsByChunk => {
  const found = new Map<number, ReturnFileRow[]>();
  for (const row of rows) {
    const chunk = chunkOfLine(plan, row.lineNo) ?? 1;
    const group = found.get(chunk);
    if (group === undefined) found.set(chunk, [row]);
    else group.push(row);
  }
  return found;
};

/** Also the chunks of the file that the bank says nothing of: silence never means paid. */
export const chunksToSettle = (view: BatchView, fileNo: number, rows: RowsByChunk): readonly number[] =>
  [...new Set([...chunksOfFile(view, fileNo), ...rows.keys()])].sort((a, b) => a - b);

export const settleStep = (
  { opened }: BatchView,
  file: { readonly returnFileId: string; readonly fileNo: number; readonly settledOn: LocalDate },
  chunk: number,
  rows: RowsByChunk,
): KeyedStep<PaymentLinesState, PaymentLinesCommand> => ({
  commandKey: `settle/${file.returnFileId}/${chunk}`,
  stream: linesStream(opened.batchId, chunk),
  ask: { type: 'SettleLines', data: { ...file, rows: rows.get(chunk) ?? [] } },
  content: { type: 'SettleLines', data: { returnFileId: file.returnFileId, chunk } },
});
