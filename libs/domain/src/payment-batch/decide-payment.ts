import { Decided, Fen, actingIds, decided, formatYuan, parseDate, refuse, sumFen } from '@zhibu/kernel';
import { Command, approverProblem, confirmerProblem, statusProblem } from './decide-list';
import { refuseUnlessOfficer, refuseUnlessRecorder } from './duties';
import { PaymentBatchEvent } from './events';
import * as rejections from './rejections';
import { PaymentBatchState, fileContent, nextFileNo } from './state';

type Outcome = Decided<PaymentBatchEvent>;

/** One event names every instruction: 5,000 of them stay far below the size limit of an append. */
const reissueLinesMax = 5_000;
const amount = (fen: Fen): boolean => Number.isSafeInteger(fen) && fen >= 0;
const shown = (lines: number, totalFen: Fen): string => `${lines} / ${formatYuan(totalFen)}`;

export const recordFile = (state: PaymentBatchState, { data, by }: Command<'RecordFile'>): Outcome => {
  const duty = refuseUnlessRecorder(by, ['finance-preparer'], state.areaCode) ?? confirmerProblem(state, by) ?? approverProblem(state, by);
  if (duty !== null) return refuse(duty);
  const known = state.files.find((file) => file.fileNo === data.fileNo);
  if (known !== undefined) {
    if (known.sha256 === data.sha256) return decided();
    return refuse(rejections.fileDiffers('batch.file-differs', '该文件已生成，内容不同', 'This file was written with other content', known.sha256, data.sha256));
  }
  const problem = statusProblem(state, 'funded', 'sent');
  if (problem !== null) return refuse(problem);
  if (data.fileNo !== nextFileNo(state) || state.files.some((file) => !file.sent))
    return refuse(rejections.fileDiffers('batch.file-number', '文件须按序生成，前一文件须已送出', 'Files are written in order, after the last one was sent', `${nextFileNo(state)}`, `${data.fileNo}`));
  const content = fileContent(state, data.fileNo);
  // After an exception a reissued line may be held back, so a later file may carry less; never more.
  const fewerAllowed = data.fileNo > 1 && state.returns.some((entry) => entry.exceptions > 0);
  const fits = fewerAllowed ? data.lines <= content.lines && data.totalFen <= content.totalFen : data.lines === content.lines && data.totalFen === content.totalFen;
  if (!fits || !(data.lines > 0) || !amount(data.totalFen))
    return refuse(rejections.fileDiffers('batch.file-total-differs', '文件的笔数或金额与批次不符', 'Lines or total of the file are not those of the batch', shown(content.lines, content.totalFen), shown(data.lines, data.totalFen)));
  return decided({ type: 'BatchFileWritten', data: { batchId: state.batchId, ...data, writtenBy: actingIds(by) } });
};

/** Each time anew: every copy that leaves is on record before it does. */
export const takeFile = (state: PaymentBatchState, { data, by }: Command<'TakeFile'>): Outcome => {
  const problem = refuseUnlessOfficer(by, ['finance-preparer', 'finance-approver'], state.areaCode);
  if (problem !== null) return refuse(problem);
  const { fileNo, reason, today } = data;
  if (state.files.every((file) => file.fileNo !== fileNo)) return refuse(rejections.notUsable('batch.file-not-written', 'fileNo', { zh: '已生成的文件号', en: 'a file that was written' }, fileNo));
  if (reason.trim() === '') return refuse(rejections.notUsable('batch.reason', 'reason', { zh: '取走文件的理由', en: 'why the file is taken' }, reason));
  return decided({ type: 'BatchFileTaken', data: { batchId: state.batchId, fileNo, reason, takenOn: today, takenBy: actingIds(by) } });
};

export const sendBatch = (state: PaymentBatchState, { data, by }: Command<'SendBatch'>): Outcome => {
  const problem = statusProblem(state, 'filed', 'sent') ?? refuseUnlessOfficer(by, ['finance-preparer'], state.areaCode) ?? confirmerProblem(state, by) ?? approverProblem(state, by);
  if (problem !== null) return refuse(problem);
  const day = parseDate(data.today);
  if (!day.ok) return refuse(day.rejection);
  const file = state.files.find((entry) => entry.fileNo === data.fileNo);
  if (file === undefined) return refuse(rejections.fileDiffers('batch.file-not-written', '该文件尚未生成', 'This file was not written yet', `≤ ${state.files.length}`, `${data.fileNo}`));
  if (file.sent) return refuse(rejections.fileDiffers('batch.file-already-sent', '该文件已送出，不得再送', 'This file was sent and is never sent again', `${nextFileNo(state)}`, `${data.fileNo}`));
  return decided({ type: 'BatchSent', data: { batchId: state.batchId, fileNo: data.fileNo, sentOn: data.today, sentBy: actingIds(by), bankReference: data.bankReference } });
};

