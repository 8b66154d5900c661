import { Job, QueueName } from '@zhibu/application';
import { storedJobId } from './job-ids';
import { QueueEngine } from './queue-engine';

export interface RunningWakeUps {
  /** Before wake-ups are added: notes those whose job runs now, which the store would take for the same job. */
  note(queue: QueueName, jobs: readonly Job[]): Promise<void>;
  /** After a job was completed: enqueues it once more when a wake-up came while it ran. */
  finished(queue: QueueName, storedId: string): void;
  /** Resolves when everything that finished was looked at. */
  settled(): Promise<void>;
}

/**
 * Loses no wake-up that comes while its job runs, on a store that does not keep them itself. A note outlives its job
 * only when the process ends between the two; then the sweep finds the work.
 */
export const createRunningWakeUps = ({ runningNotes }: QueueEngine, enqueue: (job: Job) => Promise<void>, onError: (error: Error) => void): RunningWakeUps => {
  const open = new Set<Promise<void>>();
  const again = async (queue: QueueName, storedId: string): Promise<void> => {
    const kept = await runningNotes?.take(queue, storedId);
    if (typeof kept === 'string') await enqueue(JSON.parse(kept) as Job);
  };
  return {
    note: async (queue, jobs) => runningNotes?.note(queue, jobs.map((job) => ({ storedId: storedJobId(job.id), text: JSON.stringify(job) }))),
    finished: (queue, storedId) => {
      if (runningNotes === null) return;
      const looked = again(queue, storedId)
        .catch((error: unknown) => onError(error instanceof Error ? error : new Error('a wake-up could not be looked for')))
        .finally(() => open.delete(looked));
      open.add(looked);
    },
    settled: async () => void (await Promise.all(open)),
  };
};
