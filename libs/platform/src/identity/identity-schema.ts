import type { Pool } from 'pg';

/** Passwords and sessions are not events: they stand here, and losing them loses no fact about anybody's case. */
const identityDdl = `
CREATE SCHEMA IF NOT EXISTS identity;
CREATE TABLE IF NOT EXISTS identity.credential (
  user_id       text PRIMARY KEY,
  password_hash text NOT NULL,
  failed_count  int NOT NULL DEFAULT 0,
  locked_until  timestamptz,
  changed_at    timestamptz NOT NULL
);
CREATE TABLE IF NOT EXISTS identity.session (
  token_hash   bytea PRIMARY KEY,
  user_id      text NOT NULL REFERENCES identity.credential ON DELETE CASCADE,
  on_behalf_of text,
  issued_at    timestamptz NOT NULL,
  used_at      timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL
);
ALTER TABLE identity.credential ADD COLUMN IF NOT EXISTS one_time boolean NOT NULL DEFAULT false;
CREATE INDEX IF NOT EXISTS session_expiry ON identity.session (expires_at);
`;

/** Safe to repeat, also from several processes at once. */
export const migrateIdentity = async (pool: Pool): Promise<void> => {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('zhibu.identity'))`);
    await client.query(identityDdl);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
};
