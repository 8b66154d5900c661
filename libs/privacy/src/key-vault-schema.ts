import { Pool } from 'pg';

/** The table of keys, quoted. Refuses a schema name that is not a plain identifier. */
export const keyVaultTable = (schema = 'vault'): string => `${quotedSchema(schema)}.person_key`;

const quotedSchema = (schema: string): string => {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) {
    throw new RangeError(`a schema name has lower-case letters, digits and underscores, found ${JSON.stringify(schema)}`);
  }
  return `"${schema}"`;
};

/** Makes the vault's schema and table where they are missing. May run in several processes at once. */
export const migrateKeyVault = async ({ pool, schema = 'vault' }: { readonly pool: Pool; readonly schema?: string }): Promise<void> => {
  const table = keyVaultTable(schema);
  // Several statements in one simple query are one transaction, so the lock lasts until the end.
  await pool.query(`
    select pg_advisory_xact_lock(hashtext('zhibu key vault ${schema}'));
    create schema if not exists ${quotedSchema(schema)};
    create table if not exists ${table} (
      person_key text primary key,
      master_key_id text,
      wrapped bytea,
      erased_at timestamptz,
      constraint key_or_erased check ((wrapped is null) = (erased_at is not null) and (wrapped is null) = (master_key_id is null))
    );
    create index if not exists person_key_by_master on ${table} (master_key_id) where wrapped is not null;
    revoke all on ${table} from public;`);
};

/** Whether the key of anybody is, or was, kept here. */
export const vaultHoldsKeys = async ({ pool, schema = 'vault' }: { readonly pool: Pool; readonly schema?: string }): Promise<boolean> =>
  (await pool.query(`select 1 from ${keyVaultTable(schema)} limit 1`)).rowCount === 1;
