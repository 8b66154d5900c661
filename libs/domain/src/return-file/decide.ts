import { Actor, Decided, Decider, Rejection, actingIds, canonicalJson, contentHash, decided, parseDate, refuse, sumFen } from '@zhibu/kernel';
import { refuseUnlessRecorder } from '../payment-batch/duties';
import { ReturnFileCommand } from './commands';
import { ReturnFileEvent, ReturnFileRow } from './events';
import { evolve } from './evolve';
import * as rejections from './rejections';
import { ReturnFileState, noReturnFile } from './state';

type Data<Type extends ReturnFileCommand['type']> = Extract<ReturnFileCommand, { type: Type }>['data'];
type Outcome = Decided<ReturnFileEvent>;

export const rowsPerPartMax = 500;
/** All parts go in one append of at most 1,000,000 bytes, or the file is refused whole. */
export const returnFileRowsMax = 9_000;

const rowProblem = (row: ReturnFileRow, index: number): Rejection | null => {
  const numbers = [row.lineNo, row.attempt].every((n) => Number.isSafeInteger(n) && n > 0);
  const money = Number.isSafeInteger(row.amountFen) && row.amountFen >= 0;
  if (numbers && money && (row.status === 'returned') === (row.reason !== null)) return null;
  return rejections.rowNotUsable(index, canonicalJson(row), canonicalJson(row));
};

const receive = (state: ReturnFileState, data: Data<'ReceiveReturnFile'>, by: Actor): Outcome => {
  const { returnFileId, batchId, fileNo, layout, rows, today } = data;
  const duty = refuseUnlessRecorder(by, ['finance-preparer'], batchId.split('.')[1] ?? '');
  if (duty !== null) return refuse(duty);
  if (state.returnFileId !== null) return refuse(rejections.alreadyReceived(returnFileId));
  const day = parseDate(today);
  if (!day.ok) return refuse(day.rejection);
  if (rows.length === 0 || rows.length > returnFileRowsMax) return refuse(rejections.tooManyRows(rows.length, returnFileRowsMax));
  for (const [index, row] of rows.entries()) {
    const problem = rowProblem(row, index);
    if (problem !== null) return refuse(problem);
  }
  if (rows.length !== data.statedRows) return refuse(rejections.rowsDiffer(data.statedRows, rows.length));
  const totalFen = sumFen(rows.map((row) => row.amountFen));
  if (totalFen !== data.statedTotalFen) return refuse(rejections.totalDiffers(data.statedTotalFen, totalFen));
  const parts: ReturnFileEvent[] = [];
  for (let start = 0; start < rows.length; start += rowsPerPartMax) {
    const slice = rows.slice(start, start + rowsPerPartMax);
    parts.push({ type: 'ReturnRowsRead', data: { returnFileId, part: parts.length + 1, rows: slice, hash: contentHash(slice) } });
  }
  return decided<ReturnFileEvent>(
    { type: 'ReturnFileReceived', data: { returnFileId, batchId, fileNo, rows: rows.length, totalFen, layout, receivedOn: today, receivedBy: actingIds(by) } },
    ...parts,
  );
};

const markApplied = (state: ReturnFileState, data: Data<'MarkReturnFileApplied'>): Outcome => {
  if (state.returnFileId === null) return refuse(rejections.notReceived());
  const { credited, returned, unknown, exceptions, today } = data;
  const totals = canonicalJson({ credited, returned, unknown, exceptions });
  if (state.applied !== null)
    return canonicalJson(state.applied) === totals ? decided() : refuse(rejections.appliedOtherwise(canonicalJson(state.applied), totals));
  const { returnFileId, batchId } = state;
  return decided({ type: 'ReturnFileApplied', data: { returnFileId, batchId, credited, returned, unknown, exceptions, appliedOn: today } });
};

export const returnFileDecider: Decider<ReturnFileState, ReturnFileCommand, ReturnFileEvent> = {
  initialState: noReturnFile,
  decide(state, command) {
    switch (command.type) {
      case 'ReceiveReturnFile':
        return receive(state, command.data, command.by);
      case 'MarkReturnFileApplied':
        return markApplied(state, command.data);
    }
  },
  evolve,
};
