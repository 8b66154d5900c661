import { Decided, Fen, Rejection, actingIds, decided, refuse, sumFen } from '@zhibu/kernel';
import { ReissueAsked } from './commands';
import { Command, approverProblem, confirmerProblem, statusProblem } from './decide-list';
import { refuseIfAmong, refuseUnlessOfficer } from './duties';
import { BatchReissueProposed, PaymentBatchEvent } from './events';
import * as rejections from './rejections';
import { PaymentBatchState, ReissueProposal, returnedFenOf } from './state';

type Outcome = Decided<PaymentBatchEvent>;

/** One event names every instruction: 5,000 of them stay far below the size limit of an append. */
const reissueLinesMax = 5_000;
/** Each proposal is an event of its own, because it speaks of one person; an append holds 500. */
const proposalsMax = 450;

const nameOf = ({ lineNo, attempt }: { readonly lineNo: number; readonly attempt: number }): string => `${lineNo}/${attempt}`;
const positive = (fen: Fen): boolean => Number.isSafeInteger(fen) && fen > 0;

/** Never more money than banks have returned, less what was issued again or waits for an approval. */
const leftFen = (state: PaymentBatchState, waiting: readonly ReissueProposal[]): Fen => returnedFenOf(state) - sumFen([...state.reissues.map((entry) => entry.totalFen), ...waiting.map((entry) => entry.amountFen)]);

/** Lines that were allowed to go out again after somebody had read the lines of the batch. */
export const reissuedSince = (state: PaymentBatchState, seen: number | undefined): Rejection | null =>
  seen === undefined || seen === state.reissues.length
    ? null
    : rejections.fileDiffers('batch.reissued-meanwhile', '期间又有款项重新发放，请重试', 'Lines were issued again in the meantime; try again', `${state.reissues.length}`, `${seen}`);

const linesProblem = (state: PaymentBatchState, lines: readonly ReissueAsked[]): Rejection | null => {
  const wanted = { zh: `1 至 ${reissueLinesMax} 行，各行一次，次数自 2 起，金额为正；换账户的最多 ${proposalsMax} 行`, en: `1 to ${reissueLinesMax} lines, each once, attempt 2 or later, a positive amount; at most ${proposalsMax} with another account` };
  const names = lines.map(nameOf);
  const lineNos = new Set(lines.map(({ lineNo }) => lineNo));
  if (names.length === 0 || names.length > reissueLinesMax || lines.filter(({ changed }) => changed !== null).length > proposalsMax || lineNos.size !== names.length || lines.some((line) => !(line.attempt >= 2) || !positive(line.amountFen)))
    return rejections.notUsable('batch.reissue', 'lines', wanted, names.slice(0, 5).join(', '));
  const before = new Set(state.reissues.flatMap((reissue) => reissue.instructions));
  const again = names.find((name) => before.has(name));
  if (again !== undefined) return rejections.fileDiffers('batch.already-reissued', '该笔已重新发放', 'This instruction was issued before', '1', again);
  const waiting = new Set(state.proposals.map(nameOf));
  const asked = names.find((name) => waiting.has(name));
  if (asked !== undefined) return rejections.fileDiffers('batch.reissue-waits', '该笔正等待他人批准新账户', 'This instruction waits for somebody to approve its account', '1', asked);
  const totalFen = sumFen(lines.map((line) => line.amountFen));
  const left = leftFen(state, state.proposals);
  return totalFen > left ? rejections.amountsDiffer('batch.reissue-exceeds-returned', left, totalFen, { zh: '重发金额与已退回金额', en: 'The reissue and the money returned' }) : null;
};

/** Lines to the account that was tried go out again at once; a line to another account waits for a second person. */
export const reissueLines = (state: PaymentBatchState, { data, by }: Command<'ReissueLines'>): Outcome => {
  const problem =
    statusProblem(state, 'sent') ?? refuseUnlessOfficer(by, ['finance-preparer'], state.areaCode) ?? confirmerProblem(state, by) ?? approverProblem(state, by) ?? linesProblem(state, data.lines);
  if (problem !== null) return refuse(problem);
  const { batchId } = state;
  const { reason, today } = data;
  const again = data.lines.filter(({ changed }) => changed === null);
  const lines = again.map(({ lineNo, attempt, amountFen, accountKey }) => ({ lineNo, attempt, amountFen, accountKey }));
  const proposed = data.lines.flatMap(({ lineNo, attempt, amountFen, accountKey, changed }): BatchReissueProposed[] =>
    changed === null
      ? []
      : [{ type: 'BatchReissueProposed', data: { batchId, lineNo, attempt, personKey: changed.personKey, accountKey, accountRecordedBy: changed.recordedBy, amountFen, reason, proposedBy: actingIds(by), proposedOn: today } }],
  );
  const totalFen = sumFen(lines.map((line) => line.amountFen));
  if (lines.length === 0) return decided<PaymentBatchEvent>(...proposed);
  return decided<PaymentBatchEvent>({ type: 'BatchReissued', data: { batchId, lines, totalFen, reissuedBy: actingIds(by), reissuedOn: today } }, ...proposed);
};

