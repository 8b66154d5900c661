import { RejectionError } from '@zhibu/kernel';
import { migrateIdentity } from '@zhibu/platform';
import { migrateKeyVault } from '@zhibu/privacy';
import { migrateDefinitions } from '../../libs/runtime/src/postgres/known-definitions';
import { MovedTable, rowsBesideTheLog } from '../../libs/runtime/src/moving/rows-beside-the-log';
import { collect } from '../contract/sample-append';
import { TestDatabase, createTestDatabase } from '../support/database';

let source: TestDatabase;
let target: TestDatabase;
const opened = async (): Promise<TestDatabase> => {
  const database = await createTestDatabase(2);
  await migrateKeyVault({ pool: database.pool });
  await migrateDefinitions(database.pool);
  await migrateIdentity(database.pool);
  return database;
};
beforeEach(async () => { [source, target] = await Promise.all([opened(), opened()]); });
afterEach(async () => { await Promise.all([source.drop(), target.drop()]); });

const tableOf = (database: TestDatabase, name: string): MovedTable => {
  const found = rowsBesideTheLog(database.pool).find((table) => table.name === name);
  if (found === undefined) throw new Error(name);
  return found;
};
const move = async (name: string): Promise<void> => tableOf(target, name).write(await collect(tableOf(source, name).read()));
const key = (personKey: string, state: string): string => `insert into vault.person_key (person_key, master_key_id, wrapped, erased_at) values ('${personKey}', ${state === 'erased' ? `null, null, '2026-01-02T03:04:05.678901Z'` : `'m', '\\x${state}', null`})`;
const keysIn = async (database: TestDatabase): Promise<readonly unknown[]> => (await database.pool.query(`select person_key, encode(wrapped, 'hex') as wrapped, erased_at is not null as erased from vault.person_key order by 1`)).rows;

describe('rows beside the log', () => {
  it('are read in pages, each once, whatever their number', async () => {
    await source.pool.query(`insert into runtime.definitions select 'rule', 'id-' || (n % 7), n::text, 'h', 'f' from generate_series(1, 2500) n`);
    const rows = await collect(tableOf(source, 'runtime.definitions').read());
    expect(new Set(rows.map(({ id, version }) => `${String(id)} ${String(version)}`)).size).toBe(2_500);
    expect(rows).toHaveLength(2_500);
    await move('runtime.definitions');
    expect(await collect(tableOf(target, 'runtime.definitions').read())).toEqual(rows);
  });

  it('keep keys as they are wrapped, and never bring an erased one back', async () => {
    for (const [database, sql] of [[source, key('a', '00ff')], [source, key('b', 'erased')], [source, key('c', 'cc')], [target, key('b', 'bb')], [target, key('c', 'erased')]] as const) await database.pool.query(sql);
    for (let round = 0; round < 2; round += 1) await move('vault.person_key');
    expect(await keysIn(target)).toEqual([{ person_key: 'a', wrapped: '00ff', erased: false }, { person_key: 'b', wrapped: null, erased: true }, { person_key: 'c', wrapped: null, erased: true }]);
    const [, erased] = await collect(tableOf(target, 'vault.person_key').read());
    expect(erased).toMatchObject({ person_key: 'b', erased_at: expect.stringContaining('03:04:05.678901') });
  });

  it('refuse a key that is another one than that which is there', async () => {
    await source.pool.query(key('a', 'aa'));
    await target.pool.query(key('a', 'bb'));
    const error = await move('vault.person_key').then(() => null, (reason: unknown) => reason);
    expect(error instanceof RejectionError && error.rejection).toMatchObject({ code: 'move.row-differs', actual: { en: 'a' } });
    expect(await keysIn(target)).toEqual([{ person_key: 'a', wrapped: 'bb', erased: false }]);
  });

  it('keep the password that was set last', async () => {
    const credential = (userId: string, hash: string, day: number): string => `insert into identity.credential (user_id, password_hash, changed_at) values ('${userId}', '${hash}', '2026-01-0${day}')`;
    for (const [database, sql] of [[source, credential('a', 'newer', 5)], [source, credential('b', 'older', 5)], [source, credential('c', 'only', 5)], [target, credential('a', 'older', 4)], [target, credential('b', 'newer', 6)]] as const) await database.pool.query(sql);
    await move('identity.credential');
    expect((await target.pool.query('select user_id, password_hash from identity.credential order by 1')).rows).toEqual([{ user_id: 'a', password_hash: 'newer' }, { user_id: 'b', password_hash: 'newer' }, { user_id: 'c', password_hash: 'only' }]);
  });
});
