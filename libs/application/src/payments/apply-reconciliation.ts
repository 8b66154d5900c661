import { refuse, text } from '@zhibu/kernel';
import { LineReconciled, PaymentLinesEvent, PaymentLinesState, fundDecider, fundStream, linesStream, paymentLinesDecider } from '@zhibu/domain';
import { CommandContext, keyed } from '../execute/context';
import { execute } from '../execute/execute';
import { Done, Refused } from '../execute/outcome';
import { Loaded, loadStream } from '../execute/stream-loader';
import { todayOf } from '../execute/today';
import { ServiceDeps } from '../service-deps';
import { fundAccountOf, releaseFunds, useFunds } from './batch-funds';
import { BatchView, chunkOfLine, loadBatch, onBatch } from './batch-view';
import { addLevels } from './claimed-lines';
import { fundersOf } from './funders-of';
import { holdAgain } from './hold-again';
import { releaseDues } from './release-chunk';
import { ReconciliationRef } from './payments-service';

type Decision = LineReconciled['data'];

/** Ledger, then fund, then the batch's own record: whatever was done before a crash is found done. */
export const applyReconciliation =
  (deps: ServiceDeps) =>
  async (context: CommandContext, { batchId, lineNo, reconciliation }: ReconciliationRef): Promise<Done<ReconciliationRef>> => {
    const view = await loadBatch(deps, batchId);
    if (!view.ok) return view;
    const chunk = chunkOfLine(view.value.plan, lineNo) ?? 0;
    const lines = await loadStream(deps, paymentLinesDecider, linesStream(batchId, chunk));
    const decision = decisionIn(lines, lineNo, reconciliation);
    if (decision === null) return notDecided(batchId, lineNo, reconciliation);
    const problem = (await followOnLedger(deps, context, view.value, lines.state, decision)) ?? (await followOnFund(deps, context, view.value, decision));
    if (problem !== null) return problem;
    const { attempt, outcome, creditedFen, returnedFen } = decision;
    const recorded = await onBatch(
      deps,
      keyed(context, `reconciled/${batchId}/${lineNo}/${reconciliation}`),
      batchId,
      { type: 'RecordReconciliation', data: { lineNo, attempt, reconciliation, outcome, creditedFen, returnedFen, today: todayOf(context) } },
      { type: 'RecordReconciliation', data: { batchId, lineNo, reconciliation } },
    );
    return recorded.ok ? { ok: true, value: { batchId, lineNo, reconciliation }, version: recorded.version, duplicate: recorded.duplicate } : recorded;
  };

const decisionIn = ({ events }: Loaded<PaymentLinesState, PaymentLinesEvent>, lineNo: number, reconciliation: number): Decision | null => {
  const found = events.map(({ type, data }) => (type === 'LineReconciled' ? (data as Decision) : null)).find((data) => data?.lineNo === lineNo && data.reconciliation === reconciliation);
  return found ?? null;
};

/**
 * While the batch is open its claims stand, and its closing gives back what was returned. After it, who was not paid
 * gets the months back, by how the line stands now: a later word of the bank may have changed it again.
 */
const followOnLedger = async (deps: ServiceDeps, context: CommandContext, view: BatchView, lines: PaymentLinesState, { batchId, chunk, lineNo, personKey, reconciliation }: Decision): Promise<Refused | null> => {
  if (view.state.status !== 'closed') return null;
  if (lines.lines[lineNo]?.status === 'returned') {
    const problem = await releaseDues(deps, context, batchId, [personKey], 'returned', `release/${batchId}/${lineNo}/${reconciliation}`);
    if (problem !== null) return problem;
  }
  return holdAgain(deps, context, batchId, [chunk]);
};

const followOnFund = async (deps: ServiceDeps, context: CommandContext, view: BatchView, { batchId, lineNo, personKey, reconciliation, creditedFen, creditedOn, reconciledOn }: Decision): Promise<Refused | null> => {
  if (creditedFen === 0) return null;
  const byLevel = addLevels(await fundersOf(deps, batchId, [personKey]));
  const cause = { reconciliation: `${lineNo}/${reconciliation}` };
  if (creditedFen > 0) return useFunds(deps, context, view, cause, byLevel, creditedOn ?? reconciledOn);
  const account = fundAccountOf(view);
  const taken = await execute(deps, fundDecider, keyed(context, `take-back/${batchId}/${cause.reconciliation}`), {
    stream: fundStream(account.fundId),
    ask: { type: 'TakeBackFunds', data: { ...account, batchId, byLevel, ...cause, today: todayOf(context) } },
  });
  if (!taken.ok) return taken;
  // Read again: a closing that came between has given back only what it found.
  const after = await loadBatch(deps, batchId);
  if (!after.ok) return after;
  return after.value.state.status === 'closed' ? releaseFunds(deps, context, after.value, `release/${batchId}/${cause.reconciliation}`) : null;
};

const notDecided = (batchId: string, lineNo: number, reconciliation: number): Refused =>
  refuse({
    code: 'line.not-reconciled',
    message: text('该行没有这一核定结果', 'This line was not settled by two officers under that number'),
    expected: text(`第 ${reconciliation} 次意见已批准`, `proposal ${reconciliation} approved`),
    actual: text(`${batchId} 第 ${lineNo} 行：未批准`, `${batchId}, line ${lineNo}: not approved`),
  });
