import { PoolClient } from 'pg';
import { leaseMemberTable, leaseTable } from './lease';

/** In the caller's transaction. Safe to repeat, also from several processes at once. */
export const migrateLeases = async (client: Pick<PoolClient, 'query'>): Promise<void> => {
  // The same lock as for everything else in this schema.
  await client.query(`select pg_advisory_xact_lock(hashtextextended('migrate runtime', 0))`);
  await client.query('create schema if not exists runtime');
  await client.query(
    `create table if not exists ${leaseTable} (
       name text primary key, owner text, token bigint not null, renewed_at timestamptz not null, expires_at timestamptz not null)`,
  );
  await client.query(
    `create table if not exists ${leaseMemberTable} (
       group_name text not null, owner text not null, wants text[] not null, renewed_at timestamptz not null, expires_at timestamptz not null,
       primary key (group_name, owner))`,
  );
};
