import { createTestDatabase } from '../support/database';

test('every test database is fresh, UTF-8 and sorted by code point', async () => {
  const [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  await first.pool.query('CREATE TABLE mark (name text)');
  const { rows } = await second.pool.query<{ mark: string | null; encoding: string; fsync: string }>(
    `SELECT to_regclass('mark')::text AS mark, current_setting('server_encoding') AS encoding, current_setting('fsync') AS fsync`);
  expect(rows).toEqual([{ mark: null, encoding: 'UTF8', fsync: 'on' }]);
  const sorted = await first.pool.query<{ name: string }>(`SELECT name FROM unnest(ARRAY['b','a','B','阿','𠮷']) AS name ORDER BY name`);
  expect(sorted.rows.map(({ name }) => name)).toEqual(['B', 'a', 'b', '阿', '𠮷']);
  await Promise.all([first.drop(), second.drop()]);
});
