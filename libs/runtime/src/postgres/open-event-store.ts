import type { Pool } from 'pg';
import type { EventStore } from '@zhibu/event-store';
import { createEventStoreDbEventStore } from '@zhibu/event-store/eventstoredb';
import { createPostgresEventStore, migrateEventStore } from '@zhibu/event-store/postgres';
import { createPool } from './create-pool';

export interface StorePlace {
  readonly databaseUrl: string;
  /** Missing: events live in the database. */
  readonly eventStoreUrl?: string | undefined;
  /** False behind a pooler that gives each transaction another session. Default true. */
  readonly preparedStatements?: boolean | undefined;
}

/** The event store of an installation, over the pool where events live in the database: then what `confirmLog` knows of the log is lost with it. */
export const openEventStore = ({ eventStoreUrl }: Pick<StorePlace, 'eventStoreUrl'>, pool: Pool, confirmLog?: () => Promise<void>): EventStore =>
  eventStoreUrl === undefined ? createPostgresEventStore({ pool }) : createEventStoreDbEventStore({ url: eventStoreUrl, ...(confirmLog === undefined ? {} : { confirmLog }) });

/** Creates or brings forward what the store keeps in the database; EventStoreDB needs nothing made. */
export const migrateStore = async ({ eventStoreUrl }: Pick<StorePlace, 'eventStoreUrl'>, pool: Pool): Promise<void> => {
  if (eventStoreUrl === undefined) await migrateEventStore(pool);
};

/** Whether there is any event: then the keys must not be made anew. */
export const holdsEvents = async (place: StorePlace): Promise<boolean> => {
  const { databaseUrl, preparedStatements } = place;
  const pool = createPool({ databaseUrl, connectionsMax: 1, preparedStatements, onError: () => undefined });
  try {
    await migrateStore(place, pool);
    const store = openEventStore(place, pool);
    try {
      return (await store.head()) !== null;
    } finally {
      await store.close();
    }
  } finally {
    await pool.end();
  }
};
