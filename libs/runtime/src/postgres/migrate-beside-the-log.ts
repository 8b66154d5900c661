import type { Pool } from 'pg';
import { migrateRuns } from './run-board';
import { migrateLogIdentity } from './log-identity';
import { migrateProcesses } from './processes';

/** What the database keeps of the log it belongs to, of the processes at work and of how far long work is. */
export const migrateBesideTheLog = async (pool: Pool): Promise<void> => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(`select pg_advisory_xact_lock(hashtextextended('migrate runtime', 0))`);
    await client.query('create schema if not exists runtime');
    await migrateLogIdentity(client);
    await migrateProcesses(client);
    await migrateRuns(client);
    await client.query('commit');
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
};
