export { createJobQueue, type JobStoreOptions } from './create-job-queue';
export * from './job-queues';
export { inspectRedis, type RedisInspection } from './redis/inspect-redis';
export { isPassingFault } from './redis/redis-faults';
