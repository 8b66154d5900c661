export * from './event-codec';
export * from './evidence-store';
export * from './job-queue';
export * from './payment-file-writer';
export * from './pseudonyms';
export * from './read-ports';
export * from './return-rows';
