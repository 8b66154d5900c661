import { Actor, AreaCode, Decided, Decider, Fen, LocalDate, Rejection, actingIds, canonicalJson, contentHash, dateOf, decided, parseDate, refuse, sumFen } from '@zhibu/kernel';
import { refuseUnlessRecorder } from '../payment-batch/duties';
import { checkDay, unknownCommand } from '../refusals';
import { ReturnFileCommand } from './commands';
import { ReturnFileEvent, ReturnFileRow } from './events';
import { evolve } from './evolve';
import * as rejections from './rejections';
import { ReturnFileState, noReturnFile, returnFileComplete } from './state';

type Data<Type extends ReturnFileCommand['type']> = Extract<ReturnFileCommand, { type: Type }>['data'];
type Outcome = Decided<ReturnFileEvent>;

export const rowsPerPartMax = 500;
/** Rows of one command: their parts share an append of at most 1,000,000 bytes, also with the longest numbers. */
export const returnRowsPerCommandMax = 7_000;
const returnFileRowsMax = 1_000_000;

/** A credit is a day of the calendar that has come. */
const dayProblem = ({ creditedOn, status }: ReturnFileRow, index: number, today: LocalDate): Rejection | null => {
  if (creditedOn === undefined) return null;
  if (status !== 'credited') return rejections.rowNotUsable(index, `${status} ${creditedOn}`, `${status} ${creditedOn}`);
  return checkDay(creditedOn, 'creditedOn', today) === null ? null : rejections.creditedOn(index, today, creditedOn);
};

/** What keeps rows from being stored; `before` rows of the file come first. A long file is asked whole before its first rows are stored. */
export const returnRowsProblem = (rows: readonly ReturnFileRow[], today: LocalDate, before = 0): Rejection | null => {
  for (const [at, row] of rows.entries()) {
    const index = before + at;
    const numbers = [row.lineNo, row.attempt].every((n) => Number.isSafeInteger(n) && n > 0);
    const money = Number.isSafeInteger(row.amountFen) && row.amountFen >= 0;
    if (!numbers || !money || (row.status === 'returned') !== (row.reason !== null)) return rejections.rowNotUsable(index, canonicalJson(row), canonicalJson(row));
    const day = dayProblem(row, index, today);
    if (day !== null) return day;
  }
  return null;
};

const rowsProblem = (rows: readonly ReturnFileRow[], today: LocalDate, before: number): Rejection | null =>
  rows.length === 0 || rows.length > returnRowsPerCommandMax ? rejections.tooManyRows(rows.length, returnRowsPerCommandMax) : returnRowsProblem(rows, today, before);

/** The whole file adds up, or, while rows are still to come, does not yet exceed what it states. */
const totalsProblem = (stated: { rows: number; totalFen: Fen }, rows: number, totalFen: Fen, moreFollow: boolean): Rejection | null => {
  if (rows > stated.rows || (!moreFollow && rows !== stated.rows)) return rejections.rowsDiffer(stated.rows, rows);
  const last = rows === stated.rows;
  return totalFen > stated.totalFen || (last && totalFen !== stated.totalFen) ? rejections.totalDiffers(stated.totalFen, totalFen) : null;
};

const partsOf = (returnFileId: string, rows: readonly ReturnFileRow[], firstPart: number): ReturnFileEvent[] => {
  const parts: ReturnFileEvent[] = [];
  for (let start = 0; start < rows.length; start += rowsPerPartMax) {
    const slice = rows.slice(start, start + rowsPerPartMax);
    parts.push({ type: 'ReturnRowsRead', data: { returnFileId, part: firstPart + parts.length, rows: slice, hash: contentHash(slice) } });
  }
  return parts;
};

/** Who may take in an answer for a batch: asked before anything of it is looked at. */
export const receiveFileProblem = (batchId: string, by: Actor): Rejection | null => refuseUnlessRecorder(by, ['finance-preparer'], areaOf(batchId));

/** A batch is named `<scheme>.<area>.<period>.<n>`. */
const areaOf = (batchId: string): AreaCode => batchId.split('.')[1] ?? '';

const receive = (state: ReturnFileState, data: Data<'ReceiveReturnFile'>, by: Actor): Outcome => {
  const { returnFileId, batchId, fileNo, layout, rows, today, statedRows, statedTotalFen, answeredOn } = data;
  const duty = receiveFileProblem(batchId, by);
  if (duty !== null) return refuse(duty);
  if (state.returnFileId !== null) return refuse(rejections.alreadyReceived(returnFileId));
  const day = parseDate(today);
  if (!day.ok) return refuse(day.rejection);
  const answered = answeredOn === undefined ? null : checkDay(answeredOn, 'answeredOn', today);
  if (answered !== null) return answered;
  if (!(statedRows <= returnFileRowsMax)) return refuse(rejections.tooManyRows(statedRows, returnFileRowsMax));
  const problem =
    rowsProblem(rows, today, 0) ??
    totalsProblem({ rows: statedRows, totalFen: statedTotalFen }, rows.length, sumFen(rows.map((row) => row.amountFen)), data.moreRowsFollow === true);
  if (problem !== null) return refuse(problem);
  return decided<ReturnFileEvent>(
    { type: 'ReturnFileReceived', data: { returnFileId, batchId, fileNo, rows: statedRows, totalFen: statedTotalFen, layout, receivedOn: today, ...(answeredOn === undefined ? {} : { answeredOn }), receivedBy: actingIds(by) } },
    ...partsOf(returnFileId, rows, 1),
  );
};

/** The rest of a long file. Parts that were read before are not read again. */
const addRows = (state: ReturnFileState, data: Data<'AddReturnRows'>, by: Actor, at: string): Outcome => {
  if (state.returnFileId === null || state.returnFileId !== data.returnFileId) return refuse(rejections.notReceived());
  const duty = receiveFileProblem(state.batchId, by);
  if (duty !== null) return refuse(duty);
  if (data.firstPart <= state.partsRead) return decided();
  if (data.firstPart !== state.partsRead + 1) return refuse(rejections.partOutOfOrder(state.partsRead + 1, data.firstPart));
  const rowsAfter = state.rowsRead + data.rows.length;
  const fenAfter = state.readFen + sumFen(data.rows.map((row) => row.amountFen));
  const problem = rowsProblem(data.rows, dateOf(at), state.rowsRead) ?? totalsProblem(state, rowsAfter, fenAfter, true);
  return problem !== null ? refuse(problem) : decided(...partsOf(data.returnFileId, data.rows, data.firstPart));
};

const markApplied = (state: ReturnFileState, data: Data<'MarkReturnFileApplied'>, by: Actor): Outcome => {
  if (state.returnFileId === null) return refuse(rejections.notReceived());
  const duty = refuseUnlessRecorder(by, ['finance-preparer'], areaOf(state.batchId));
  if (duty !== null) return refuse(duty);
  if (!returnFileComplete(state)) return refuse(rejections.rowsDiffer(state.rows, state.rowsRead));
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
      case 'AddReturnRows':
        return addRows(state, command.data, command.by, command.at);
      case 'MarkReturnFileApplied':
        return markApplied(state, command.data, command.by);
      default:
        return unknownCommand(command satisfies never);
    }
  },
  evolve,
};
