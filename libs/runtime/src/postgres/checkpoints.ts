import { Pool } from 'pg';
import { Checkpoint } from '@zhibu/kernel';
import { PartitionPlaces, followUpGroup, followUpPartitions } from '@zhibu/application';
import { Lease, leaseTable } from '@zhibu/projections';

const table = 'runtime.checkpoints';

/** Until there were partitions, one process at a time kept one place for all follow-ups, under this name. */
const placeOfAll = followUpGroup;

/**
 * Partitions that have no place yet begin where the follow-ups stood as a whole. That place stays as it is: a process of older
 * code goes on from it, and both then ask for the same jobs, which have the same ids.
 */
export const migrateCheckpoints = async (pool: Pool): Promise<void> => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(`select pg_advisory_xact_lock(hashtextextended('migrate runtime', 0))`);
    await client.query('create schema if not exists runtime');
    await client.query(`create table if not exists ${table} (name text primary key, checkpoint text not null)`);
    await client.query(
      `insert into ${table} (name, checkpoint) select part, old.checkpoint from ${table} old, unnest($2::text[]) as part
       where old.name = $1 and not exists (select from ${table} where name = any ($2::text[]))`,
      [placeOfAll, followUpPartitions],
    );
    await client.query('commit');
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
};

/** Leases and places of the same names; the rows of the leases are held until the places are written. */
const saveSql = `
  with held as (
    select l.name, k.checkpoint from ${leaseTable} l join unnest($1::text[], $2::bigint[], $4::text[]) as k(name, token, checkpoint) using (name, token)
    where l.owner = $3 order by l.name for share of l
  )
  insert into ${table} (name, checkpoint) select name, checkpoint from held, set_config('synchronous_commit', 'off', true)
  on conflict (name) do update set checkpoint = excluded.checkpoint`;

/** Where the partitions of the follow-ups stand that are held under these leases. Losing it repeats jobs that find their work done. */
export const createPlaces = (pool: Pool, leases: readonly Lease[], isSure: (lease: Lease) => boolean): PartitionPlaces => ({
  load: async () => {
    const names = leases.map(({ name }) => name);
    const { rows } = await pool.query<{ name: string; checkpoint: string }>(`select name, checkpoint from ${table} where name = any ($1::text[])`, [names]);
    const places = new Map<string, Checkpoint | null>(names.map((name) => [name, null]));
    for (const { name, checkpoint } of rows) places.set(name, checkpoint as Checkpoint);
    return places;
  },
  save: async (places) => {
    const saving = leases.filter(({ name }) => places.has(name));
    // Not worth waiting for the disk: an older place only repeats jobs.
    const { rowCount } = await pool.query(saveSql, [
      saving.map(({ name }) => name), saving.map(({ token }) => token), saving[0]?.owner, saving.map(({ name }) => places.get(name)),
    ]);
    return rowCount === saving.length;
  },
  isHeld: () => leases.every(isSure),
});
