import { randomBytes } from 'node:crypto';
import { PostgresKeyVaultOptions, createPostgresKeyVault, migrateKeyVault } from '@zhibu/privacy';
import { TestDatabase, createTestDatabase } from '../support/database';
import { until } from '../support/until';

const people = (count: number, prefix = 'p'): string[] => Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(5, '0')}`);

describe('the key vault in PostgreSQL', () => {
  const masterKey = randomBytes(32);
  let database: TestDatabase;
  let statements: number;
  const open = (options: Partial<PostgresKeyVaultOptions> = {}) => createPostgresKeyVault({ pool: database.pool, masterKey, ...options });

  beforeEach(async () => {
    database = await createTestDatabase();
    await Promise.all([1, 2, 3].map(() => migrateKeyVault({ pool: database.pool })));
    const query = database.pool.query.bind(database.pool) as (...args: unknown[]) => unknown;
    statements = 0;
    jest.spyOn(database.pool, 'query').mockImplementation(((...args: unknown[]) => {
      statements += 1;
      return query(...args);
    }));
  });
  afterEach(() => database.drop());

  it('gives every process the same key', async () => {
    const [a, b] = [open(), open()];
    const made = await a.keysFor(['x', 'y'], { create: true });
    expect(made.get('x')).toHaveLength(32);
    expect(made.get('x')).not.toEqual(made.get('y'));
    expect(await b.keysFor(['x', 'y', 'z'], { create: false })).toEqual(made);
  });

  it('makes one key for a person whom many processes meet at once', async () => {
    const vaults = Array.from({ length: 6 }, () => open());
    const results = await Promise.all(vaults.map((vault, index) => vault.keysFor(index % 2 === 0 ? people(300) : people(300).reverse(), { create: true })));
    for (const result of results) {
      expect(result.size).toBe(300);
      for (const [person, key] of result) expect(key).toEqual(results[0]?.get(person));
    }
  });

  it('takes the key that another process was just about to commit', async () => {
    const other = await database.pool.connect();
    await other.query('begin');
    await other.query(`insert into vault.person_key (person_key, erased_at) values ('x', now())`);
    const asked = open().keysFor(['x', 'y'], { create: true });
    await until(async () => (await other.query(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).rowCount === 1);
    await other.query('commit');
    other.release();
    expect((await asked).get('x')).toBe('erased');
    expect((await asked).get('y')).toHaveLength(32);
  });

  it('asks once for callers that come together, and not again for what it knows', async () => {
    const vault = open();
    await Promise.all(people(900).map((person) => vault.keysFor([person], { create: true })));
    expect(statements).toBe(1);
    await vault.keysFor(people(900), { create: false });
    expect(statements).toBe(1);
    await vault.keysFor(people(2_500, 'q'), { create: true });
    expect(statements).toBe(4);
  });

  it('forgets an erased key at once here, and within its time elsewhere', async () => {
    let nowMs = 0;
    const [here, elsewhere] = [open(), open({ nowMs: () => nowMs, cacheLiveForMs: 1_000 })];
    const key = (await here.keysFor(['x'], { create: true })).get('x');
    await elsewhere.keysFor(['x'], { create: true });
    await here.erase('x');
    expect((await here.keysFor(['x'], { create: true })).get('x')).toBe('erased');
    expect((await elsewhere.keysFor(['x'], { create: false })).get('x')).toEqual(key);
    nowMs = 1_000;
    expect((await elsewhere.keysFor(['x'], { create: true })).get('x')).toBe('erased');
    expect((await open().keysFor(['x'], { create: true })).get('x')).toBe('erased');
  });

  it('keeps no trace of an erased key, and may be told twice', async () => {
    const vault = open();
    await vault.keysFor(['x'], { create: true });
    await vault.erase('x');
    await vault.erase('x');
    await vault.erase('never-seen');
    const { rows } = await database.pool.query('select person_key, wrapped, master_key_id, erased_at is not null as erased from vault.person_key order by 1');
    expect(rows).toEqual(['never-seen', 'x'].map((person) => ({ person_key: person, wrapped: null, master_key_id: null, erased: true })));
    expect((await vault.keysFor(['never-seen'], { create: true })).get('never-seen')).toBe('erased');
  });

  it('does not bring a key back when it is erased while others ask for it', async () => {
    for (let round = 0; round < 20; round += 1) {
      const vault = open();
      const person = `r${round}`;
      await Promise.all([vault.keysFor([person], { create: true }), vault.erase(person), vault.keysFor([person], { create: true })]);
      expect((await vault.keysFor([person], { create: true })).get(person)).toBe('erased');
    }
  });

  it('moves to a new master key while the old one is still configured', async () => {
    const made = await open().keysFor(people(30), { create: true });
    const next = { masterKey: randomBytes(32), retiredMasterKeys: [masterKey] };
    expect(await open(next).keysFor(people(30), { create: false })).toEqual(made);
    const vault = open(next);
    await vault.erase('p00000');
    expect([await vault.rewrap(20), await vault.rewrap(20), await vault.rewrap(20)]).toEqual([20, 9, 0]);
    const after = await open({ masterKey: next.masterKey }).keysFor(people(30), { create: false });
    expect(after).toEqual(new Map<string, unknown>([...made, ['p00000', 'erased']]));
    await expect(open().keysFor(['p00001'], { create: false })).rejects.toMatchObject({ rejection: { code: 'privacy.master-key-unknown' } });
  });

  it('refuses a wrapped key that was moved to another person', async () => {
    await open().keysFor(['x', 'y'], { create: true });
    await database.pool.query(`update vault.person_key set wrapped = (select wrapped from vault.person_key where person_key = 'x') where person_key = 'y'`);
    await expect(open().keysFor(['y'], { create: false })).rejects.toMatchObject({ rejection: { code: 'privacy.wrapped-key-altered' } });
  });

  it('refuses a master key of the wrong size and a schema that is no identifier', async () => {
    expect(() => open({ masterKey: Buffer.alloc(16) })).toThrow(RangeError);
    expect(() => open({ schema: 'x"; drop table y' })).toThrow(RangeError);
    await expect(migrateKeyVault({ pool: database.pool, schema: 'X' })).rejects.toThrow(RangeError);
  });
});
