import { Pool, PoolClient } from 'pg';
import { Clock } from '@zhibu/kernel';
import { CheckpointStore, JobHandler, OutstandingWork, QueueName, queueNames, runFollowUps, sweepOutstandingWork } from '@zhibu/application';
import { EventStore } from '@zhibu/event-store';
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

/** Job handlers, the follow-up runner and the sweeper of one process. The promise ends after `signal` aborts. */
export const runWorkers = async (parts: WorkerParts, signal: AbortSignal): Promise<void> => {
  const sweep = async (): Promise<void> => {
    await sweepOutstandingWork({ outstanding: parts.outstanding, queue: parts.queues, clock: parts.clock }, signal);
  };
  parts.queues.onLost(sweep);
  for (const queue of queueNames) await parts.queues.work(queue, parts.handlers[queue], { concurrency: concurrency[queue] });
  await Promise.all([followUps(parts, signal), repeat(parts.sweepEveryMs ?? sweepEveryDefaultMs, signal, sweep, (error) => parts.onError('sweeper', error))]);
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
    const client = await pool.connect();
    const lost = new AbortController();
    const onLost = (): void => lost.abort();
    client.once('error', onLost);
    try {
      if (await locked(client)) await runFollowUps({ store, queue: queues, checkpoints, clock }, AbortSignal.any([signal, lost.signal]));
    } finally {
      client.off('error', onLost);
      // Ending the connection ends the lock with it.
      client.release(true);
    }
  };
  await repeat(retryMs, signal, once, (error) => onError('follow-ups', error));
};

const locked = async (client: PoolClient): Promise<boolean> => {
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 0)) as held', [followUpLock]);
  return rows[0]?.held === true;
};
