export type { EventStoreDbOptions } from './event-store-db-event-store';
export { createEventStoreDbEventStore } from './event-store-db-event-store';
export type { Patience } from './patience';
