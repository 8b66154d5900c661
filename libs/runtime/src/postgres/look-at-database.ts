import { Client, Pool } from 'pg';
import { followUpGroup } from '@zhibu/application';
import { failure } from '@zhibu/platform';
import { hasEnded, readLeases } from '@zhibu/projections';

const connectWithinMs = 10_000;

/**
 * Whether a log with events stands in the database: then its secrets must not be made anew. Throws a
 * `PlatformFailure` when the database does not answer; the URL, which may hold a password, is not repeated.
 */
export const databaseHoldsEvents = async (databaseUrl: string): Promise<boolean> => {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: connectWithinMs });
  try {
    await client.connect();
    const found = await client.query<{ known: boolean }>(`select to_regclass('events.events') is not null as known`);
    if (found.rows[0]?.known !== true) return false;
    return (await client.query('select 1 from events.events limit 1')).rowCount === 1;
  } catch (error) {
    const why = error instanceof Error ? error.message || error.name : String(error);
    throw failure('postgres-failed', `无法使用 DATABASE_URL 所指的数据库（${why}）。`, `The database that DATABASE_URL names cannot be used (${why}).`, error);
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** Whether some process turns events into jobs and runs them at this moment. */
export const workersRunning = async (pool: Pool): Promise<boolean> =>
  (await readLeases(pool)).some(({ name, owner, expired }) => name.startsWith(`${followUpGroup}/`) && owner !== null && !expired && !hasEnded(owner));
