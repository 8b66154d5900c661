import { createBullmqJobQueues } from './bullmq-job-queues';
import { JobQueues, JobQueuesOptions } from './job-queues';
import { PostgresEngineOptions, createPostgresEngine } from './postgres/postgres-engine';

/** The job queue of an installation. PostgreSQL holds the jobs; nothing else has to be installed. */
export const createJobQueue = (options: PostgresEngineOptions & JobQueuesOptions): Promise<JobQueues> =>
  createBullmqJobQueues(createPostgresEngine(options), options);
