import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../../libs/platform';

/** PostgreSQL as the product runs it (fsync on), in a folder that goes away; every case gets fresh databases. */
export const startServer = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'zhibu-bench-'));
  const server = await startEmbeddedPostgres({ folder, removeFolderAtEnd: true });
  const admin = new Client({ connectionString: server.urlOf('postgres') });
  await admin.connect();
  let databases = 0;
  return {
    freshDatabase: async (name: string): Promise<string> => {
      const database = `bench_${(databases += 1)}_${name}`;
      await admin.query(`create database ${database}`);
      return server.urlOf(database);
    },
    settings: async (): Promise<string> => {
      const { rows } = await admin.query<{ line: string }>(
        `select 'PostgreSQL ' || current_setting('server_version') || ', fsync ' || current_setting('fsync')
          || ', synchronous_commit ' || current_setting('synchronous_commit') as line`,
      );
      return rows[0]?.line ?? '';
    },
    stop: async (): Promise<void> => {
      await admin.end();
      await server.stop();
    },
  };
};
