import { Decided, decided, parseDate, refuse } from '@zhibu/kernel';
import { Command, statusProblem } from './decide-list';
import { refuseUnlessRecorder } from './duties';
import { PaymentBatchEvent } from './events';
import * as rejections from './rejections';
import { PaymentBatchState, creditedFenOf } from './state';

/**
 * Restates the sums of the batch by what two officers decided on a line, also after the batch was closed. Who may
 * decide was checked there; here only whether the sums can be true.
 */
export const recordReconciliation = (state: PaymentBatchState, { data, by }: Command<'RecordReconciliation'>): Decided<PaymentBatchEvent> => {
  const duty = refuseUnlessRecorder(by, ['finance-preparer', 'finance-approver'], state.areaCode);
  if (duty !== null) return refuse(duty);
  const { lineNo, attempt, reconciliation, outcome, creditedFen, returnedFen, today } = data;
  const known = state.reconciliations.find((entry) => entry.lineNo === lineNo && entry.reconciliation === reconciliation);
  if (known !== undefined) {
    if (known.creditedFen === creditedFen && known.returnedFen === returnedFen) return decided();
    return refuse(rejections.fileDiffers('batch.reconciliation-differs', '该核对结果已记，金额不同', 'This reconciliation was recorded with other amounts', `${known.creditedFen} / ${known.returnedFen}`, `${creditedFen} / ${returnedFen}`));
  }
  const problem = statusProblem(state, 'sent', 'closed');
  if (problem !== null) return refuse(problem);
  const day = parseDate(today);
  if (!day.ok) return refuse(day.rejection);
  if (![creditedFen, returnedFen].every(Number.isSafeInteger)) return refuse(rejections.notUsable('batch.reconciliation', 'creditedFen', { zh: '整数分', en: 'whole fen' }, creditedFen));
  const credited = creditedFenOf(state) + creditedFen;
  if (credited > state.totalFen) return refuse(rejections.amountsDiffer('batch.credited-too-much', state.totalFen, credited, { zh: '入账合计与批准金额', en: 'The credits and the approved total' }));
  return decided({ type: 'BatchLineReconciled', data: { batchId: state.batchId, lineNo, attempt, reconciliation, outcome, creditedFen, returnedFen, recordedOn: today } });
};
