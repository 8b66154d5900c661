import { Pool } from 'pg';
import { appendBatchSql, requireStoredSql } from './schema/append-batch';
import { eventsTableSql } from './schema/events-table';
import { quotedSchema } from './schema-name';

export const eventStoreSchemaDefault = 'events';

/** Creates what is missing and replaces the functions. Safe to repeat, and for several processes at once. */
export const migrateEventStore = async (pool: Pool, schema: string = eventStoreSchemaDefault): Promise<void> => {
  const quoted = quotedSchema(schema);
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`migrate ${schema}`]);
    await client.query(`set local client_min_messages = warning`);
    await client.query(eventsTableSql(quoted));
    await client.query(appendBatchSql(quoted));
    await client.query(requireStoredSql(quoted));
    await client.query('commit');
    client.release();
  } catch (error) {
    // Ending the connection also ends its transaction.
    client.release(true);
    throw error;
  }
};
