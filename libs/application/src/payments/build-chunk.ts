import { Rejection, refuse, sumFen, text } from '@zhibu/kernel';
import {
  EntitlementEvent, EntitlementState, LinesBuilt, PaymentLine, chunksMissing, entitlementDecider, entitlementStream, ledgerStream, linesHashOf, linesStream, paymentLinesDecider,
} from '@zhibu/domain';
import { CommandContext, keyed } from '../execute/context';
import { execute } from '../execute/execute';
import { inFlight } from '../execute/execute-many';
import { Done, Refused } from '../execute/outcome';
import { loadStream, loadStreams } from '../execute/stream-loader';
import { ServiceDeps } from '../service-deps';
import { BatchView, ChunkPlan, loadBatch, onBatch } from './batch-view';
import { claimDues } from './claim-dues';
import { ClaimedLine, addLevels, byLevelOf, claimIn } from './claimed-lines';
import { loadLedgers, loadPayees } from './load-payees';
import { BatchRef, BuildProgress } from './payments-service';
import { releaseChunk, releaseDues } from './release-chunk';

type Built = Done<BuildProgress>;

/** Claims, then lines, then the batch's own record: each can be found done or not done after a crash. */
export const buildChunk =
  (deps: ServiceDeps) =>
  async (context: CommandContext, { batchId, chunk }: BatchRef & { readonly chunk: number }): Promise<Built> => {
    const view = await loadBatch(deps, batchId);
    if (!view.ok) return view;
    const plan = view.value.plan.find((entry) => entry.chunk === chunk);
    if (plan === undefined) return refuse(notPlanned(chunk, view.value.plan.length));
    if (view.value.state.chunks[chunk] !== undefined) return progressOf(view.value, true);
    // An attempt that died after its claims left them with a batch that was cancelled since.
    if (view.value.state.status === 'cancelled') return (await releaseChunk(deps, context, view.value, plan)) ?? refuse(notBuilding(view.value));
    if (view.value.state.status !== 'planned') return refuse(notBuilding(view.value));
    const before = await loadStream(deps, paymentLinesDecider, linesStream(batchId, chunk));
    const earlier = before.events.find((event) => event.type === 'LinesBuilt');
    if (earlier !== undefined) return recordChunk(deps, context, view.value, plan, earlier.data as LinesBuilt['data']);
    const { entitlementIds } = before.state;
    const payees = await loadPayees(deps, entitlementIds);
    const { lines, exceptions } = await claimDues(deps, context, view.value, plan, entitlementIds, payees);
    const built = await execute(deps, paymentLinesDecider, keyed(context, `lines/${batchId}/${chunk}`), {
      stream: linesStream(batchId, chunk),
      ask: { type: 'BuildLines', data: { batchId, chunk, lines: lines.map(({ line }) => line), exceptions } },
      content: { type: 'BuildLines', data: { batchId, chunk } },
    });
    if (!built.ok) return (await releaseIfCancelled(deps, context, batchId, plan)) ?? built;
    const [stored] = built.events;
    // Another worker may have built the chunk at the same time; what is stored counts, and a claim without a line is given back.
    if (stored?.type !== 'LinesBuilt') return refuse(notBuilding(view.value));
    const listed = new Set(stored.data.lines.map(({ personKey }) => personKey));
    const stray = lines.map(({ line: { personKey } }) => personKey).filter((personKey) => !listed.has(personKey));
    const problem = await releaseDues(deps, context, batchId, stray, 'not-listed');
    return problem ?? recordChunk(deps, context, view.value, plan, stored.data, built.duplicate ? undefined : lines);
  };

/** Everything not built yet, two chunks at a time: one reads while the other writes. */
export const buildAll =
  (deps: ServiceDeps) =>
  async (context: CommandContext, { batchId }: BatchRef, onProgress?: (progress: BuildProgress) => void): Promise<Built> => {
    const view = await loadBatch(deps, batchId);
    if (!view.ok) return view;
    const missing = chunksMissing(view.value.state);
    let refused: Built | null = null;
    await inFlight(missing.length, 2, async (index) => {
      const chunk = missing[index];
      if (chunk === undefined || refused !== null) return;
      const built = await buildChunk(deps)(context, { batchId, chunk });
      if (built.ok) onProgress?.(built.value);
      else refused = built;
    });
    if (refused !== null) return refused;
    const after = await loadBatch(deps, batchId);
    return after.ok ? progressOf(after.value, missing.length === 0) : after;
  };

