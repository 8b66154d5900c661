export type { PostgresEventStoreOptions, PostgresSource } from './postgres-event-store';
export { createPostgresEventStore } from './postgres-event-store';
export { migrateEventStore } from './migrate-event-store';
