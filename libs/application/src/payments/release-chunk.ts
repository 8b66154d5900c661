import { PaymentLinesState, ledgerStream, linesOf, linesStream, payeeLedgerDecider, paymentLinesDecider } from '@zhibu/domain';
import { CommandContext, keyed } from '../execute/context';
import { execute } from '../execute/execute';
import { executeMany } from '../execute/execute-many';
import { Refused } from '../execute/outcome';
import { StreamDeps, loadStream } from '../execute/stream-loader';
import { ServiceDeps } from '../service-deps';
import { BatchView, ChunkPlan } from './batch-view';
import { loadLedgers } from './load-payees';

/** Gives the months of some people back, so that another batch can pay them. Repeating it changes nothing. */
export const releaseDues = async (deps: StreamDeps, context: CommandContext, batchId: string, personKeys: readonly string[], reason: string, commandKey = `release/${batchId}`): Promise<Refused | null> => {
  const ledgers = await loadLedgers(deps, personKeys);
  const held = [...ledgers.values()].filter(({ state }) => [...state.claims, ...state.suppressions].some((entry) => entry.batchId === batchId && !entry.released));
  const steps = held.flatMap(({ state }) =>
    state.personKey === null
      ? []
      : [{
          commandKey,
          stream: ledgerStream(state.personKey),
          ask: { type: 'ReleaseDues' as const, data: { personKey: state.personKey, batchId, reason } },
          content: { type: 'ReleaseDues', data: { batchId } },
        }],
  );
  const outcomes = await executeMany(deps, payeeLedgerDecider, context, steps, ledgers);
  return outcomes.find((outcome): outcome is Refused => !outcome.ok) ?? null;
};

const personKeyOf = (entitlementId: string): string => entitlementId.slice(entitlementId.indexOf('.') + 1);

/**
 * People of the list whose months the batch claims without a line: two workers that build a chunk may differ about
 * somebody whose right changed in the same moment, and the lines of one of them stand.
 */
export const claimedWithoutLine = async (deps: StreamDeps, batchId: string, chunks: readonly PaymentLinesState[]): Promise<readonly string[]> => {
  const listed = new Set(chunks.flatMap((chunk) => linesOf(chunk).map((line) => line.personKey)));
  const others = chunks.flatMap(({ entitlementIds }) => entitlementIds.map(personKeyOf)).filter((personKey) => !listed.has(personKey));
  const ledgers = others.length === 0 ? [] : [...(await loadLedgers(deps, others)).values()];
  return ledgers.flatMap(({ state }) => (state.personKey !== null && state.claims.some((claim) => claim.batchId === batchId && !claim.released) ? [state.personKey] : []));
};

/**
 * Takes back what a cancelled batch had built or only claimed in one chunk. A builder may still be at work: its lines are
 * barred by their stream, and its claims by the ledger of everybody on the list, claimed for or not. So nothing of the
 * batch can appear after this, whoever dies when.
 */
export const releaseChunk = async (deps: ServiceDeps, context: CommandContext, view: BatchView, plan: ChunkPlan): Promise<Refused | null> => {
  const { batchId } = view.opened;
  const reason = 'batch-cancelled';
  const lines = await loadStream(deps, paymentLinesDecider, linesStream(batchId, plan.chunk));
  if (lines.state.status === 'built' || lines.state.status === 'planned') {
    const step = { stream: lines.stream, ask: { type: 'CancelLines' as const, data: { reason } } };
    const cancelled = await execute(deps, paymentLinesDecider, keyed(context, `cancel/${batchId}/${plan.chunk}`), step);
    if (!cancelled.ok) return cancelled;
  }
  // By the list, not by the lines: an attempt that was interrupted left claims without lines.
  const personKeys = [...new Set(lines.state.entitlementIds.map(personKeyOf))];
  const ledgers = await loadLedgers(deps, personKeys);
  const open = personKeys.filter((personKey) => ledgers.get(ledgerStream(personKey))?.state.releasedBatches.includes(batchId) !== true);
  const steps = open.map((personKey) => ({
    commandKey: `release/${batchId}`,
    stream: ledgerStream(personKey),
    ask: { type: 'ReleaseDues' as const, data: { personKey, batchId, reason, bar: true } },
    content: { type: 'ReleaseDues', data: { batchId } },
  }));
  const outcomes = await executeMany(deps, payeeLedgerDecider, context, steps, ledgers);
  return outcomes.find((outcome): outcome is Refused => !outcome.ok) ?? null;
};