export const recordReturns = (state: PaymentBatchState, { data, by }: Command<'RecordReturns'>): Outcome => {
  const duty = refuseUnlessRecorder(by, ['finance-preparer'], state.areaCode);
  if (duty !== null) return refuse(duty);
  const known = state.returns.find((entry) => entry.returnFileId === data.returnFileId);
  if (known !== undefined) {
    const same = known.creditedFen === data.creditedFen && known.returnedFen === data.returnedFen && known.unknownFen === data.unknownFen;
    if (same) return decided();
    const list = (r: { creditedFen: Fen; returnedFen: Fen; unknownFen: Fen }): string => [r.creditedFen, r.returnedFen, r.unknownFen].map(formatYuan).join(' + ');
    return refuse(rejections.fileDiffers('batch.returns-differ', '该回盘文件已入账，金额不同', 'This return file was applied with other amounts', list(known), list(data)));
  }
  // Banks also write after a batch was closed; what they say is kept as exceptions.
  const problem = statusProblem(state, 'sent', 'closed');
  if (problem !== null) return refuse(problem);
  const { creditedFen, returnedFen, unknownFen, credited, returned, unknown, exceptions } = data;
  if (![creditedFen, returnedFen, unknownFen, credited, returned, unknown, exceptions].every(amount))
    return refuse(rejections.notUsable('batch.returns', 'creditedFen', { zh: '非负整数', en: 'whole numbers, not below zero' }, creditedFen));
  const creditedSoFar = sumFen(state.returns.map((entry) => entry.creditedFen)) + creditedFen;
  if (creditedSoFar > state.totalFen)
    return refuse(rejections.amountsDiffer('batch.credited-too-much', state.totalFen, creditedSoFar, { zh: '入账合计与批准金额', en: 'The credits and the approved total' }));
  return decided({ type: 'BatchReturnsApplied', data: { batchId: state.batchId, returnFileId: data.returnFileId, creditedFen, returnedFen, unknownFen, credited, returned, unknown, exceptions, appliedOn: data.today } });
};

/** Allows corrected lines to go out again. Never more money than banks have returned and nobody reissued yet. */
export const reissueLines = (state: PaymentBatchState, { data, by }: Command<'ReissueLines'>): Outcome => {
  const problem = statusProblem(state, 'sent') ?? refuseUnlessOfficer(by, ['finance-preparer'], state.areaCode) ?? confirmerProblem(state, by) ?? approverProblem(state, by);
  if (problem !== null) return refuse(problem);
  const wanted = { zh: `1 至 ${reissueLinesMax} 行，各行一次，次数自 2 起，金额为正`, en: `1 to ${reissueLinesMax} lines, each once, attempt 2 or later, a positive amount` };
  const names = data.lines.map(({ lineNo, attempt }) => `${lineNo}/${attempt}`);
  const lineNos = new Set(data.lines.map(({ lineNo }) => lineNo));
  if (names.length === 0 || names.length > reissueLinesMax || lineNos.size !== names.length || data.lines.some((l) => !(l.attempt >= 2) || !amount(l.amountFen) || l.amountFen === 0))
    return refuse(rejections.notUsable('batch.reissue', 'lines', wanted, names.slice(0, 5).join(', ')));
  const before = new Set(state.reissues.flatMap((reissue) => reissue.instructions));
  const again = names.find((name) => before.has(name));
  if (again !== undefined) return refuse(rejections.fileDiffers('batch.already-reissued', '该笔已重新发放', 'This instruction was issued before', '1', again));
  const totalFen = sumFen(data.lines.map((line) => line.amountFen));
  const leftFen = sumFen(state.returns.map((entry) => entry.returnedFen)) - sumFen(state.reissues.map((entry) => entry.totalFen));
  if (totalFen > leftFen) return refuse(rejections.amountsDiffer('batch.reissue-exceeds-returned', leftFen, totalFen, { zh: '重发金额与已退回金额', en: 'The reissue and the money returned' }));
  return decided({ type: 'BatchReissued', data: { batchId: state.batchId, lines: data.lines, totalFen, by: actingIds(by) } });
};

export const closeBatch = (state: PaymentBatchState, { data, by }: Command<'CloseBatch'>): Outcome => {
  const problem = statusProblem(state, 'sent') ?? refuseUnlessOfficer(by, ['finance-preparer', 'finance-approver'], state.areaCode);
  if (problem !== null) return refuse(problem);
  const { creditedFen, returnedFen, pendingFen, unknownFen } = data;
  if (pendingFen !== 0 || unknownFen !== 0) return refuse(rejections.notSettled(pendingFen, unknownFen));
  if (creditedFen + returnedFen !== state.totalFen || !amount(creditedFen) || !amount(returnedFen))
    return refuse(rejections.amountsDiffer('batch.total-differs', state.totalFen, creditedFen + returnedFen, { zh: '批准金额与入账加退回', en: 'The approved total and credited plus returned' }));
  // Credits are final, so the return files alone must explain every one of them.
  const recordedFen = sumFen(state.returns.map((entry) => entry.creditedFen));
  if (recordedFen !== creditedFen) return refuse(rejections.amountsDiffer('batch.credited-differs', recordedFen, creditedFen, { zh: '回盘入账与明细入账', en: 'Credits by return files and by lines' }));
  return decided({ type: 'BatchClosed', data: { batchId: state.batchId, creditedFen, returnedFen, closedOn: data.today, closedBy: actingIds(by) } });
};

/** Recorded once, after the last claim and the last reservation were given back. */
export const recordReleased = (state: PaymentBatchState, { data, by }: Command<'RecordReleased'>): Outcome => {
  const problem = refuseUnlessRecorder(by, ['finance-preparer', 'finance-approver'], state.areaCode) ?? statusProblem(state, 'closed', 'cancelled');
  if (problem !== null) return refuse(problem);
  const day = parseDate(data.today);
  if (!day.ok) return refuse(day.rejection);
  return state.released ? decided() : decided({ type: 'BatchReleased', data: { batchId: state.batchId, releasedOn: data.today } });
};
