import { DelayedError, Job as BullJob } from 'bullmq';
import { Payload } from './job-entry';

/**
 * BullMQ would make a dead letter of a job that was taken from so many workers. Never: its workers may only have been
 * starved, frozen or ended for another reason, and somebody waits for their money. As far as an `integer` goes.
 */
export const stallsMax = 2_147_483_647;

const atOnceMax = 2;
const waitMaxMs = 300_000;

/** How long a job waits that was taken from so many workers: one that ends whoever works on it leaves time for the others. */
export const waitAfterStalls = (stalls: number, backoffMs: number): number =>
  stalls <= atOnceMax ? 0 : Math.min(backoffMs * 2 ** Math.min(stalls - atOnceMax - 1, 30), waitMaxMs);

/** Puts a job off that was taken from too many workers, once for each of them; it costs no attempt. Throws what tells BullMQ so. */
export const putOffAfterStalls = async (job: BullJob<Payload>, token: string | undefined, backoffMs: number): Promise<void> => {
  const stalls = job.stalledCounter;
  const waitMs = waitAfterStalls(stalls, backoffMs);
  if (waitMs === 0 || job.progress === stalls) return;
  await job.updateProgress(stalls);
  await job.moveToDelayed(Date.now() + waitMs, token);
  throw new DelayedError();
};
