import { Job, QueueName, queueNames } from '@zhibu/application';
import { accept, refuse, text } from '@zhibu/kernel';
import { IQueueBackend, Job as BullJob, JobProgress, Queue as BullQueue, Worker as BullWorker, withBackend } from 'bullmq';
import { JobFailed } from './failure-text';
import { JobEntry, Payload, jobEntry } from './job-entry';
import { jobIdOf, storedJobId } from './job-ids';
import { DeadLetter, JobHandler, JobQueues, JobQueuesOptions, QueueCounts } from './job-queues';
import { startLossWatch } from './loss-watch';
import { QueueEngine } from './queue-engine';

type PayloadQueue = BullQueue<Payload, void, string, Payload, void, string, IQueueBackend, object>;
type PayloadWorker = BullWorker<Payload, void, string, IQueueBackend, JobProgress, object>;

const jobsPerCallMax = 500;
const eventsKeptMax = 100;

/** The job queue on BullMQ, the same for every engine. Makes the store of jobs where it is missing. */
export const createBullmqJobQueues = async (engine: QueueEngine, options: JobQueuesOptions = {}): Promise<JobQueues> => {
  const { attemptsMax = 8, backoffMs = 1_000, lockMs = 30_000, watchMs = 2_000, nowMs = Date.now } = options;
  const retries = { attemptsMax, backoffMs };
  const onError = options.onError ?? (() => undefined);
  const watch = await startLossWatch(engine, watchMs, onError);
  const { Queue, Worker } = withBackend(engine.backend);

  const queues = new Map(
    queueNames.map((name) => {
      const queue = new Queue<Payload, void>(name, { connection: engine.connection, streams: { events: { maxLen: eventsKeptMax } } });
      queue.on('error', onError);
      return [name, queue];
    }),
  );
  const workers = new Map<QueueName, PayloadWorker>();
  const queueOf = (name: QueueName): PayloadQueue => {
    const queue = queues.get(name);
    if (queue === undefined) throw new TypeError(`there is no queue ${JSON.stringify(name)}`);
    return queue;
  };

  const add = async (name: QueueName, entries: readonly JobEntry[]): Promise<void> => {
    try {
      await queueOf(name).addBulk([...entries]);
    } catch (error) {
      if (!engine.isLost(error)) throw error;
      await watch.restore();
      await queueOf(name).addBulk([...entries]);
    }
  };

  return {
    enqueue: async (jobs) => {
      for (const name of new Set(jobs.map((job) => job.queue))) {
        const entries = jobs.filter((job) => job.queue === name).map((job) => jobEntry(job, retries, nowMs()));
        for (let from = 0; from < entries.length; from += jobsPerCallMax) await add(name, entries.slice(from, from + jobsPerCallMax));
      }
    },
    work: async (name, handler, { concurrency = 1 } = {}) => {
      if (workers.has(name)) throw new TypeError(`the queue ${name} is worked on already`);
      const worker = new Worker<Payload, void>(name, processorOf(name, handler), {
        connection: engine.connection, concurrency, lockDuration: lockMs, stalledInterval: Math.max(1_000, lockMs / 2),
        // A job whose worker was killed is not at fault; the attempts bound what fails by itself.
        maxStalledCount: attemptsMax, runRetryDelay: 1_000,
      });
      worker.on('error', onError);
      workers.set(name, worker);
      await worker.waitUntilReady();
    },
    counts: async () => {
      const counted = await Promise.all(queueNames.map(async (name): Promise<[QueueName, QueueCounts]> => [name, await countsOf(queueOf(name))]));
      return Object.fromEntries(counted) as Record<QueueName, QueueCounts>;
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
    onLost: watch.onLost,
    close: async ({ waitMs = 10_000 } = {}) => {
      await watch.stop();
      await closeWorkers([...workers.values()], waitMs);
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      await engine.close();
    },
  };
};

const processorOf = (name: QueueName, handler: JobHandler) => async (job: BullJob<Payload>): Promise<void> => {
  try {
    await handler(jobOf(name, job));
  } catch (error) {
    throw new JobFailed(error);
  }
};

const jobOf = (queue: QueueName, job: BullJob<Payload>): Job => ({ queue, id: jobIdOf(job.id ?? ''), payload: job.data });

const foundJob = (queue: QueueName, job: BullJob<Payload> | undefined): Job | null => (job === undefined ? null : jobOf(queue, job));

const countsOf = async (queue: PayloadQueue): Promise<QueueCounts> => {
  const counts = await queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed');
  const of = (...states: string[]): number => states.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  return { waiting: of('waiting', 'prioritized'), active: of('active'), delayed: of('delayed'), failed: of('failed') };
};

const deadLetterOf = (queue: QueueName, job: BullJob<Payload>): DeadLetter => ({
  job: jobOf(queue, job),
  failedAt: new Date(job.finishedOn ?? 0).toISOString(),
  attempts: job.attemptsMade,
  reason: job.failedReason ?? '',
});

const notDead = (code: string, jobId: string, actual: { readonly zh: string; readonly en: string }) => ({
  code,
  message: text('只有失败的任务可以重新运行', 'Only a failed job can be run again'),
  expected: text('全部尝试均失败的任务', 'a job whose attempts all failed'),
  actual: text(`${jobId}：${actual.zh}`, `${jobId}: ${actual.en}`),
});

/** Waits for the jobs in hand; after the time given, connections close under those that still run. */
const closeWorkers = async (workers: readonly PayloadWorker[], waitMs: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<void>((resolve) => (timer = setTimeout(resolve, waitMs)));
  await Promise.race([Promise.all(workers.map((worker) => worker.close())), tooLong]);
  clearTimeout(timer);
  await Promise.all(workers.map((worker) => worker.getBackend().close()));
};
