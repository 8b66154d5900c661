import { BackendFactory, IQueueBackend } from 'bullmq';

/**
 * What differs between the stores that BullMQ runs on. Everything else of the job queue is the same for all.
 */
export interface QueueEngine {
  /** Builds the store's side of a BullMQ queue or worker. */
  readonly backend: BackendFactory<IQueueBackend, object>;
  /** Handed through by BullMQ to `backend`; shared by all queues and workers. */
  readonly connection: object;
  /** Makes what is missing, in one process at a time. Jobs that were lost are not brought back by this. */
  restore(): Promise<void>;
  /** Names the present store of jobs: another one, or `null`, means that all jobs of before are gone. */
  generation(): Promise<string | null>;
  /** True when `generation` rejected because the jobs that are stored belong to another installation. */
  isForeign(error: unknown): boolean;
  /** True when an operation failed because the store of jobs is gone. */
  isLost(error: unknown): boolean;
  /** An empty store takes jobs like a full one, so that a loss is looked for whenever some are added. */
  readonly losesSilently: boolean;
  /** Where the store does not keep a wake-up whose job is running: a place for them. `null`: BullMQ sees to it. */
  readonly runningNotes: RunningNotes | null;
  /** True for trouble that the engine tells of itself, once for all its connections. */
  isTold(error: unknown): boolean;
  close(): Promise<void>;
}

export interface RunningNotes {
  /** Keeps the text of those whose job runs at this moment. */
  note(queue: string, wakeUps: readonly { readonly storedId: string; readonly text: string }[]): Promise<void>;
  /** What was kept for a job, once. */
  take(queue: string, storedId: string): Promise<string | null>;
}
