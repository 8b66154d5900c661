import { BuildException, DuesClaimed, PayeeLedgerCommand, PayeeLedgerState, ledgerStream, payeeLedgerDecider } from '@zhibu/domain';
import { recordDueExit } from '../entitlements/due-exits';
import { CommandContext } from '../execute/context';
import { Ask } from '../execute/execute';
import { KeyedStep, executeMany, inFlight } from '../execute/execute-many';
import { todayOf } from '../execute/today';
import { ServiceDeps } from '../service-deps';
import { BatchView, ChunkPlan, firstLineNos } from './batch-view';
import { ClaimedChunk, ClaimedLine, byLevelOf, claimIn, lineOf } from './claimed-lines';
import { Payee } from './load-payees';
import { WorkedOut, workOutDues } from './work-out-dues';

/** Exits recorded at once while a chunk is built; they are few. */
const exitsInFlightMax = 32;

interface Candidate {
  readonly payee: Payee;
  readonly worked: WorkedOut;
}

/**
 * Claims the dues of a chunk on the ledgers, before any line exists. Whoever was claimed for by an attempt that
 * was interrupted keeps the claim.
 */
export const claimDues = async (deps: ServiceDeps, context: CommandContext, view: BatchView, plan: ChunkPlan, ids: readonly string[], payees: readonly Payee[]): Promise<ClaimedChunk> => {
  const { batchId, throughMonth } = view.opened;
  const before = payees.flatMap((payee): ClaimedLine[] => {
    const claim = claimIn(payee.ledger, batchId);
    return claim === null ? [] : [claimedLine(payee, claim)];
  });
  const known = new Set(before.map(({ line }) => line.personKey));
  const scope = { throughMonth, today: todayOf(context) };
  const all = payees.map((payee) => ({ payee, worked: workOutDues(deps.policies, payee, scope) }));
  const worked = all.filter(({ payee }) => !known.has(payee.personKey));
  await recordExits(deps, context, worked, scope.today);
  const paying = worked.filter((candidate) => candidate.worked.pay !== null);
  // By place in the list that was fixed with the plan, so that two workers on one chunk number everybody alike.
  const first = firstLineNos(view.plan).get(plan.chunk) ?? 1;
  const places = new Map(ids.map((id, index) => [id, first + index]));
  const numbered = paying.map((candidate) => ({ ...candidate, lineNo: places.get(candidate.payee.entitlementId) ?? 0 }));
  const suppressing = worked.filter((candidate) => candidate.worked.pay === null && candidate.worked.suppress !== null);
  const steps = [...numbered.map((candidate) => stepOf(deps, batchId, candidate)), ...suppressing.map((candidate) => stepOf(deps, batchId, { ...candidate, lineNo: 0 }))];
  const outcomes = await executeMany(deps, payeeLedgerDecider, context, steps, new Map(worked.map(({ payee }) => [payee.ledger.stream, payee.ledger])));
  const lines = [...before];
  // Also of those claimed for before: the claim says nothing of the months that it leaves off.
  const exceptions = all.flatMap(({ payee, worked: { exception } }) => (exception === null ? [] : [exceptionOf(payee, exception)]));
  for (const [index, { payee }] of [...numbered, ...suppressing].entries()) {
    const outcome = outcomes[index];
    if (outcome === undefined) continue;
    if (!outcome.ok) exceptions.push(exceptionOf(payee, outcome.rejection.code));
    const claim = outcome.ok ? outcome.events.find((event): event is DuesClaimed => event.type === 'DuesClaimed') : undefined;
    if (claim !== undefined) lines.push(claimedLine(payee, claim.data));
  }
  return { lines: lines.sort((a, b) => a.line.lineNo - b.line.lineNo), exceptions };
};

const claimedLine = (payee: Payee, claim: DuesClaimed['data']): ClaimedLine => ({ line: lineOf(claim), byLevel: byLevelOf(claim.components), confirmedBy: payee.entitlement.confirmedBy });

const exceptionOf = ({ personKey, entitlementId }: Payee, code: string): BuildException => ({ personKey, entitlementId, code });

const recordExits = async (deps: ServiceDeps, context: CommandContext, worked: readonly Candidate[], today: string): Promise<void> => {
  const due = worked.flatMap(({ payee, worked: { exits } }) => {
    const [first] = exits;
    return first !== undefined && first.happenedOn <= today ? [{ entitlement: payee.entitlement, first }] : [];
  });
  await inFlight(due.length, exitsInFlightMax, async (index) => {
    const entry = due[index];
    if (entry !== undefined) await recordDueExit(deps, context, entry.entitlement, entry.first);
  });
};

const stepOf = (deps: ServiceDeps, batchId: string, { payee, worked, lineNo }: Candidate & { readonly lineNo: number }): KeyedStep<PayeeLedgerState, PayeeLedgerCommand> => {
  const { personKey, entitlementId, entitlement } = payee;
  const { scheme } = entitlement;
  const { pay, suppress } = worked;
  const asks = (state: PayeeLedgerState): readonly Ask<PayeeLedgerCommand>[] => {
    const recorded = state.suppressions.some((entry) => entry.batchId === batchId && entry.scheme === scheme);
    return [
      ...(suppress === null || recorded ? [] : [{ type: 'SuppressDues' as const, data: { personKey, entitlementId, scheme, batchId, ...suppress } }]),
      ...(pay === null ? [] : [{ type: 'ClaimDues' as const, data: { personKey, entitlementId, scheme, exclusiveWith: deps.policies.exclusiveWith(scheme), batchId, lineNo, ...pay } }]),
    ];
  };
  // A suppression that was recorded without a claim must not stand in the way of a claim that comes later.
  const commandKey = `${pay === null ? 'suppress' : 'claim'}/${batchId}/${entitlementId}`;
  return { commandKey, stream: ledgerStream(personKey), asks, content: { type: 'ClaimDues', data: { batchId, entitlementId } } };
};
