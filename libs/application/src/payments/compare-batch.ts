import { Fen } from '@zhibu/kernel';
import { BatchComparison, linesOf } from '@zhibu/domain';
import { Done } from '../execute/outcome';
import { ServiceDeps } from '../service-deps';
import { BatchView, linesInOrder, loadBatch } from './batch-view';
import { BatchRef } from './payments-service';

interface Compared {
  readonly entitlementId: string;
  readonly amountFen: Fen;
  /** The latest that was tried: one that a second person approved for a reissue is no change. */
  readonly accountKey: string;
}

/**
 * Against the last batch of the same scheme and area. Chunks are ranges of ids in order, so two batches of any
 * size are compared like two sorted lists, a few chunks of each at a time.
 */
export const compareBatch =
  (deps: ServiceDeps) =>
  async ({ batchId }: BatchRef): Promise<Done<BatchComparison>> => {
    const view = await loadBatch(deps, batchId);
    if (!view.ok) return view;
    const previousBatchId = await deps.batchHistory.previousOf(batchId);
    const previous = previousBatchId === null ? null : await loadBatch(deps, previousBatchId);
    if (previous !== null && !previous.ok) return previous;
    const counts = { newLines: 0, endedLines: 0, changedLines: 0, unchangedLines: 0, differenceFen: 0, changedAccounts: 0 };
    const [now, then] = [linesByRight(deps, view.value), previous === null ? nothing() : linesByRight(deps, previous.value)];
    let [a, b] = [await now.next(), await then.next()];
    while (a.done !== true || b.done !== true) {
      const order = a.done === true ? 1 : b.done === true ? -1 : a.value.entitlementId < b.value.entitlementId ? -1 : a.value.entitlementId > b.value.entitlementId ? 1 : 0;
      if (a.done !== true && order <= 0) counts.differenceFen += a.value.amountFen;
      if (b.done !== true && order >= 0) counts.differenceFen -= b.value.amountFen;
      if (order < 0) counts.newLines += 1;
      else if (order > 0) counts.endedLines += 1;
      else if (a.done !== true && b.done !== true && a.value.amountFen === b.value.amountFen) counts.unchangedLines += 1;
      else counts.changedLines += 1;
      if (order === 0 && a.done !== true && b.done !== true && a.value.accountKey !== b.value.accountKey) counts.changedAccounts += 1;
      if (order <= 0) a = await now.next();
      if (order >= 0) b = await then.next();
    }
    return { ok: true, value: { previousBatchId, ...counts }, version: view.value.loaded.version, duplicate: false };
  };

async function* linesByRight(deps: ServiceDeps, { opened, plan }: BatchView): AsyncGenerator<Compared, void, undefined> {
  for await (const group of linesInOrder(deps, opened.batchId, plan.map(({ chunk }) => chunk))) {
    for (const { state } of group) yield* linesOf(state).sort((a, b) => (a.entitlementId < b.entitlementId ? -1 : 1));
  }
}

async function* nothing(): AsyncGenerator<Compared, void, undefined> {}
