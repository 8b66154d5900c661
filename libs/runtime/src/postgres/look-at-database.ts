import { Client, Pool } from 'pg';
import { failure } from '@zhibu/platform';
import { followUpLock } from './workers';

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
export const workersRunning = async (pool: Pool): Promise<boolean> => {
  const { rows } = await pool.query<{ held: boolean }>(
    `select exists (
       select from pg_locks l, (select hashtextextended($1, 0) as key) k
       where l.locktype = 'advisory' and l.granted and l.objsubid = 1
         and l.database = (select oid from pg_database where datname = current_database())
         and l.classid::bigint = ((k.key >> 32) & 4294967295) and l.objid::bigint = (k.key & 4294967295)
     ) as held`,
    [followUpLock],
  );
  return rows[0]?.held === true;
};
