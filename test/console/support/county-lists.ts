import { Client } from 'pg';
import { LetGo, databaseOf } from './county-queues';

/** Read and not written for as long as somebody looks: reading goes on, and the log grows. */
export const holdLists = async (folder: string): Promise<LetGo> => {
  const client = new Client({ connectionString: databaseOf(folder) });
  await client.connect();
  await client.query('begin');
  const { rows } = await client.query<{ at: string }>(`select format('%I.%I', schemaname, tablename) as at from pg_tables where tablename ~ '^(batches|payment_lines)_v[0-9]+_g[0-9]+$'`);
  if (rows.length < 2) throw new Error(`expected the lists of batches and lines, found ${rows.length}`);
  await client.query(`lock table ${rows.map(({ at }) => at).join(', ')} in share mode`);
  return async () => {
    await client.query('rollback');
    await client.end();
  };
};
