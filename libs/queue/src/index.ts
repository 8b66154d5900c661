export { createJobQueue } from './create-job-queue';
export { failureText } from './failure-text';
export * from './job-queues';
