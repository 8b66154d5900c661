import { LocalDate } from '@zhibu/kernel';
import { PaymentLinesCommand, PaymentLinesState, linesStream } from '@zhibu/domain';
import { KeyedStep } from '../execute/execute-many';
import { BatchView, chunkFinder } from './batch-view';
import { chunksOfFile } from './file-content';
import { ChunkFinder, ReturnIndex, RowsByChunk } from './return-rows';

/** Rows with a number that the batch never had are shown to its first chunk, which raises them as exceptions. */
export const chunkOfRow = ({ plan }: BatchView): ChunkFinder => {
  const find = chunkFinder(plan);
  return (lineNo) => find(lineNo) ?? 1;
};

/** Also the chunks of the file that the bank says nothing of: silence never means paid. */
export const chunksToSettle = (view: BatchView, fileNo: number, { rowsOf }: ReturnIndex): readonly number[] =>
  [...new Set([...chunksOfFile(view, fileNo), ...rowsOf.keys()])].sort((a, b) => a - b);

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
