import { Actor, Decided, LocalDate, Rejection, actingIds, decided, refuse } from '@zhibu/kernel';
import { refuseIfAmong, refuseUnlessOfficer } from '../payment-batch/duties';
import { checkDay, checkText } from '../refusals';
import { BatchDuties, PaymentLinesCommand } from './commands';
import { LineReconciled, PaymentLinesEvent, SettledStatus } from './events';
import * as rejections from './rejections';
import { LineState, PaymentLinesState, needsReconciliation } from './state';

type Data<Type extends PaymentLinesCommand['type']> = Extract<PaymentLinesCommand, { type: Type }>['data'];
type Outcome = Decided<PaymentLinesEvent>;

const evidenceCharactersMax = 500;
const reconciliationsMax = 1_000;

const areaOf = (state: PaymentLinesState): string => state.batchId.split('.')[1] ?? '';

const confirmerProblem = (by: Actor, { confirmers }: BatchDuties): Rejection | null =>
  refuseIfAmong(by, confirmers, { code: 'duty.confirmed-and-pays', zh: '资格确认人不得办理该批次的发放', en: 'Somebody who confirmed a person on this list may not pay it' });

/** First and last day on which the money can have reached the account. */
const creditedOnProblem = (line: LineState, creditedOn: LocalDate | null, today: LocalDate): Rejection | null => {
  if (creditedOn === null) return rejections.creditedOnMissing(line);
  const day = checkDay(creditedOn, 'creditedOn', today);
  if (day !== null) return day.rejection;
  // A late credit may be that of the first instruction.
  const sentOn = Object.values(line.sentOn).sort()[0];
  return sentOn !== undefined && creditedOn < sentOn ? rejections.creditedBeforeSent(line.lineNo, line.attempt, sentOn, today, creditedOn) : null;
};

/** Marked for a file that never went out, and held since: no answer will ever come. */
const neverAnswered = (line: LineState, { filesSent }: BatchDuties): boolean => line.status === 'sent' && line.lateCredit && filesSent?.includes(line.fileNo) === false;

const isOpen = (line: LineState, duties: BatchDuties): boolean => needsReconciliation(line) || neverAnswered(line, duties);

const findLine = (state: PaymentLinesState, lineNo: number): LineState | Rejection => {
  if (state.status !== 'built') return rejections.wrongState(state, '已生成', 'built');
  return state.lines[lineNo] ?? rejections.noSuchLine(lineNo);
};
const isLine = (found: LineState | Rejection): found is LineState => 'lineNo' in found;

/** One who prepares payments reads the bank's statement and says what became of the money. Nothing moves yet. */
export const proposeReconciliation = (state: PaymentLinesState, data: Data<'ProposeReconciliation'>, by: Actor): Outcome => {
  const line = findLine(state, data.lineNo);
  if (!isLine(line)) return refuse(line);
  const { outcome, evidence, today, context } = data;
  const problem =
    refuseUnlessOfficer(by, ['finance-preparer'], areaOf(state)) ??
    confirmerProblem(by, context) ??
    refuseIfAmong(by, context.approvers, { code: 'duty.approved-and-pays', zh: '审批人不得办理同一批次的发放', en: 'Whoever approved a batch may not pay it' });
  if (problem !== null) return refuse(problem);
  if (!isOpen(line, context)) return refuse(rejections.nothingToReconcile(line));
  if (line.proposal !== null) return refuse(rejections.reconciliationOpen(line.proposal));
  if (line.reconciliations >= reconciliationsMax) return refuse(rejections.notUsable('line.too-many-reconciliations', 'lineNo', `最多 ${reconciliationsMax} 次`, `at most ${reconciliationsMax}`, line.reconciliations));
  const text = checkText(evidence, 'evidence', evidenceCharactersMax);
  if (text !== null) return text;
  const day = outcome === 'credited' ? creditedOnProblem(line, data.creditedOn, today) : null;
  if (day !== null) return refuse(day);
  const { batchId, chunk } = state;
  const { lineNo, attempt, personKey, amountFen } = line;
  return decided({
    type: 'LineReconciliationProposed',
    data: {
      batchId, chunk, lineNo, attempt, personKey, reconciliation: line.reconciliations + 1, outcome, amountFen,
      creditedOn: outcome === 'credited' ? data.creditedOn : null, evidence: evidence.trim(), proposedOn: today, decidedBy: actingIds(by),
    },
  });
};

