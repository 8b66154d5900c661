import { LocalDate, SharePart } from '@zhibu/kernel';
import { BatchApproved, FundEvent, FundState, PaymentBatchEvent, areaAtLevel, fundDecider, fundIdOf, fundShortage, fundStream, outstandingOf } from '@zhibu/domain';
import { FundingLevel, fundingLevels } from '@zhibu/policy';
import { CommandContext, keyed } from '../execute/context';
import { execute } from '../execute/execute';
import { Outcome, Refused } from '../execute/outcome';
import { StreamDeps, loadStream } from '../execute/stream-loader';
import { ServiceDeps } from '../service-deps';
import { BatchView, loadBatch, onBatch } from './batch-view';
import { BatchRef } from './payments-service';

/** The account that pays a batch: scheme, county and year of its period. */
export const fundAccountOf = ({ opened }: BatchView) => {
  const { scheme, areaCode, period } = opened;
  const [county, year] = [areaAtLevel(areaCode, 'county'), Number(period.slice(0, 4))];
  return { fundId: fundIdOf(scheme, county, year), scheme, areaCode: county, year };
};

const reserveTriesMax = 3;

/** Reserve on the fund's stream, then note it on the batch. After a crash in between the reservation is found there. */
export const reserveFunds = (deps: ServiceDeps) => async (context: CommandContext, { batchId }: BatchRef): Promise<Outcome<PaymentBatchEvent>> => {
  const view = await loadBatch(deps, batchId);
  if (!view.ok) return view;
  const account = fundAccountOf(view.value);
  const { byLevel, status, preparers, approvals } = view.value.state;
  if (status === 'cancelled') return (await releaseFunds(deps, context, view.value)) ?? noteReserved(deps, context, view.value);
  // Money is only ever set aside for a list that was approved.
  if (status !== 'approved') return noteReserved(deps, context, view.value);
  const stream = fundStream(account.fundId);
  const reserve = () => execute(deps, fundDecider, keyed(context, `reserve/${batchId}`), { stream, ask: { type: 'ReserveFunds', data: { ...account, batchId, byLevel, context: { preparers, approvals } } } });
  const shortage = async () => fundShortage((await loadStream<FundState, FundEvent>(deps, fundDecider, stream)).state, byLevel);
  let reserved = await reserve();
  let missing = reserved.ok ? [] : await shortage();
  // Money that came between the refusal and this look wakes nobody up a second time.
  for (let tries = 1; !reserved.ok && missing.length === 0 && tries < reserveTriesMax; tries += 1) {
    reserved = await reserve();
    missing = reserved.ok ? [] : await shortage();
  }
  if (reserved.ok) {
    const noted = await noteReserved(deps, context, view.value);
    // The batch may have been cancelled, and released, between the two: then nothing may stay set aside.
    const problem = noted.ok ? null : await releaseIfCancelled(deps, context, batchId);
    return problem ?? noted;
  }
  if (missing.length === 0) return reserved;
  const short = await onBatch(deps, keyed(context, `short/${batchId}/${missing.map((part) => `${part.level}:${part.amountFen}`).join('+')}`), batchId, {
    type: 'RecordFundsShort',
    data: { fundId: account.fundId, missing },
  });
  return short.ok ? reserved : short;
};

const noteReserved = (deps: ServiceDeps, context: CommandContext, view: BatchView): Promise<Outcome<PaymentBatchEvent>> => {
  const { batchId } = view.opened;
  return onBatch(deps, keyed(context, `funded/${batchId}`), batchId, { type: 'RecordFundsReserved', data: { fundId: fundAccountOf(view).fundId, byLevel: view.state.byLevel } });
};

const releaseIfCancelled = async (deps: ServiceDeps, context: CommandContext, batchId: string): Promise<Refused | null> => {
  const view = await loadBatch(deps, batchId);
  if (!view.ok) return view;
  return view.value.state.status === 'cancelled' ? releaseFunds(deps, context, view.value) : null;
};

