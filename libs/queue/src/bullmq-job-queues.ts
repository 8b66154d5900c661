import { Job, QueueName, queueNames } from '@zhibu/application';
import { IQueueBackend, Job as BullJob, JobProgress, Worker as BullWorker, withBackend } from 'bullmq';
import { JobFailed } from './failure-text';
import { PayloadQueue, createJobDesk, jobOf } from './job-desk';
import { JobEntry, Payload, jobEntry } from './job-entry';
import { JobHandler, JobQueues, JobQueuesOptions } from './job-queues';
import { startLossWatch } from './loss-watch';
import { QueueEngine } from './queue-engine';
import { createRunningWakeUps } from './running-wake-ups';

type PayloadWorker = BullWorker<Payload, void, string, IQueueBackend, JobProgress, object>;

const jobsPerCallMax = 500;
const eventsKeptMax = 100;

/** The job queue on BullMQ, the same for every engine. Makes the store of jobs where it is missing. */
export const createBullmqJobQueues = async (engine: QueueEngine, options: JobQueuesOptions = {}): Promise<JobQueues> => {
  const { attemptsMax = 8, backoffMs = 1_000, lockMs = 30_000, watchMs = 2_000, nowMs = Date.now } = options;
  const retries = { attemptsMax, backoffMs, storeKeepsWakeUps: engine.runningNotes === null };
  const onError = (error: Error): void => {
    if (!engine.isTold(error)) options.onError?.(error);
  };
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
      await Promise.all([queueOf(name).addBulk([...entries]), engine.losesSilently ? watch.restore() : undefined]);
    } catch (error) {
      if (!engine.isLost(error)) throw error;
      await watch.restore();
      await queueOf(name).addBulk([...entries]);
    }
  };

  const enqueue = async (jobs: readonly Job[]): Promise<void> => {
    for (const name of new Set(jobs.map((job) => job.queue))) {
      const wanted = jobs.filter((job) => job.queue === name);
      const entries = wanted.map((job) => jobEntry(job, retries, nowMs()));
      for (let from = 0; from < entries.length; from += jobsPerCallMax) {
        await running.note(name, wanted.slice(from, from + jobsPerCallMax));
        await add(name, entries.slice(from, from + jobsPerCallMax));
      }
    }
  };
  const running = createRunningWakeUps(engine, (job) => enqueue([job]), onError);

  return {
    enqueue,
    work: async (name, handler, { concurrency = 1 } = {}) => {
      if (workers.has(name)) throw new TypeError(`the queue ${name} is worked on already`);
      const worker = new Worker<Payload, void>(name, processorOf(name, handler), {
        connection: engine.connection, concurrency, lockDuration: lockMs, stalledInterval: Math.max(1_000, lockMs / 2),
        // A job whose worker was killed is not at fault; the attempts bound what fails by itself.
        maxStalledCount: attemptsMax, runRetryDelay: 1_000,
      });
      worker.on('error', onError);
      worker.on('completed', (job) => running.finished(name, job.id ?? ''));
      workers.set(name, worker);
      await worker.waitUntilReady();
    },
    ...createJobDesk(queueOf),
    onLost: watch.onLost,
    close: async ({ waitMs = 10_000 } = {}) => {
      await watch.stop();
      await closeWorkers([...workers.values()], waitMs);
      await running.settled();
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

/** Waits for the jobs in hand; after the time given, connections close under those that still run. */
const closeWorkers = async (workers: readonly PayloadWorker[], waitMs: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<void>((resolve) => (timer = setTimeout(resolve, waitMs)));
  await Promise.race([Promise.all(workers.map((worker) => worker.close())), tooLong]);
  clearTimeout(timer);
  await Promise.all(workers.map((worker) => worker.getBackend().close()));
};
