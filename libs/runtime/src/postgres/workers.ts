import { Pool } from 'pg';
import { Clock } from '@zhibu/kernel';
import { JobHandler, OutstandingWork, QueueName, queueNames, sweepOutstandingWork } from '@zhibu/application';
import { EventStore } from '@zhibu/event-store';
import { JobQueues } from '@zhibu/queue';
import { shareFollowUps } from './follow-ups';
import { heldWhileAway } from './held-while-away';
import { pause } from './pause';

export interface WorkerParts {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly queues: JobQueues;
  readonly outstanding: OutstandingWork;
  readonly handlers: Readonly<Record<QueueName, JobHandler>>;
  readonly clock: Clock;
  /** Whether an engine without which no job can be done was found to be away. */
  readonly isAway: () => boolean;
  /** How often all outstanding work is looked for, hence how late a timer may be. Default 30 s. */
  readonly sweepEveryMs?: number | undefined;
  /** Name of this process among those that share the work. */
  readonly owner: string;
  /** How long a process may stand still and keep what it holds. Default 15 s. */
  readonly leaseMs?: number | undefined;
  readonly onError: (where: string, error: unknown) => void;
}

/** A chunk builds with 256 appends in flight by itself; two at once keep reading and writing busy. */
const concurrency: Readonly<Record<QueueName, number>> = { eligibility: 8, 'case-steps': 8, 'batch-building': 2, 'payment-files': 1, returns: 1, timers: 4 };
const sweepEveryDefaultMs = 30_000;

/**
 * Job handlers, this process's part of the follow-ups and the sweeper. Rejects when a queue cannot be worked on: a
 * process that looks alive and does nothing would be the worse. `ended` resolves after `signal` aborts.
 */
export const startWorkers = async (parts: WorkerParts, signal: AbortSignal): Promise<{ readonly ended: Promise<unknown> }> => {
  const sweep = async (): Promise<void> => {
    await sweepOutstandingWork({ outstanding: parts.outstanding, queue: parts.queues, clock: parts.clock }, signal);
  };
  parts.queues.onLost(sweep);
  for (const queue of queueNames) await parts.queues.work(queue, heldWhileAway(parts.handlers[queue], parts.isAway, signal), { concurrency: concurrency[queue] });
  return { ended: Promise.all([shareFollowUps({ ...parts, queue: parts.queues }, signal), repeat(parts.sweepEveryMs ?? sweepEveryDefaultMs, signal, sweep, (error) => parts.onError('sweeper', error))]) };
};

const repeat = async (everyMs: number, signal: AbortSignal, work: () => Promise<void>, onError: (error: unknown) => void): Promise<void> => {
  while (!signal.aborted) {
    await work().catch(onError);
    await pause(everyMs, signal);
  }
};