/** For wake-ups: one that comes after the batch was cancelled finds nothing to do. */
export const reserveUnlessCancelled = (deps: ServiceDeps) => async (context: CommandContext, { batchId }: BatchRef): Promise<Outcome<PaymentBatchEvent> | null> => {
  const reserved = await reserveFunds(deps)(context, { batchId });
  if (reserved.ok) return reserved;
  const view = await loadBatch(deps, batchId);
  return view.ok && view.value.state.status === 'cancelled' ? null : reserved;
};

/** After money came in. A batch for which it is still short leaves what there is to those after it. */
export const reserveWaiting = (deps: ServiceDeps) => async (context: CommandContext, { fundId }: { readonly fundId: string }): Promise<Outcome<PaymentBatchEvent> | null> => {
  let refused: Outcome<PaymentBatchEvent> | null = null;
  for (const batchId of await deps.waitingBatches.ofFund(fundId)) {
    const reserved = await reserveUnlessCancelled(deps)(context, { batchId });
    if (reserved?.ok === false) refused ??= reserved;
  }
  return refused;
};

/** What says that money reached people; each uses once. */
export type UseCause = { readonly returnFileId: string } | { readonly reconciliation: string };

/** Money that reached people. A closed batch has given its reservation back: then it is booked beyond it. */
export const useFunds = async (deps: StreamDeps, context: CommandContext, { opened }: BatchView, cause: UseCause, byLevel: readonly SharePart<FundingLevel>[], usedOn: LocalDate): Promise<Refused | null> => {
  if (byLevel.length === 0) return null;
  const { batchId } = opened;
  const key = 'returnFileId' in cause ? cause.returnFileId : `reconciled/${cause.reconciliation}`;
  for (let attempt = 0; ; attempt += 1) {
    const view = await loadBatch(deps, batchId);
    if (!view.ok) return view;
    const account = fundAccountOf(view.value);
    const afterRelease = view.value.state.status === 'closed';
    const outcome = await execute(deps, fundDecider, keyed(context, `use/${batchId}/${key}`), {
      stream: fundStream(account.fundId),
      ask: { type: 'UseFunds', data: { ...account, batchId, byLevel, ...cause, usedOn, afterRelease } },
      content: { type: 'UseFunds', data: { ...account, batchId, byLevel } },
    });
    if (outcome.ok) return null;
    // The batch may have been closed, and its reservation given back, between the look at it and the booking.
    if (afterRelease || attempt > 0 || outcome.rejection.code !== 'fund.more-than-reserved') return outcome;
  }
};

/**
 * What a closed or cancelled batch had reserved and did not use goes back to the account. Where nothing is reserved for an
 * approved batch that was cancelled, a worker may just be about to: the account refuses it from then on, whoever dies when.
 */
export const releaseFunds = async (deps: StreamDeps, context: CommandContext, view: BatchView, key = `release/${view.opened.batchId}`): Promise<Refused | null> => {
  const { batchId } = view.opened;
  const account = fundAccountOf(view);
  const data = { ...account, batchId, reason: `batch-${view.state.status}` };
  const bar = view.state.status === 'cancelled' && wasApproved(view);
  const outcome = await execute(deps, fundDecider, keyed(context, key), {
    stream: fundStream(account.fundId),
    asks: ({ reservations }) => {
      const reservation = reservations[batchId];
      if (reservation === undefined) return bar ? [{ type: 'ReleaseFunds' as const, data: { ...data, byLevel: [], bar } }] : [];
      const left = outstandingOf(reservation);
      const byLevel = fundingLevels.map((level) => ({ level, amountFen: left[level] })).filter((part) => part.amountFen > 0);
      return byLevel.length === 0 ? [] : [{ type: 'ReleaseFunds' as const, data: { ...data, byLevel } }];
    },
    content: { type: 'ReleaseFunds', data: { batchId } },
  });
  return outcome.ok ? null : outcome;
};

/** Before that nobody sets money aside. */
const wasApproved = ({ loaded }: BatchView): boolean => loaded.events.some((event) => event.type === 'BatchApproved' && (event.data as BatchApproved['data']).complete);
