import { Pool } from 'pg';
import { Clock } from '@zhibu/kernel';
import { CheckpointStore, JobHandler, OutstandingWork, QueueName, queueNames, runFollowUps, sweepOutstandingWork } from '@zhibu/application';
import { EventStore } from '@zhibu/event-store';
import { LockSession, openLockSession } from '@zhibu/projections';
import { JobQueues } from '@zhibu/queue';
import { pause } from './pause';

export interface WorkerParts {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly queues: JobQueues;
  readonly checkpoints: CheckpointStore;
  readonly outstanding: OutstandingWork;
  readonly handlers: Readonly<Record<QueueName, JobHandler>>;
  readonly clock: Clock;
  /** How often all outstanding work is looked for, hence how late a timer may be. Default 30 s. */
  readonly sweepEveryMs?: number | undefined;
  readonly onError: (where: string, error: unknown) => void;
}

/** A chunk builds with 256 appends in flight by itself; two at once keep reading and writing busy. */
const concurrency: Readonly<Record<QueueName, number>> = { eligibility: 8, 'case-steps': 8, 'batch-building': 2, 'payment-files': 1, returns: 1, timers: 4 };
const sweepEveryDefaultMs = 30_000;
const retryMs = 1_000;
/** Advisory lock of the one process that turns events into jobs. */
export const followUpLock = 'zhibu follow-ups';

/**
 * Job handlers, the follow-up runner and the sweeper of one process. Rejects when a queue cannot be worked on: a
 * process that looks alive and does nothing would be the worse. `ended` resolves after `signal` aborts.
 */
export const startWorkers = async (parts: WorkerParts, signal: AbortSignal): Promise<{ readonly ended: Promise<unknown> }> => {
  const sweep = async (): Promise<void> => {
    await sweepOutstandingWork({ outstanding: parts.outstanding, queue: parts.queues, clock: parts.clock }, signal);
  };
  parts.queues.onLost(sweep);
  for (const queue of queueNames) await parts.queues.work(queue, parts.handlers[queue], { concurrency: concurrency[queue] });
  return { ended: Promise.all([followUps(parts, signal), repeat(parts.sweepEveryMs ?? sweepEveryDefaultMs, signal, sweep, (error) => parts.onError('sweeper', error))]) };
};

const repeat = async (everyMs: number, signal: AbortSignal, work: () => Promise<void>, onError: (error: unknown) => void): Promise<void> => {
  while (!signal.aborted) {
    await work().catch(onError);
    await pause(everyMs, signal);
  }
};

/** Whoever holds the lock reads on; the others stand by and take over when its connection ends. */
const followUps = async ({ pool, store, queues, checkpoints, clock, onError }: WorkerParts, signal: AbortSignal): Promise<void> => {
  const once = async (): Promise<void> => {
    const lost = new AbortController();
    const session = await openLockSession(pool, { onLost: () => lost.abort() });
    const either = AbortSignal.any([signal, lost.signal]);
    try {
      while (!either.aborted && !(await locked(session))) await pause(retryMs, either);
      if (!either.aborted) await runFollowUps({ store, queue: queues, checkpoints, clock }, either);
    } finally {
      session.close();
    }
  };
  await repeat(retryMs, signal, once, (error) => onError('follow-ups', error));
};

const locked = async (session: LockSession): Promise<boolean> => {
  const { rows } = await session.query<{ held: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 0)) as held', [followUpLock]);
  return rows[0]?.held === true;
};
