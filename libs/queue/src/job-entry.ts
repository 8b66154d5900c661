import { Job } from '@zhibu/application';
import { JobsOptions } from 'bullmq';
import { storedJobId } from './job-ids';

export type Payload = Job['payload'];

/** A job as BullMQ takes it. */
export interface JobEntry {
  readonly name: string;
  readonly data: Payload;
  readonly opts: JobsOptions;
}

export interface Retries {
  readonly attemptsMax: number;
  readonly backoffMs: number;
  /** BullMQ keeps a wake-up that comes while its job runs, and the job runs once more. */
  readonly storeKeepsWakeUps: boolean;
}

const payloadBytesMax = 4_096;
const deadLetterSecondsMax = 90 * 24 * 3_600;

/** Refuses a payload over 4,096 bytes and a time that is no instant. */
export const jobEntry = (job: Job, { attemptsMax, backoffMs, storeKeepsWakeUps }: Retries, nowMs: number): JobEntry => {
  const jobId = storedJobId(job.id);
  const delay = job.notBefore === undefined ? 0 : Math.max(0, Date.parse(job.notBefore) - nowMs);
  if (Number.isNaN(delay)) throw new RangeError(`job ${job.id} may not run before a time that is not an instant`);
  if (Buffer.byteLength(JSON.stringify(job.payload)) > payloadBytesMax) throw new RangeError(`the payload of job ${job.id} is over ${payloadBytesMax} bytes`);
  const opts: JobsOptions = {
    jobId,
    delay,
    attempts: attemptsMax,
    backoff: { type: 'exponential', delay: backoffMs },
    // Completed jobs go at once: with one kept, the next wake-up of the same id would be ignored.
    removeOnComplete: true,
    removeOnFail: { age: deadLetterSecondsMax },
    stackTraceLimit: 0,
    ...(storeKeepsWakeUps ? { deduplication: { id: jobId, keepLastIfActive: true } } : {}),
  };
  return { name: 'wake-up', data: job.payload, opts };
};
