import { refuse, text } from '@zhibu/kernel';
import { BatchDuties, LineReconciliationProposed, PaymentLinesCommand, PaymentLinesEvent, linesStream, paymentLinesDecider } from '@zhibu/domain';
import { CommandContext, stepOf } from '../execute/context';
import { Ask, execute } from '../execute/execute';
import { Done, Outcome, Refused } from '../execute/outcome';
import { loadStream } from '../execute/stream-loader';
import { todayOf } from '../execute/today';
import { ServiceDeps } from '../service-deps';
import { createAccessLog } from '../users/users';
import { applyReconciliation } from './apply-reconciliation';
import { BatchView, chunkOfLine, loadBatch } from './batch-view';
import { LineRef, ProposalShown, ProposeInput, Reconciled, ReconciliationRef } from './payments-service';

/** One officer says what the bank's statement tells of a line that its answers leave open. Nothing moves yet. */
export const proposeReconciliation = (deps: ServiceDeps) => async (context: CommandContext, { batchId, ...input }: ProposeInput): Promise<Done<Reconciled>> => {
  const on = await lineOf(deps, { batchId, lineNo: input.lineNo });
  if (!('stream' in on)) return on;
  const data = { ...input, today: todayOf(context), context: on.duties };
  return answered(batchId, await onLines(deps, context, on.stream, { type: 'ProposeReconciliation', data }));
};

/** Another officer agrees; ledger, fund and batch follow here and now, or with the job after a crash. */
export const approveReconciliation = (deps: ServiceDeps) => async (context: CommandContext, { batchId, ...input }: ReconciliationRef): Promise<Done<Reconciled>> => {
  const on = await lineOf(deps, { batchId, lineNo: input.lineNo });
  if (!('stream' in on)) return on;
  const data = { ...input, today: todayOf(context), context: on.duties };
  const approved = answered(batchId, await onLines(deps, context, on.stream, { type: 'ApproveReconciliation', data }));
  if (!approved.ok) return approved;
  const applied = await applyReconciliation(deps)(stepOf(context, 'apply'), approved.value);
  return applied.ok ? approved : applied;
};

export const declineReconciliation = (deps: ServiceDeps) => async (context: CommandContext, { batchId, ...input }: ReconciliationRef & { readonly reason: string }): Promise<Outcome<PaymentLinesEvent>> => {
  const on = await lineOf(deps, { batchId, lineNo: input.lineNo });
  return 'stream' in on ? onLines(deps, context, on.stream, { type: 'DeclineReconciliation', data: { ...input, today: todayOf(context) } }) : on;
};

/** The open proposal with its evidence, for whoever has to approve it. The look is recorded first, with the reason. */
export const readReconciliation = (deps: ServiceDeps) => async (context: CommandContext, { batchId, lineNo, reason }: LineRef & { readonly reason: string }): Promise<Done<ProposalShown>> => {
  const on = await lineOf(deps, { batchId, lineNo });
  if (!('stream' in on)) return on;
  const { state, version } = await loadStream(deps, paymentLinesDecider, on.stream);
  const line = state.lines[lineNo];
  if (line?.proposal === undefined || line.proposal === null) return nothingProposed(batchId, lineNo);
  const looked = await createAccessLog(deps).recordView(context, { personKey: line.personKey, what: 'details', reason });
  if (!looked.ok) return looked;
  for await (const stored of deps.store.readStream(on.stream, { direction: 'backwards' })) {
    if (stored.type !== 'LineReconciliationProposed') continue;
    const { lineNo: of, reconciliation } = stored.data as LineReconciliationProposed['data'];
    if (of !== lineNo || reconciliation !== line.proposal.reconciliation) continue;
    const [opened] = await deps.codec.open([stored]);
    if (opened === undefined) break;
    const { chunk: _, ...shown } = opened.data as LineReconciliationProposed['data'];
    return { ok: true, value: shown, version, duplicate: false };
  }
  return nothingProposed(batchId, lineNo);
};

const dutiesOf = ({ state }: BatchView): BatchDuties => ({
  confirmers: state.confirmers,
  preparers: state.preparers,
  approvers: [...state.approvals.flat(), ...state.reissueApprovers],
  filesSent: state.files.filter((file) => file.sent).map(({ fileNo }) => fileNo),
});

const lineOf = async (deps: ServiceDeps, { batchId, lineNo }: LineRef): Promise<{ readonly stream: string; readonly duties: BatchDuties } | Refused> => {
  const view = await loadBatch(deps, batchId);
  if (!view.ok) return view;
  const chunk = chunkOfLine(view.value.plan, lineNo);
  return chunk === null ? noLine(batchId, lineNo) : { stream: linesStream(batchId, chunk), duties: dutiesOf(view.value) };
};

const onLines = (deps: ServiceDeps, context: CommandContext, stream: string, ask: Ask<PaymentLinesCommand>): Promise<Outcome<PaymentLinesEvent>> =>
  execute(deps, paymentLinesDecider, context, { stream, ask });

const answered = (batchId: string, outcome: Outcome<PaymentLinesEvent>): Done<Reconciled> => {
  if (!outcome.ok) return outcome;
  const event = outcome.events.find((each) => each.type === 'LineReconciliationProposed' || each.type === 'LineReconciled');
  if (event === undefined) throw new Error('expected a reconciliation, found none');
  const { lineNo, reconciliation, outcome: result } = event.data;
  return { ok: true, value: { batchId, lineNo, reconciliation, outcome: result }, version: outcome.version, duplicate: outcome.duplicate };
};

const noLine = (batchId: string, lineNo: number): Refused =>
  refuse({
    code: 'lines.no-such-line',
    message: text('该批次没有这一行', 'The batch has no such line'),
    expected: text('批次中的行号', 'a line number of the batch'),
    actual: text(`${batchId} 第 ${lineNo} 行`, `${batchId}, line ${lineNo}`),
    field: 'lineNo',
  });

const nothingProposed = (batchId: string, lineNo: number): Refused =>
  refuse({
    code: 'line.no-open-reconciliation',
    message: text('该行没有待审批的核对意见', 'No proposal of this line waits for an approval'),
    expected: text('待审批的核对意见', 'an open proposal'),
    actual: text(`${batchId} 第 ${lineNo} 行：无`, `${batchId}, line ${lineNo}: none`),
    field: 'lineNo',
  });
