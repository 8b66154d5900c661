import { Job, JobQueue, QueueName } from '@zhibu/application';
import { Result, Text } from '@zhibu/kernel';

/** Does the work that a job points at. It may run more than once for one job, so it must be idempotent. */
export type JobHandler = (job: Job) => Promise<void>;

export interface QueueCounts {
  readonly waiting: number;
  readonly active: number;
  /** Not due yet, or waiting for the next attempt. */
  readonly delayed: number;
  /** Dead letters: every attempt failed. */
  readonly failed: number;
}

export interface DeadLetter {
  readonly job: Job;
  readonly failedAt: string;
  readonly attempts: number;
  /** Code and message of a rejection; otherwise only the kind of error. Never a value. */
  readonly reason: Text;
}

/** Both sides of the job queue: what enqueues, what works, and what an operator sees. */
export interface JobQueues extends JobQueue {
  /**
   * Enqueues many jobs. A job whose id is waiting already is left as it is; one that is running now runs once
   * more afterwards, because what it read may be older than this wake-up; one among the dead letters stays there.
   */
  enqueue(jobs: readonly Job[]): Promise<void>;
  /** Starts to work on a queue in this process; once for each queue. */
  work(queue: QueueName, handler: JobHandler, options?: { readonly concurrency?: number }): Promise<void>;
  counts(): Promise<Readonly<Record<QueueName, QueueCounts>>>;
  /** How long the job has been waiting that is next in each queue, in milliseconds; 0 where none waits. Tells whether workers keep up. */
  oldestWaitingMs(): Promise<Readonly<Record<QueueName, number>>>;
  /** Newest first. */
  deadLetters(options: { readonly limit: number }): Promise<readonly DeadLetter[]>;
  /** A job that is stored, in whatever state. */
  find(queue: QueueName, jobId: string): Promise<Job | null>;
  /** Runs a dead letter again with all its attempts. Refused with `job.not-found` or `job.not-dead`. */
  runAgain(queue: QueueName, jobId: string): Promise<Result<Job>>;
  /** Called after stored jobs were lost and the queues work again: outstanding work must be enqueued anew. */
  onLost(callback: () => void | Promise<void>): void;
  /** Takes no new job, waits for those in hand (default 10 s), and closes every connection. */
  close(options?: { readonly waitMs?: number }): Promise<void>;
}

export interface JobQueuesOptions {
  /** Attempts before a job becomes a dead letter. Default 8. */
  readonly attemptsMax?: number;
  /** Wait before the second attempt; doubles each time. Default 1,000 ms. */
  readonly backoffMs?: number;
  /** How long a worker that stopped answering keeps its job. Default 30,000 ms. */
  readonly lockMs?: number;
  /** How often to look whether the stored jobs are still there. Default 2,000 ms. */
  readonly watchMs?: number;
  /** Told of trouble in the background; the work itself is tried again. */
  readonly onError?: (error: Error) => void;
  readonly nowMs?: () => number;
}
