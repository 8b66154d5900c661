import { Pool } from 'pg';
import { Clock } from '@zhibu/kernel';
import { JobQueue, followUpGroup, followUpPartitions, runFollowUps } from '@zhibu/application';
import { EventStore } from '@zhibu/event-store';
import { Lease, LeaseShare } from '@zhibu/projections';
import { createPlaces } from './checkpoints';
import { pause } from './pause';

export interface FollowUpParts {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly queue: JobQueue;
  readonly clock: Clock;
  /** Name of this process among those that share the follow-ups; never the same twice. */
  readonly owner: string;
  readonly leaseMs?: number | undefined;
  /** How often it is looked for partitions to take over or give up. Default 250 ms. */
  readonly lookEveryMs?: number | undefined;
  readonly onError: (where: string, error: unknown) => void;
}

interface Run {
  readonly leases: readonly Lease[];
  readonly abort: AbortController;
  readonly ended: Promise<void>;
  over: boolean;
}

const lookEveryDefaultMs = 250;
const retryMs = 1_000;

/** Turns events of the partitions that fall to this process into jobs; all of them are fed by one reading of the log. */
export const shareFollowUps = async (parts: FollowUpParts, signal: AbortSignal): Promise<void> => {
  const { pool, owner, leaseMs, onError } = parts;
  let run: Run | null = null;
  const end = async (): Promise<void> => {
    run?.abort.abort();
    await run?.ended;
    run = null;
  };
  const share = new LeaseShare({
    pool, group: followUpGroup, owner, leaseMs,
    onLost: (lease) => { if (run?.leases.includes(lease) === true) run.abort.abort(); },
    onError: (error) => onError('leases', error),
  });
  const look = async (): Promise<void> => {
    const { held, surplus } = await share.round(followUpPartitions);
    const kept = held.filter((lease) => !surplus.includes(lease));
    if (run !== null && !run.over && run.leases.length === held.length && run.leases.every((lease) => kept.includes(lease))) return;
    // A lease that was refused at a write is perhaps another's: who asks finds out.
    if (run?.over === true) await share.renew();
    await end();
    await share.release(surplus);
    const still = kept.filter((lease) => share.isSure(lease));
    if (still.length > 0 && !signal.aborted) run = begin(parts, still, share);
  };
  while (!signal.aborted) {
    const looked = await look().then(() => true, (error: unknown) => (onError('follow-ups', error), false));
    await pause(looked ? (parts.lookEveryMs ?? lookEveryDefaultMs) : retryMs, signal);
  }
  await end();
  await share.leave().catch((error: unknown) => onError('leases', error));
};

const begin = ({ pool, store, queue, clock, onError }: FollowUpParts, leases: readonly Lease[], share: LeaseShare): Run => {
  const abort = new AbortController();
  const places = createPlaces(pool, leases, (lease) => share.isSure(lease));
  const work = async (): Promise<void> => {
    try {
      await runFollowUps({ store, queue, places, clock }, abort.signal);
    } catch (error) {
      onError('follow-ups', error);
      await pause(retryMs, abort.signal);
    }
    run.over = true;
  };
  const run: Run = { leases, abort, over: false, ended: Promise.resolve().then(work) };
  return run;
};
