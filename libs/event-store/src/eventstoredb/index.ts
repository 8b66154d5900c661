export type { EventStoreDbOptions } from './event-store-db-event-store';
export { createEventStoreDbEventStore } from './event-store-db-event-store';
export type { EventStoreDbInspection } from './inspect';
export { inspectEventStoreDb } from './inspect';
export type { Patience } from './patience';
