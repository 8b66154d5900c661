import { randomBytes } from 'node:crypto';
import { Pool } from 'pg';
import { createKeyCache } from './key-cache';
import { keyVaultTable } from './key-vault-schema';
import { KeyVault, PersonKeyState, personKeyBytes } from './key-vault';
import { createKeyWrapping } from './key-wrapping';
import { microBatch } from './micro-batch';

export interface PostgresKeyVaultOptions {
  readonly pool: Pool;
  /** Default `vault`. */
  readonly schema?: string;
  /** 32 bytes; new keys are wrapped under it. */
  readonly masterKey: Buffer;
  /** Master keys of before, still needed to read what was not wrapped again yet. */
  readonly retiredMasterKeys?: readonly Buffer[];
  /** Default 50,000 keys, about 15 MB. */
  readonly cacheEntriesMax?: number;
  /** An erasure made by another process is seen within this time. Default 30 s. */
  readonly cacheLiveForMs?: number;
  readonly nowMs?: () => number;
}

export interface PostgresKeyVault extends KeyVault {
  /** Wraps keys under the current master key that are still under a retired one; gives how many it did. */
  rewrap(keysMax: number): Promise<number>;
}

interface KeyRow {
  readonly person_key: string;
  readonly master_key_id: string | null;
  readonly wrapped: Buffer | null;
}

const keysPerStatementMax = 1_000;

/**
 * Keys in a table of their own. Erasing leaves a mark in place of the key. The old row stays in the files of
 * the server until vacuum and log recycling overwrite it, wrapped under the master key as it always was.
 */
export const createPostgresKeyVault = (options: PostgresKeyVaultOptions): PostgresKeyVault => {
  const { pool } = options;
  const table = keyVaultTable(options.schema);
  const wrapping = createKeyWrapping(options.masterKey, options.retiredMasterKeys);
  const cache = createKeyCache({
    entriesMax: options.cacheEntriesMax ?? 50_000,
    liveForMs: options.cacheLiveForMs ?? 30_000,
    nowMs: options.nowMs ?? (() => performance.now()),
  });

  const stateOf = (row: KeyRow): PersonKeyState =>
    row.wrapped === null || row.master_key_id === null ? 'erased' : wrapping.unwrap(row.person_key, row.master_key_id, row.wrapped);
  const byPerson = (rows: readonly KeyRow[], askedIn: number) => new Map(rows.map((row) => [row.person_key, cache.put(row.person_key, stateOf(row), askedIn)]));

  const read = async (personKeys: readonly string[]): Promise<Map<string, PersonKeyState>> => {
    const askedIn = cache.era;
    return byPerson((await pool.query<KeyRow>({ name: `${table}-read`, text: readSql(table), values: [personKeys] })).rows, askedIn);
  };

  const readOrCreate = async (personKeys: readonly string[]): Promise<Map<string, PersonKeyState>> => {
    const fresh = personKeys.map((personKey) => wrapping.wrap(personKey, randomBytes(personKeyBytes)));
    const values = [personKeys, fresh, wrapping.currentId];
    const askedIn = cache.era;
    const states = byPerson((await pool.query<KeyRow>({ name: `${table}-create`, text: createSql(table), values })).rows, askedIn);
    // A key that another process committed while this statement ran is neither inserted nor in its snapshot.
    const missed = personKeys.filter((personKey) => !states.has(personKey));
    if (missed.length > 0) for (const [personKey, state] of await read(missed)) states.set(personKey, state);
    return states;
  };

  const load = { read: microBatch(read, keysPerStatementMax), create: microBatch(readOrCreate, keysPerStatementMax) };

  return {
    keysFor: async (personKeys, { create }) => {
      const found = new Map<string, PersonKeyState>();
      await Promise.all(
        [...new Set(personKeys)].map(async (personKey) => {
          const loaded = cache.get(personKey) ?? (await (create ? load.create : load.read)(personKey));
          // Asked again after the wait: an erasure of this process may have come in between.
          const state = cache.get(personKey) ?? loaded;
          if (state !== undefined) found.set(personKey, state);
        }),
      );
      return found;
    },
    erase: async (personKey) => {
      await pool.query(eraseSql(table), [personKey]);
      cache.put(personKey, 'erased');
    },
    refresh: () => cache.forget(),
    rewrap: async (keysMax) => {
      const { rows } = await pool.query<KeyRow>(outdatedSql(table), [wrapping.currentId, Math.min(keysMax, keysPerStatementMax)]);
      const live = rows.filter((row) => row.wrapped !== null && row.master_key_id !== null);
      const again = live.map((row) => wrapping.wrap(row.person_key, wrapping.unwrap(row.person_key, row.master_key_id ?? '', row.wrapped ?? Buffer.alloc(0))));
      const values = [live.map((row) => row.person_key), live.map((row) => row.wrapped), again, wrapping.currentId];
      return (await pool.query(rewrapSql(table), values)).rowCount ?? 0;
    },
  };
};

const columns = 'person_key, master_key_id, wrapped';

const readSql = (table: string): string => `select ${columns} from ${table} where person_key = any($1::text[])`;

// Inserted in one order, so that two statements which meet the same persons wait for one another, never both ways.
const createSql = (table: string): string => `
  with wanted as (select * from unnest($1::text[], $2::bytea[]) as w(person_key, wrapped)),
  known as (select ${columns} from ${table} where person_key = any($1::text[])),
  made as (
    insert into ${table} (person_key, master_key_id, wrapped)
    select person_key, $3, wrapped from wanted
     where person_key not in (select person_key from known) order by person_key
    on conflict (person_key) do nothing
    returning ${columns})
  select ${columns} from known union all select ${columns} from made`;

const eraseSql = (table: string): string => `
  insert into ${table} as held (person_key, erased_at) values ($1, now())
  on conflict (person_key) do update
    set wrapped = null, master_key_id = null, erased_at = coalesce(held.erased_at, excluded.erased_at)`;

const outdatedSql = (table: string): string => `
  select ${columns} from ${table} where wrapped is not null and master_key_id <> $1 order by person_key limit $2`;

// The old wrapping is compared, so that a key erased or wrapped again meanwhile is left alone.
const rewrapSql = (table: string): string => `
  update ${table} as held set wrapped = again.fresh, master_key_id = $4
    from unnest($1::text[], $2::bytea[], $3::bytea[]) as again(person_key, old, fresh)
   where held.person_key = again.person_key and held.wrapped = again.old`;
