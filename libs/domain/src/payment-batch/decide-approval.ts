import { Decided, Fen, actingIds, canonicalJson, decided, parseDate, refuse } from '@zhibu/kernel';
import { Command, confirmerProblem, statusProblem } from './decide-list';
import { refuseIfAmong, refuseUnlessOfficer, refuseUnlessRecorder } from './duties';
import { PaymentBatchEvent } from './events';
import * as rejections from './rejections';
import { PaymentBatchState } from './state';

type Outcome = Decided<PaymentBatchEvent>;

export const submitBatch = (state: PaymentBatchState, { data, by }: Command<'SubmitBatch'>): Outcome => {
  const problem = statusProblem(state, 'frozen') ?? refuseUnlessOfficer(by, ['finance-preparer'], state.areaCode) ?? confirmerProblem(state, by);
  if (problem !== null) return refuse(problem);
  const { newLines, changedLines, unchangedLines, endedLines, changedAccounts = 0 } = data.comparison;
  const compared = newLines + changedLines + unchangedLines;
  if (compared !== state.lines || changedAccounts > changedLines + unchangedLines || [newLines, changedLines, unchangedLines, endedLines, changedAccounts].some((count) => !Number.isSafeInteger(count) || count < 0)) {
    const wanted = { zh: `新增、变动、未变合计 ${state.lines} 行`, en: `new, changed and unchanged add up to ${state.lines} lines` };
    return refuse(rejections.notUsable('batch.comparison', 'comparison', wanted, compared));
  }
  const { batchId, listHash } = state;
  return decided({ type: 'BatchSubmitted', data: { batchId, listHash: listHash ?? '', comparison: data.comparison, submittedBy: actingIds(by), submittedOn: data.today } });
};

/** The list goes back to its preparer, who cancels it or freezes it again; lines once built do not change. */
export const sendBackBatch = (state: PaymentBatchState, { data, by }: Command<'SendBackBatch'>): Outcome => {
  const problem = statusProblem(state, 'submitted') ?? refuseUnlessOfficer(by, ['finance-approver'], state.areaCode);
  if (problem !== null) return refuse(problem);
  return decided({ type: 'BatchSentBack', data: { batchId: state.batchId, reason: data.reason, sentBackBy: actingIds(by), sentBackOn: data.today } });
};

/** One officer approves up to the limit, two different ones above it. */
export const approvalsNeeded = (totalFen: Fen, secondApprovalAboveFen: Fen): 1 | 2 => (totalFen <= secondApprovalAboveFen ? 1 : 2);

/** Whether an approval that comes after `approvalsBefore` others of the same submission is the last one needed. */
export const approvalComplete = ({ totalFen, secondApprovalAboveFen, approvalsBefore }: { readonly totalFen: Fen; readonly secondApprovalAboveFen: Fen; readonly approvalsBefore: number }): boolean =>
  approvalsBefore + 1 >= approvalsNeeded(totalFen, secondApprovalAboveFen);

export const approveBatch = (state: PaymentBatchState, { data, by }: Command<'ApproveBatch'>): Outcome => {
  const problem =
    statusProblem(state, 'submitted') ??
    refuseUnlessOfficer(by, ['finance-approver'], state.areaCode) ??
    refuseIfAmong(by, state.preparers, { code: 'duty.prepared-and-approves', zh: '经办人不得审批同一批次', en: 'Whoever prepared a batch may not approve it' }) ??
    confirmerProblem(state, by) ??
    refuseIfAmong(by, state.approvals.flat(), { code: 'duty.approved-before', zh: '第二次审批须由另一人办理', en: 'The second approval must come from another person' });
  if (problem !== null) return refuse(problem);
  const day = parseDate(data.today);
  if (!day.ok) return refuse(day.rejection);
  if (data.listHash !== state.listHash) return refuse(rejections.hashChanged(state.listHash, data.listHash));
  const { batchId, listHash, totalFen } = state;
  const rule = { totalFen, secondApprovalAboveFen: data.secondApprovalAboveFen, approvalsBefore: state.approvals.length };
  const { secondApprovalAboveFen, approvalsBefore } = rule;
  return decided({ type: 'BatchApproved', data: { batchId, listHash, totalFen, approvedBy: actingIds(by), complete: approvalComplete(rule), approvedOn: data.today, secondApprovalAboveFen, approvalsNeeded: approvalsNeeded(totalFen, secondApprovalAboveFen), approvalsBefore } });
};

/** Up to the first file: from then on the bank may have it. What was approved is taken back by an approver only. */
export const cancelBatch = (state: PaymentBatchState, { data, by }: Command<'CancelBatch'>): Outcome => {
  const approved = state.status === 'approved' || state.status === 'funded';
  const problem =
    statusProblem(state, 'open', 'planned', 'frozen', 'submitted', 'approved', 'funded', 'cancelled') ??
    refuseUnlessOfficer(by, approved ? ['finance-approver'] : ['finance-preparer', 'finance-approver'], state.areaCode);
  if (problem !== null) return refuse(problem);
  if (state.status === 'cancelled') return decided();
  if (state.voidedFiles.length > 0) return refuse(rejections.fileDiffers('batch.file-was-written', '银行文件曾生成，批次不能再取消', 'A bank file was written once; the batch can no longer be cancelled', '0', `${state.voidedFiles.length}`));
  if (data.reason.trim() === '') return refuse(rejections.notUsable('batch.reason', 'reason', { zh: '取消的原因', en: 'why it is cancelled' }, data.reason));
  return decided({ type: 'BatchCancelled', data: { batchId: state.batchId, reason: data.reason, cancelledBy: actingIds(by), cancelledOn: data.today } });
};

export const recordFundsReserved = (state: PaymentBatchState, { data, by }: Command<'RecordFundsReserved'>): Outcome => {
  const duty = refuseUnlessRecorder(by, ['finance-preparer', 'finance-approver'], state.areaCode);
  if (duty !== null) return refuse(duty);
  const asJson = (parts: typeof data.byLevel): string => canonicalJson([...parts].filter((p) => p.amountFen !== 0).sort((a, b) => (a.level < b.level ? -1 : 1)));
  if (asJson(data.byLevel) !== asJson(state.byLevel))
    return refuse(rejections.fileDiffers('batch.funds-differ', '预留资金与名单分担不一致', 'The reserved funds are not what the list needs', asJson(state.byLevel), asJson(data.byLevel)));
  if (['funded', 'filed', 'sent', 'closed'].includes(state.status)) return decided();
  const problem = statusProblem(state, 'approved');
  return problem !== null ? refuse(problem) : decided({ type: 'BatchFundsReserved', data: { batchId: state.batchId, ...data } });
};

export const recordFundsShort = (state: PaymentBatchState, { data, by }: Command<'RecordFundsShort'>): Outcome => {
  const problem = refuseUnlessRecorder(by, ['finance-preparer', 'finance-approver'], state.areaCode) ?? statusProblem(state, 'approved');
  if (problem !== null) return refuse(problem);
  // The same shortage told again is no news; a smaller one is.
  if (canonicalJson(data.missing) === canonicalJson(state.fundsMissing)) return decided();
  return decided({ type: 'BatchFundsShort', data: { batchId: state.batchId, ...data } });
};
