export * from './follow-up-runner';
export * from './handle-work';
export * from './job-handlers';
export * from './partitions';
export * from './sweep-outstanding-work';
export * from './work-of-job';