const findProposals = (state: PaymentBatchState, instructions: readonly string[]): readonly ReissueProposal[] | Rejection => {
  const found = instructions.flatMap((name) => state.proposals.find((proposal) => nameOf(proposal) === name) ?? []);
  if (instructions.length > 0 && instructions.length <= proposalsMax && found.length === instructions.length && new Set(instructions).size === found.length) return found;
  const open = state.proposals.map(nameOf).slice(0, 5).join(', ') || '—';
  return rejections.notUsable('batch.reissue-not-proposed', 'instructions', { zh: `待批准的指令，各一次，最多 ${proposalsMax} 笔：${open}`, en: `instructions that wait, each once, ${proposalsMax} at most: ${open}` }, instructions.slice(0, 5).join(', '));
};

/** Neither who asked for it, nor who prepared the batch, nor who confirmed anybody on it, nor who recorded the account. */
export const approveReissue = (state: PaymentBatchState, { data, by }: Command<'ApproveReissue'>): Outcome => {
  const problem = statusProblem(state, 'sent') ?? refuseUnlessOfficer(by, ['finance-approver'], state.areaCode) ?? confirmerProblem(state, by);
  if (problem !== null) return refuse(problem);
  const found = findProposals(state, data.instructions);
  if ('code' in found) return refuse(found);
  const duty =
    refuseIfAmong(by, [...state.preparers, ...found.flatMap(({ proposedBy }) => proposedBy)], { code: 'duty.prepared-and-approves', zh: '经办人不得审批同一批次', en: 'Whoever prepared a batch may not approve it' }) ??
    refuseIfAmong(by, found.flatMap(({ accountRecordedBy }) => accountRecordedBy), { code: 'duty.recorded-account-and-approves', zh: '登记新账户的人不得批准向其重发', en: 'Whoever recorded the new account may not approve a reissue to it' });
  if (duty !== null) return refuse(duty);
  const lines = found.map(({ lineNo, attempt, amountFen, accountKey }) => ({ lineNo, attempt, amountFen, accountKey }));
  const totalFen = sumFen(lines.map((line) => line.amountFen));
  // What came since, a late credit above all, may have left less to issue again than was asked for.
  const left = leftFen(state, state.proposals.filter((proposal) => !found.includes(proposal)));
  if (totalFen > left) return refuse(rejections.amountsDiffer('batch.reissue-exceeds-returned', left, totalFen, { zh: '重发金额与已退回金额', en: 'The reissue and the money returned' }));
  const { batchId } = state;
  return decided<PaymentBatchEvent>(
    { type: 'BatchReissueApproved', data: { batchId, instructions: lines.map(nameOf), approvedBy: actingIds(by), approvedOn: data.today } },
    { type: 'BatchReissued', data: { batchId, lines, totalFen, reissuedBy: [...new Set(found.flatMap(({ proposedBy }) => proposedBy))].sort(), reissuedOn: data.today } },
  );
};

/** Also by who asked: taking it back moves nothing. */
export const declineReissue = (state: PaymentBatchState, { data, by }: Command<'DeclineReissue'>): Outcome => {
  const problem = refuseUnlessOfficer(by, ['finance-preparer', 'finance-approver'], state.areaCode);
  if (problem !== null) return refuse(problem);
  const found = findProposals(state, data.instructions);
  if ('code' in found) return refuse(found);
  if (data.reason.trim() === '') return refuse(rejections.notUsable('batch.reason', 'reason', { zh: '不批准的原因', en: 'why it is declined' }, data.reason));
  return decided({ type: 'BatchReissueDeclined', data: { batchId: state.batchId, instructions: found.map(nameOf), reason: data.reason, declinedBy: actingIds(by), declinedOn: data.today } });
};
