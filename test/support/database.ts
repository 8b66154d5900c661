import { randomBytes } from 'node:crypto';
import { Client, Pool } from 'pg';

export interface TestDatabase {
  /** Connection URL of a fresh, empty database. */
  readonly url: string;
  readonly pool: Pool;
  /** Ends the pool and removes the database, also when others are still connected. */
  drop(): Promise<void>;
}

const serverUrl = (): string => {
  const url = process.env['ZHIBU_TEST_DATABASE_URL'];
  if (url === undefined) throw new Error('ZHIBU_TEST_DATABASE_URL is missing: run this spec in the jest project "integration".');
  return url;
};

const onServer = async (sql: string): Promise<void> => {
  const client = new Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};

/** A database for one spec file or one test. `connections` bounds its pool (default 10). */
export const createTestDatabase = async (connections = 10): Promise<TestDatabase> => {
  const name = `zhibu_test_${randomBytes(6).toString('hex')}`;
  await onServer(`CREATE DATABASE ${name}`);
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  const pool = new Pool({ connectionString: url.href, max: connections });
  // A connection that `drop` cuts off reports an error nobody waits for.
  pool.on('error', () => undefined);
  const drop = async (): Promise<void> => {
    await pool.end();
    await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  };
  return { url: url.href, pool, drop };
};
