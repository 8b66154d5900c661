import { Job } from '@zhibu/application';
import { JobQueues, JobQueuesOptions } from '@zhibu/queue';

/** One store of jobs, with the means to hurt it. */
export interface JobStoreUnderTest {
  /** Another process's view of the same store. */
  open(options?: JobQueuesOptions): Promise<JobQueues>;
  /** Everything that the queues stored is gone, as if every table or key had been deleted. */
  loseJobs(): Promise<void>;
  /** The server ends every connection of the queues. */
  cutConnections(): Promise<void>;
  connections(): Promise<number>;
  /** As if the worker of a running job had stood still longer than its lock lasts. */
  loseLock(stored: StoredJob): Promise<void>;
  /** As if the job had been taken from so many workers before. */
  countStalls(stored: StoredJob, stalls: number): Promise<void>;
  close(): Promise<void>;
}

/** A job whose id is stored as it is. */
export type StoredJob = Pick<Job, 'queue' | 'id'>;

/** The store of the running test. Queues that `open` gives are closed at its end. */
export interface JobBench {
  readonly store: JobStoreUnderTest;
  open(options?: JobQueuesOptions): Promise<JobQueues>;
}

export const fast: JobQueuesOptions = { attemptsMax: 3, backoffMs: 20, lockMs: 2_000, watchMs: 100 };
export const job = (id: string, changes: Partial<Job> = {}): Job => ({ queue: 'eligibility', id, payload: { applicationId: id }, ...changes });
export const many = (count: number): Job[] => Array.from({ length: count }, (_, index) => job(`application-${index}`));
