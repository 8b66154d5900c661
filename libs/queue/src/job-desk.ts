import { Job, QueueName, queueNames } from '@zhibu/application';
import { accept, refuse, text } from '@zhibu/kernel';
import { IQueueBackend, Job as BullJob, Queue as BullQueue } from 'bullmq';
import { failureKept } from './failure-text';
import { Payload } from './job-entry';
import { jobIdOf, storedJobId } from './job-ids';
import { DeadLetter, JobQueues, QueueCounts } from './job-queues';

export type PayloadQueue = BullQueue<Payload, void, string, Payload, void, string, IQueueBackend, object>;

/** What an operator sees of the jobs, and does with those that failed. */
export const createJobDesk = (queueOf: (name: QueueName) => PayloadQueue): Pick<JobQueues, 'counts' | 'oldestWaitingMs' | 'deadLetters' | 'find' | 'runAgain'> => ({
  counts: async () => {
    const counted = await Promise.all(queueNames.map(async (name): Promise<[QueueName, QueueCounts]> => [name, await countsOf(queueOf(name))]));
    return Object.fromEntries(counted) as Record<QueueName, QueueCounts>;
  },
  oldestWaitingMs: async () => {
    const ages = await Promise.all(queueNames.map(async (name): Promise<[QueueName, number]> => [name, await waitingMsOf(queueOf(name))]));
    return Object.fromEntries(ages) as Record<QueueName, number>;
  },
  deadLetters: async ({ limit }) => {
    const found = await Promise.all(queueNames.map(async (name) => (await queueOf(name).getFailed(0, limit - 1)).map((job) => deadLetterOf(name, job))));
    return found.flat().sort((a, b) => (a.failedAt < b.failedAt ? 1 : -1)).slice(0, limit);
  },
  find: async (name, jobId) => foundJob(name, await queueOf(name).getJob(storedJobId(jobId))),
  runAgain: async (name, jobId) => {
    const job = await queueOf(name).getJob(storedJobId(jobId));
    if (job === undefined) return refuse(notDead('job.not-found', jobId, text('没有这项任务', 'there is no such job')));
    if (!(await job.isFailed())) return refuse(notDead('job.not-dead', jobId, text('任务并未失败', 'the job has not failed')));
    await job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true });
    return accept(jobOf(name, job));
  },
});

export const jobOf = (queue: QueueName, job: BullJob<Payload>): Job => ({ queue, id: jobIdOf(job.id ?? ''), payload: job.data });

const foundJob = (queue: QueueName, job: BullJob<Payload> | undefined): Job | null => (job === undefined ? null : jobOf(queue, job));

const countsOf = async (queue: PayloadQueue): Promise<QueueCounts> => {
  const counts = await queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed');
  const of = (...states: string[]): number => states.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  return { waiting: of('waiting', 'prioritized'), active: of('active'), delayed: of('delayed'), failed: of('failed') };
};

/**
 * Counted from when the job was due: a timer that is not due yet waits for nobody. Both ends of the queue are looked
 * at, because BullMQ's first job is the oldest one on Redis and the newest on PostgreSQL.
 */
const waitingMsOf = async (queue: PayloadQueue): Promise<number> => {
  const last = (await queue.getWaitingCount()) - 1;
  if (last < 0) return 0;
  const ends = await Promise.all([queue.getWaiting(0, 0), queue.getWaiting(last, last)]);
  return Math.max(0, ...ends.flat().map(({ timestamp, delay }) => Date.now() - timestamp - delay));
};

const deadLetterOf = (queue: QueueName, job: BullJob<Payload>): DeadLetter => ({
  job: jobOf(queue, job),
  failedAt: new Date(job.finishedOn ?? 0).toISOString(),
  attempts: job.attemptsMade,
  reason: failureKept(job.failedReason),
});

const notDead = (code: string, jobId: string, actual: { readonly zh: string; readonly en: string }) => ({
  code,
  message: text('只有失败的任务可以重新运行', 'Only a failed job can be run again'),
  expected: text('全部尝试均失败的任务', 'a job whose attempts all failed'),
  actual: text(`${jobId}：${actual.zh}`, `${jobId}: ${actual.en}`),
});
