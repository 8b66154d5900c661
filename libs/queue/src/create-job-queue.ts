import { createBullmqJobQueues } from './bullmq-job-queues';
import { JobQueues, JobQueuesOptions } from './job-queues';
import { PostgresEngineOptions, createPostgresEngine } from './postgres/postgres-engine';

/** The job queue of an installation. PostgreSQL holds the jobs; nothing else has to be installed. */
export const createJobQueue = async (options: PostgresEngineOptions & JobQueuesOptions): Promise<JobQueues> => {
  const engine = createPostgresEngine(options);
  try {
    return await createBullmqJobQueues(engine, options);
  } catch (error) {
    await engine.close();
    throw error;
  }
};
