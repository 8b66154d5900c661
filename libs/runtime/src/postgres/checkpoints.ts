import { Pool } from 'pg';
import { Checkpoint } from '@zhibu/kernel';
import { CheckpointStore } from '@zhibu/application';

const table = 'runtime.checkpoints';

export const migrateCheckpoints = async (pool: Pool): Promise<void> => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(`select pg_advisory_xact_lock(hashtextextended('migrate runtime', 0))`);
    await client.query('create schema if not exists runtime');
    await client.query(`create table if not exists ${table} (name text primary key, checkpoint text not null)`);
    await client.query('commit');
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
};

/** Where the follow-up runner stands. Losing it repeats jobs that find their work done. */
export const createCheckpoints = (pool: Pool): CheckpointStore => ({
  load: async (name) => {
    const { rows } = await pool.query<{ checkpoint: string }>(`select checkpoint from ${table} where name = $1`, [name]);
    return (rows[0]?.checkpoint ?? null) as Checkpoint | null;
  },
  save: async (name, checkpoint) => {
    // Not worth waiting for the disk: an older place only repeats jobs.
    await pool.query(`insert into ${table} (name, checkpoint) select $1, $2 from set_config('synchronous_commit', 'off', true) on conflict (name) do update set checkpoint = excluded.checkpoint`, [name, checkpoint]);
  },
});