const openProposal = (line: LineState, reconciliation: number) => (line.proposal?.reconciliation === reconciliation ? line.proposal : null);

/** How the sums of the batch change: a credit or a return that was counted is not counted again. */
const deltas = (line: LineState, outcome: 'credited' | 'returned'): Pick<LineReconciled['data'], 'creditedFen' | 'returnedFen'> => {
  const [wasCredited, wasReturned] = [line.status === 'credited', line.returnedAttempt === line.attempt];
  const step = (is: boolean, was: boolean): number => (is === was ? 0 : is ? line.amountFen : -line.amountFen);
  return { creditedFen: step(outcome === 'credited', wasCredited), returnedFen: step(outcome === 'returned', wasReturned) };
};

/** What is open is settled somehow, but for a line that was marked and held. */
const settledStatus = ({ status }: LineState): SettledStatus => (status === 'credited' || status === 'returned' ? status : 'unknown');

/** Somebody else, who approves payments and prepared nothing of this batch, agrees with exactly what was proposed. */
export const approveReconciliation = (state: PaymentLinesState, data: Data<'ApproveReconciliation'>, by: Actor): Outcome => {
  const line = findLine(state, data.lineNo);
  if (!isLine(line)) return refuse(line);
  const proposal = openProposal(line, data.reconciliation);
  const problem =
    refuseUnlessOfficer(by, ['finance-approver'], areaOf(state)) ??
    confirmerProblem(by, data.context) ??
    refuseIfAmong(by, [...(proposal?.decidedBy ?? []), ...data.context.preparers], { code: 'duty.prepared-and-approves', zh: '经办人不得审批同一批次', en: 'Whoever prepared a batch may not approve it' });
  if (problem !== null) return refuse(problem);
  if (proposal === null) return refuse(rejections.noOpenReconciliation(line, data.reconciliation));
  if (!isOpen(line, data.context)) return refuse(rejections.nothingToReconcile(line));
  const { batchId, chunk } = state;
  const { lineNo, attempt, personKey, amountFen } = line;
  const { reconciliation, outcome, creditedOn, decidedBy } = proposal;
  return decided({
    type: 'LineReconciled',
    data: {
      batchId, chunk, lineNo, attempt, personKey, reconciliation, from: settledStatus(line), outcome, amountFen, ...deltas(line, outcome),
      creditedOn, reconciledOn: data.today, decidedBy, approvedBy: actingIds(by),
    },
  });
};

/** Also by the one who proposed: taking a proposal back moves nothing. */
export const declineReconciliation = (state: PaymentLinesState, data: Data<'DeclineReconciliation'>, by: Actor): Outcome => {
  const line = findLine(state, data.lineNo);
  if (!isLine(line)) return refuse(line);
  const duty = refuseUnlessOfficer(by, ['finance-preparer', 'finance-approver'], areaOf(state));
  if (duty !== null) return refuse(duty);
  const proposal = openProposal(line, data.reconciliation);
  if (proposal === null) return refuse(rejections.noOpenReconciliation(line, data.reconciliation));
  const text = checkText(data.reason, 'reason', evidenceCharactersMax);
  if (text !== null) return text;
  const { batchId, chunk } = state;
  const { lineNo, attempt, personKey } = line;
  return decided({
    type: 'LineReconciliationDeclined',
    data: { batchId, chunk, lineNo, attempt, personKey, reconciliation: proposal.reconciliation, reason: data.reason.trim(), declinedOn: data.today, declinedBy: actingIds(by) },
  });
};
