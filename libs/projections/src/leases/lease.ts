import type { Pool } from 'pg';

/** The right to work on something alone, for as long as it is renewed. Whoever writes under it shows its token. */
export interface Lease {
  readonly name: string;
  /** The process that holds it. */
  readonly owner: string;
  /** Grows by one with each taking; a write under an older one is void. */
  readonly token: number;
}

/** How a lease stands, by the clock of the database. */
export interface LeaseStatus {
  /** `<group>/<what it is for>`, such as `read_models/cases v3 g1` or `follow-ups/07`. */
  readonly name: string;
  /** `null`: given back, and not taken by anybody yet. */
  readonly owner: string | null;
  readonly token: number;
  /** ISO instants. */
  readonly renewedAt: string;
  readonly expiresAt: string;
  /** Held, but no longer renewed: its process stands still or is gone, and nobody took over. */
  readonly expired: boolean;
}

export const leaseTable = 'runtime.leases';
export const leaseMemberTable = 'runtime.lease_members';

/** A process that says nothing for so long loses what it holds. */
export const leaseMsDefault = 15_000;

/** Every lease, by name; none where `migrate` never ran. */
export const readLeases = async (pool: Pick<Pool, 'query'>): Promise<readonly LeaseStatus[]> => {
  const there = await pool.query<{ known: boolean }>('select to_regclass($1) is not null as known', [leaseTable]);
  if (there.rows[0]?.known !== true) return [];
  const { rows } = await pool.query<Omit<LeaseStatus, 'token' | 'renewedAt' | 'expiresAt'> & { token: string; renewedAt: Date; expiresAt: Date }>(
    `select name, owner, token, renewed_at as "renewedAt", expires_at as "expiresAt", owner is not null and expires_at <= clock_timestamp() as expired
     from ${leaseTable} order by name`,
  );
  return rows.map((row) => ({ ...row, token: Number(row.token), renewedAt: row.renewedAt.toISOString(), expiresAt: row.expiresAt.toISOString() }));
};
