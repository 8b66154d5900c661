import { Job, QueueName, queueNames } from '@zhibu/application';
import { IQueueBackend, Job as BullJob, JobProgress, Worker as BullWorker, withBackend } from 'bullmq';
import { JobFailed } from './failure-text';
import { PayloadQueue, createJobDesk, jobOf } from './job-desk';
import { JobEntry, Payload, jobEntry } from './job-entry';
import { jobIdOf } from './job-ids';
import { JobHandler, JobQueues, JobQueuesOptions } from './job-queues';
import { startLossWatch } from './loss-watch';
import { QueueEngine } from './queue-engine';
import { createRunningWakeUps } from './running-wake-ups';
import { putOffAfterStalls, stallsMax } from './stalled-jobs';

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
  // What another installation stored is neither taken nor added to; it is looked at again, since somebody may put it right.
  const onForeign = (isForeign: boolean): void => {
    for (const worker of workers.values()) void (isForeign ? worker.pause(true) : worker.resume()).catch(onError);
  };
  const workers = new Map<QueueName, PayloadWorker>();
  const watch = await startLossWatch(engine, watchMs, onError, onForeign);
  const { Queue, Worker } = withBackend(engine.backend);

  const queues = new Map(
    queueNames.map((name) => {
      const queue = new Queue<Payload, void>(name, { connection: engine.connection, streams: { events: { maxLen: eventsKeptMax } } });
      queue.on('error', onError);
      return [name, queue];
    }),
  );
  const queueOf = (name: QueueName): PayloadQueue => {
    const queue = queues.get(name);
    if (queue === undefined) throw new TypeError(`there is no queue ${JSON.stringify(name)}`);
    return queue;
  };

  const add = async (name: QueueName, entries: readonly JobEntry[]): Promise<void> => {
    if (watch.isForeign()) await watch.restore();
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
      const worker = new Worker<Payload, void>(name, processorOf(name, handler, backoffMs), {
        connection: engine.connection, concurrency, lockDuration: lockMs, stalledInterval: Math.max(1_000, lockMs / 2),
        maxStalledCount: stallsMax, runRetryDelay: 1_000,
      });
      worker.on('error', onError);
      worker.on('stalled', (id) => onError(new Error(`queue.stalled: the job ${jobIdOf(id)} of ${name} was taken from a worker that stopped answering, and runs again`)));
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

const processorOf = (name: QueueName, handler: JobHandler, backoffMs: number) => async (job: BullJob<Payload>, token?: string): Promise<void> => {
  await putOffAfterStalls(job, token, backoffMs);
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
