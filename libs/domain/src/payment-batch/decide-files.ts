import { Actor, Decided, Fen, Rejection, actingIds, decided, formatYuan, parseDate, refuse } from '@zhibu/kernel';
import { Command, approverProblem, confirmerProblem, statusProblem } from './decide-list';
import { reissuedSince } from './decide-reissue';
import { refuseIfAmong, refuseUnlessOfficer, refuseUnlessRecorder } from './duties';
import { PaymentBatchEvent } from './events';
import * as rejections from './rejections';
import { BatchFile, PaymentBatchState, fileContent, fileNosToWrite, fileVersionOf, nextFileNo } from './state';

type Outcome = Decided<PaymentBatchEvent>;

const amount = (fen: Fen): boolean => Number.isSafeInteger(fen) && fen >= 0;
const shown = (lines: number, totalFen: Fen): string => `${lines} / ${formatYuan(totalFen)}`;

/** Who may have a file written: asked before anything of it is read. */
export const writeFileProblem = (state: PaymentBatchState, by: Actor): Rejection | null =>
  refuseUnlessRecorder(by, ['finance-preparer'], state.areaCode) ?? confirmerProblem(state, by) ?? approverProblem(state, by);

export const recordFile = (state: PaymentBatchState, { data, by }: Command<'RecordFile'>): Outcome => {
  const duty = writeFileProblem(state, by);
  if (duty !== null) return refuse(duty);
  // Whoever writes for long may find the file voided: the draft would get the name of the voided one.
  if (data.fileVersion !== undefined && data.fileVersion !== fileVersionOf(state, data.fileNo)) return fileVoided(state.voidedFiles.findLast((file) => file.fileNo === data.fileNo)?.sha256 ?? '');
  const known = state.files.find((file) => file.fileNo === data.fileNo);
  if (known !== undefined) {
    if (known.sha256 === data.sha256) return decided();
    return refuse(rejections.fileDiffers('batch.file-differs', '该文件已生成，内容不同', 'This file was written with other content', known.sha256, data.sha256));
  }
  const problem = statusProblem(state, 'funded', 'sent');
  if (problem !== null) return refuse(problem);
  const numbers = fileNosToWrite(state);
  if (!numbers.includes(data.fileNo) || state.files.some((file) => !file.sent))
    return refuse(rejections.fileDiffers('batch.file-number', '文件须按序生成，前一文件须已送出', 'Files are written in order, after the last one was sent', numbers.join(', '), `${data.fileNo}`));
  const since = reissuedSince(state, data.reissues);
  if (since !== null) return refuse(since);
  const content = fileContent(state, data.fileNo);
  // After an exception a reissued line may be held back, so a later file may carry less; never more.
  const fewerAllowed = data.fileNo > 1 && state.returns.some((entry) => entry.exceptions > 0);
  const fits = fewerAllowed ? data.lines <= content.lines && data.totalFen <= content.totalFen : data.lines === content.lines && data.totalFen === content.totalFen;
  if (!fits || !(data.lines > 0) || !amount(data.totalFen))
    return refuse(rejections.fileDiffers('batch.file-total-differs', '文件的笔数或金额与批次不符', 'Lines or total of the file are not those of the batch', shown(content.lines, content.totalFen), shown(data.lines, data.totalFen)));
  const { instructionsHash, reissues: _seen, fileVersion: _version, ...written } = data;
  return decided({ type: 'BatchFileWritten', data: { batchId: state.batchId, ...written, ...(instructionsHash === null ? {} : { instructionsHash }), fileVersion: fileVersionOf(state, data.fileNo), writtenBy: actingIds(by) } });
};

const fileVoided = (sha256: string) => refuse(rejections.fileDiffers('batch.file-voided', '该文件已作废，须重新生成', 'This file was voided; it has to be written anew', '—', sha256));

type Found = { readonly ok: true; readonly file: BatchFile } | ReturnType<typeof refuse>;

