import { Actor, Decided, Fen, Rejection, actingIds, decided, formatYuan, parseDate, refuse } from '@zhibu/kernel';
import { Command, statusProblem } from './decide-list';
import { reissuedSince } from './decide-reissue';
import { refuseUnlessOfficer, refuseUnlessRecorder } from './duties';
import { PaymentBatchEvent } from './events';
import * as rejections from './rejections';
import { PaymentBatchState, creditedFenOf } from './state';

type Outcome = Decided<PaymentBatchEvent>;

const amount = (fen: Fen): boolean => Number.isSafeInteger(fen) && fen >= 0;

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
  const creditedSoFar = creditedFenOf(state) + creditedFen;
  if (creditedSoFar > state.totalFen)
    return refuse(rejections.amountsDiffer('batch.credited-too-much', state.totalFen, creditedSoFar, { zh: '入账合计与批准金额', en: 'The credits and the approved total' }));
  return decided({ type: 'BatchReturnsApplied', data: { batchId: state.batchId, returnFileId: data.returnFileId, creditedFen, returnedFen, unknownFen, credited, returned, unknown, exceptions, appliedOn: data.today } });
};

export const closeBatch = (state: PaymentBatchState, { data, by }: Command<'CloseBatch'>): Outcome => {
  const problem = statusProblem(state, 'sent') ?? refuseUnlessOfficer(by, ['finance-preparer', 'finance-approver'], state.areaCode) ?? reissuedSince(state, data.reissues);
  if (problem !== null) return refuse(problem);
  const { creditedFen, returnedFen, pendingFen, unknownFen } = data;
  if (pendingFen !== 0 || unknownFen !== 0) return refuse(rejections.notSettled(pendingFen, unknownFen));
  if (creditedFen + returnedFen !== state.totalFen || !amount(creditedFen) || !amount(returnedFen))
    return refuse(rejections.amountsDiffer('batch.total-differs', state.totalFen, creditedFen + returnedFen, { zh: '批准金额与入账加退回', en: 'The approved total and credited plus returned' }));
  // Return files and reconciliations must explain every credit.
  const recordedFen = creditedFenOf(state);
  if (recordedFen !== creditedFen) return refuse(rejections.amountsDiffer('batch.credited-differs', recordedFen, creditedFen, { zh: '回盘入账与明细入账', en: 'Credits by return files and by lines' }));
  return decided({ type: 'BatchClosed', data: { batchId: state.batchId, creditedFen, returnedFen, closedOn: data.today, closedBy: actingIds(by) } });
};

/** Who may have an ended batch released: asked before anything is given back. */
export const releaseProblem = (state: PaymentBatchState, by: Actor): Rejection | null => refuseUnlessRecorder(by, ['finance-preparer', 'finance-approver'], state.areaCode);

/** Recorded once, after the last claim and the last reservation were given back. */
export const recordReleased = (state: PaymentBatchState, { data, by }: Command<'RecordReleased'>): Outcome => {
  const problem = releaseProblem(state, by) ?? statusProblem(state, 'closed', 'cancelled');
  if (problem !== null) return refuse(problem);
  const day = parseDate(data.today);
  if (!day.ok) return refuse(day.rejection);
  return state.released ? decided() : decided({ type: 'BatchReleased', data: { batchId: state.batchId, releasedOn: data.today } });
};
