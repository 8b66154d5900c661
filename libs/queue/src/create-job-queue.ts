import { createBullmqJobQueues } from './bullmq-job-queues';
import { JobQueues, JobQueuesOptions } from './job-queues';
import { PostgresEngineOptions, createPostgresEngine } from './postgres/postgres-engine';
import { QueueEngine } from './queue-engine';
import { RedisEngineOptions, createRedisEngine } from './redis/redis-engine';

/** Redis where `redisUrl` is given, otherwise PostgreSQL. */
export type JobStoreOptions = (PostgresEngineOptions & { readonly redisUrl?: undefined }) | RedisEngineOptions;

/**
 * The job queue of an installation. PostgreSQL holds the jobs, and nothing else has to be installed; or Redis does.
 * Rejects with a `RejectionError` where the Redis cannot hold them (`isPassingFault` tells whether to wait for it).
 */
export const createJobQueue = async (options: JobStoreOptions & JobQueuesOptions): Promise<JobQueues> => {
  const engine = await engineOf(options);
  try {
    return await createBullmqJobQueues(engine, options);
  } catch (error) {
    await engine.close();
    throw error;
  }
};

const engineOf = async (options: JobStoreOptions & JobQueuesOptions): Promise<QueueEngine> => {
  const { onError = () => undefined } = options;
  if (options.redisUrl === undefined) return createPostgresEngine({ ...options, onError });
  return createRedisEngine({ ...options, onError });
};