/** A voided file is answered by its own code, so that nobody takes it for one that was not written yet. */
const findFile = (state: PaymentBatchState, fileNo: number): Found => {
  const file = state.files.find((each) => each.fileNo === fileNo);
  if (file !== undefined) return { ok: true, file };
  const voided = state.voidedFiles.findLast((each) => each.fileNo === fileNo);
  if (voided !== undefined) return fileVoided(voided.sha256);
  return refuse(rejections.notUsable('batch.file-not-written', 'fileNo', { zh: '已生成的文件号', en: 'a file that was written' }, fileNo));
};

/** Each time anew: every copy that leaves is on record before it does. */
export const takeFile = (state: PaymentBatchState, { data, by }: Command<'TakeFile'>): Outcome => {
  const problem = refuseUnlessOfficer(by, ['finance-preparer', 'finance-approver'], state.areaCode);
  if (problem !== null) return refuse(problem);
  const { fileNo, reason, today } = data;
  const found = findFile(state, fileNo);
  if (!found.ok) return found;
  if (reason.trim() === '') return refuse(rejections.notUsable('batch.reason', 'reason', { zh: '取走文件的理由', en: 'why the file is taken' }, reason));
  return decided({ type: 'BatchFileTaken', data: { batchId: state.batchId, fileNo, reason, takenOn: today, takenBy: actingIds(by) } });
};

/**
 * Takes a file out of use that was not sent. By an approver with no hand in it: whoever could carry a file to the bank
 * may not also say that it never went there and have its lines written into another one.
 */
export const voidFile = (state: PaymentBatchState, { data, by }: Command<'VoidFile'>): Outcome => {
  const { fileNo, reason, today } = data;
  const problem = refuseUnlessOfficer(by, ['finance-approver'], state.areaCode) ?? confirmerProblem(state, by) ?? statusProblem(state, 'filed', 'sent');
  if (problem !== null) return refuse(problem);
  const found = findFile(state, fileNo);
  if (!found.ok) return found;
  const { sent, sha256, version, handledBy } = found.file;
  if (sent) return refuse(rejections.alreadySent(nextFileNo(state), fileNo));
  const duty = refuseIfAmong(by, [...state.preparers, ...handledBy], { code: 'duty.handled-and-voids', zh: '经办、生成或取走文件的人不得将其作废', en: 'Whoever prepared the batch, wrote the file or took it may not void it' });
  if (duty !== null) return refuse(duty);
  const day = parseDate(today);
  if (!day.ok) return refuse(day.rejection);
  if (reason.trim() === '') return refuse(rejections.notUsable('batch.reason', 'reason', { zh: '作废的原因', en: 'why it is voided' }, reason));
  return decided({ type: 'BatchFileVoided', data: { batchId: state.batchId, fileNo, fileVersion: version, sha256, reason, voidedBy: actingIds(by), voidedOn: today } });
};

export const sendBatch = (state: PaymentBatchState, { data, by }: Command<'SendBatch'>): Outcome => {
  const problem = refuseUnlessOfficer(by, ['finance-preparer'], state.areaCode) ?? statusProblem(state, 'filed', 'sent', ...(state.voidedFiles.length > 0 ? ['funded' as const] : [])) ?? confirmerProblem(state, by) ?? approverProblem(state, by);
  if (problem !== null) return refuse(problem);
  const day = parseDate(data.today);
  if (!day.ok) return refuse(day.rejection);
  const found = findFile(state, data.fileNo);
  if (!found.ok) return found;
  const { sent, sha256 } = found.file;
  if (sent) return refuse(rejections.alreadySent(nextFileNo(state), data.fileNo));
  if (sha256 !== data.sha256) return refuse(rejections.fileStale(data.fileNo, sha256, data.sha256));
  return decided({ type: 'BatchSent', data: { batchId: state.batchId, fileNo: data.fileNo, sentOn: data.today, sentBy: actingIds(by), bankReference: data.bankReference, sha256 } });
};
