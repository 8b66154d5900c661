import { withBackend } from 'bullmq';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createJobQueue } from '@zhibu/queue';
import { storedJobId } from '../../../libs/queue/src/job-ids';
import { createPostgresEngine } from '../../../libs/queue/src/postgres/postgres-engine';

/** Lets the service do a kind of work by itself again. */
export type LetGo = () => Promise<void>;

const linesBeforePort = 3;

/** Of the PostgreSQL that a running county brought along. */
export const databaseOf = (folder: string): string => {
  const postgres = join(folder, 'postgres');
  const port = readFileSync(join(postgres, 'data', 'postmaster.pid'), 'utf8').split('\n')[linesBeforePort] ?? '';
  return `postgres://zhibu:${readFileSync(join(postgres, 'password'), 'utf8').trim()}@127.0.0.1:${port}/zhibu`;
};

/**
 * Holds back what the service does by itself, so that somebody can look at it before it is done: a few people are listed quicker than a page
 * is loaded anew, and an officer would race with the timer that ends a notice.
 */
export const holdWork = async (folder: string, queueName: 'batch-building' | 'timers'): Promise<LetGo> => {
  const engine = createPostgresEngine({ connectionString: databaseOf(folder), connectionsMax: 2, onError: () => undefined });
  const { Queue } = withBackend(engine.backend);
  const queue = new Queue(queueName, { connection: engine.connection });
  await queue.pause();
  return async () => {
    await queue.resume();
    await queue.close();
    await engine.close();
  };
};

/** A batch of the demo's year that has one part; there is no part 999 of it. */
const [closedBatch, noSuchPart] = ['special-hardship.990101000000.2016-12.1', 999];

export interface Buried {
  readonly jobId: string;
  /** Makes of it work that can be done, as somebody would who found the cause. */
  mend(): Promise<void>;
}

/** A job that the service itself tries, once, and cannot do. */
export const buryJob = async (folder: string): Promise<Buried> => {
  const [connectionString, queueName, jobId] = [databaseOf(folder), 'batch-building', `build-chunks/${closedBatch}/${noSuchPart}`] as const;
  const queues = await createJobQueue({ connectionString, attemptsMax: 1 });
  await queues.enqueue([{ queue: queueName, id: jobId, payload: { work: 'build-chunks', batchId: closedBatch, fromChunk: noSuchPart, throughChunk: noSuchPart } }]);
  await queues.close();
  return {
    jobId,
    mend: async () => {
      const engine = createPostgresEngine({ connectionString, connectionsMax: 2, onError: () => undefined });
      const { Queue } = withBackend(engine.backend);
      const queue = new Queue(queueName, { connection: engine.connection });
      const job = await queue.getJob(storedJobId(jobId));
      await job?.updateData({ work: 'write-file', batchId: closedBatch });
      await queue.close();
      await engine.close();
    },
  };
};
