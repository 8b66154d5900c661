export * from './event-codec';
export * from './job-queue';
export * from './pseudonyms';