const recordChunk = async (deps: ServiceDeps, context: CommandContext, view: BatchView, plan: ChunkPlan, { lines, exceptions }: LinesBuilt['data'], claimed?: readonly ClaimedLine[]): Promise<Built> => {
  const { batchId } = view.opened;
  const { chunk } = plan;
  const detailed = claimed ?? (await describeLines(deps, batchId, lines));
  const outcome = await onBatch(
    deps,
    keyed(context, `chunk/${batchId}/${chunk}`),
    batchId,
    {
      type: 'RecordChunk',
      data: {
        chunk,
        lines: lines.length,
        totalFen: sumFen(lines.map((line) => line.amountFen)),
        byLevel: addLevels(detailed.flatMap((line) => line.byLevel)),
        hash: linesHashOf(lines.map(({ lineNo, personKey, entitlementId, accountKey, amountFen }) => ({ lineNo, personKey, entitlementId, accountKey, amountFen }))),
        exceptions: exceptions.length,
        confirmers: [...new Set(detailed.flatMap((line) => line.confirmedBy))].sort(),
      },
    },
    { type: 'RecordChunk', data: { batchId, chunk } },
  );
  const after = await loadBatch(deps, batchId);
  if (!after.ok) return after;
  if (outcome.ok) return progressOf(after.value, outcome.duplicate);
  return (await releaseIfCancelled(deps, context, batchId, plan)) ?? outcome;
};

/** The batch was cancelled while this chunk was being claimed: nothing of it may stay claimed. */
const releaseIfCancelled = async (deps: ServiceDeps, context: CommandContext, batchId: string, plan: ChunkPlan): Promise<Refused | null> => {
  const view = await loadBatch(deps, batchId);
  if (!view.ok) return view;
  if (view.value.state.status !== 'cancelled') return null;
  return (await releaseChunk(deps, context, view.value, plan)) ?? refuse(notBuilding(view.value));
};

/** Funders and confirmers of lines that were built by an attempt that is gone. */
const describeLines = async (deps: ServiceDeps, batchId: string, lines: readonly PaymentLine[]): Promise<readonly ClaimedLine[]> => {
  const ledgers = await loadLedgers(deps, lines.map((line) => line.personKey));
  const rights = await loadStreams<EntitlementState, EntitlementEvent>(deps, entitlementDecider, lines.map((line) => entitlementStream(line.entitlementId)));
  return lines.map((line) => {
    const ledger = ledgers.get(ledgerStream(line.personKey));
    const claim = ledger === undefined ? null : claimIn(ledger, batchId);
    return { line, byLevel: claim === null ? [] : byLevelOf(claim.components), confirmedBy: rights.get(entitlementStream(line.entitlementId))?.state.confirmedBy ?? [] };
  });
};

const progressOf = ({ loaded, state, plan }: BatchView, duplicate: boolean): Built => {
  const chunks = Object.values(state.chunks);
  const exceptions = loaded.events.reduce((sum, event) => sum + (event.type === 'BatchChunkBuilt' ? (event.data as { readonly exceptions: number }).exceptions : 0), 0);
  return {
    ok: true,
    version: loaded.version,
    duplicate,
    value: { chunksDone: chunks.length, chunks: plan.length, lines: chunks.reduce((sum, { lines }) => sum + lines, 0), totalFen: sumFen(chunks.map(({ totalFen }) => totalFen)), exceptions },
  };
};

const notPlanned = (chunk: number, chunks: number): Rejection => ({
  code: 'batch.chunk-not-planned',
  message: text('计划中没有这一块', 'The plan has no such chunk'),
  expected: text(`1 至 ${chunks}`, `1 to ${chunks}`),
  actual: text(`${chunk}`, `${chunk}`),
  field: 'chunk',
});

const notBuilding = ({ state }: BatchView): Rejection => ({
  code: 'batch.not-building',
  message: text('该批次不在编制中', 'This batch is not being built'),
  expected: text('已计划、尚未冻结', 'planned and not frozen yet'),
  actual: text(state.status, state.status),
});
