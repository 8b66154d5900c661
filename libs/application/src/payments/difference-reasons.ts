import { Month, Result, accept } from '@zhibu/kernel';
import {
  DuesClaimed, EntitlementEvent, EntitlementState, PayeeLedgerEvent, PayeeLedgerState, entitlementDecider, entitlementStream, ledgerStream, parsePeriod,
} from '@zhibu/domain';
import { Loaded, loadStreams } from '../execute/stream-loader';
import { ServiceDeps } from '../service-deps';
import { loadBatch } from './batch-view';
import { changesOf } from './claim-changes';
import { DifferenceReason, Differing, reason } from './difference-reason';
import { loadLedgers } from './load-payees';
import { BatchRef } from './payments-service';

interface Known {
  readonly batchId: string;
  /** First and last month of the period of this batch. */
  readonly from: Month;
  readonly throughMonth: Month;
  readonly previous: { readonly batchId: string; readonly throughMonth: Month } | null;
  readonly right: EntitlementState;
  readonly ledger: Loaded<PayeeLedgerState, PayeeLedgerEvent>;
}

/** Reasons for a page of differences (at most 200), in their order: two bulk reads, never one for each person. */
export const differenceReasons =
  (deps: ServiceDeps) =>
  async ({ batchId, previousBatchId, lines }: BatchRef & { readonly previousBatchId: string | null; readonly lines: readonly Differing[] }): Promise<Result<readonly (readonly DifferenceReason[])[]>> => {
    const view = await loadBatch(deps, batchId);
    if (!view.ok) return view;
    const before = previousBatchId === null ? null : await loadBatch(deps, previousBatchId);
    if (before !== null && !before.ok) return before;
    const { throughMonth, period } = view.value.opened;
    const parsed = parsePeriod(period);
    const from = parsed.ok ? parsed.value.from : throughMonth;
    const previous = before === null ? null : { batchId: before.value.opened.batchId, throughMonth: before.value.opened.throughMonth };
    const [rights, ledgers] = await Promise.all([
      loadStreams<EntitlementState, EntitlementEvent>(deps, entitlementDecider, lines.map((line) => entitlementStream(line.entitlementId))),
      loadLedgers(deps, lines.map((line) => line.personKey)),
    ]);
    return accept(lines.map((line) => {
      const [right, ledger] = [rights.get(entitlementStream(line.entitlementId))?.state, ledgers.get(ledgerStream(line.personKey))];
      return right === undefined || ledger === undefined ? [] : reasonsOf(line, { batchId, from, throughMonth, previous, right, ledger });
    }));
  };

const reasonsOf = (line: Differing, known: Known): readonly DifferenceReason[] => {
  const account = line.otherAccount ? [reason('other-account')] : [];
  switch (line.kind) {
    case 'new':
      return [whyNew(line, known)];
    case 'ended':
      return [whyEnded(line, known)];
    case 'changed':
      return [...changesOf(claimOf(known, known.previous?.batchId ?? ''), claimOf(known, known.batchId)), ...account];
    case 'account':
      return account;
  }
};

const claimOf = ({ ledger: { events } }: Known, batchId: string): DuesClaimed['data'] | null => {
  const found = events.find((event) => event.type === 'DuesClaimed' && (event.data as DuesClaimed['data']).batchId === batchId);
  return found === undefined ? null : (found.data as DuesClaimed['data']);
};

const whyNew = ({ notListedThen }: Differing, { batchId, previous, right, ledger }: Known): DifferenceReason => {
  if (previous === null) return reason('first-list');
  if (notListedThen !== null) return reason('was-not-listed', { detail: notListedThen });
  const { startMonth: month, scheme } = right;
  if (month !== null && month > previous.throughMonth) return reason('right-began', { month });
  const resumed = right.suspensions.findLast(({ resumedFrom, fromMonth }) => resumedFrom !== null && fromMonth <= previous.throughMonth && resumedFrom > fromMonth);
  if (resumed !== undefined) return reason('resumed', { month: resumed.resumedFrom });
  const paidBefore = ledger.state.claims.some((claim) => claim.scheme === scheme && claim.batchId !== batchId && !claim.released);
  return paidBefore ? reason('listed-again') : reason('first-payment', { month });
};

const whyEnded = ({ notListedNow }: Differing, { batchId, from, throughMonth, right, ledger }: Known): DifferenceReason => {
  if (notListedNow !== null) return reason('not-listed', { detail: notListedNow });
  const { exit, hold, suspensions, scheme } = right;
  if (exit !== null) return reason('right-ended', { detail: exit.reason, day: exit.happenedOn, month: exit.lastMonth });
  const suspended = suspensions.find(({ resumedFrom, fromMonth }) => fromMonth <= throughMonth && (resumedFrom === null || resumedFrom > throughMonth));
  if (suspended !== undefined) return reason('suspended', { month: suspended.fromMonth });
  if (hold !== null && hold.fromMonth <= throughMonth) return reason('on-hold', { month: hold.fromMonth });
  const suppression = ledger.state.suppressions.find((entry) => entry.batchId === batchId && !entry.released);
  if (suppression !== undefined) return reason('lower-scheme', { detail: suppression.higherScheme });
  const elsewhere = ledger.state.claims.find((claim) => claim.scheme === scheme && !claim.released && claim.batchId !== batchId && claim.months.some((month) => month >= from && month <= throughMonth));
  return elsewhere === undefined ? reason('nothing-due') : reason('listed-elsewhere', { detail: elsewhere.batchId });
};
