/** A job is a wake-up, never the truth: it names what to look at, and holds no personal data. */
export interface Job {
  readonly queue: QueueName;
  /** Deterministic: the same work has the same id, so enqueuing it twice is enqueuing it once. */
  readonly id: string;
  readonly payload: Readonly<Record<string, string | number>>;
  /** ISO instant before which the job does not run. */
  readonly notBefore?: string;
}

export const queueNames = ['eligibility', 'case-steps', 'batch-building', 'payment-files', 'returns', 'timers'] as const;
export type QueueName = (typeof queueNames)[number];

export interface JobQueue {
  enqueue(jobs: readonly Job[]): Promise<void>;
}
