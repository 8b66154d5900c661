export { createJobQueue, type JobStoreOptions } from './create-job-queue';
export { failureText } from './failure-text';
export * from './job-queues';
export { inspectRedis, type RedisInspection } from './redis/inspect-redis';
export { isPassingFault } from './redis/redis-faults';
