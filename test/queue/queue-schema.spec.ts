import { Pool } from 'pg';
import { JobQueues, createJobQueue } from '@zhibu/queue';
import { queueTables, restoreQueueSchema } from '../../libs/queue/src/postgres/queue-schema';
import { TestDatabase, createTestDatabase } from '../support/database';
import { describeWith } from '../support/debian-program';
import { startPgBouncer } from '../support/pgbouncer';
import { until } from '../support/until';

const job = (id: string) => ({ queue: 'returns' as const, id, payload: {} });

describe('the schema of the job queue', () => {
  let database: TestDatabase;
  let opened: JobQueues[];
  const open = async (schema = 'bullmq', watchMs = 100): Promise<JobQueues> => {
    const queues = await createJobQueue({ connectionString: database.url, schema, watchMs });
    opened.push(queues);
    return queues;
  };

  /** The server may end this one instead of a look of the queues when the two wait for one another (40P01). */
  const hit = async (damage: string): Promise<unknown> =>
    database.pool.query(damage).catch((error: Error & { code?: string }) => (error.code === '40P01' ? hit(damage) : Promise.reject(error)));

  beforeEach(async () => {
    opened = [];
    database = await createTestDatabase(2);
  });
  afterEach(async () => {
    await Promise.all(opened.map((queues) => queues.close()));
    await database.drop();
  });

  it('has the tables that the watch expects', async () => {
    await open();
    const { rows } = await database.pool.query<{ tablename: string }>(`select tablename from pg_tables where schemaname = 'bullmq' order by 1`);
    expect(rows.map(({ tablename }) => tablename)).toEqual([...queueTables].sort());
  });

  it.each([
    ['the table of jobs is dropped', 'drop table bullmq.job cascade', 'bullmq'],
    ['all tables but the ledger are dropped', `drop table ${queueTables.filter((table) => table !== 'migration').map((table) => `bullmq.${table}`).join()} cascade`, 'bullmq'],
    ['the ledger is dropped', 'drop table bullmq.migration', 'bullmq'],
    ['the whole schema is dropped', 'drop schema bullmq cascade', 'bullmq'],
    ['the jobs are truncated', 'truncate bullmq.job cascade', 'bullmq'],
    ['a schema of another name is dropped', 'drop schema jobs_2 cascade', 'jobs_2'],
  ])('is whole again, and every process is told, when %s', async (_, damage, schema) => {
    const [a, b] = await Promise.all([open(schema), open(schema)]);
    const told = { a: 0, b: 0 };
    a.onLost(() => void (told.a += 1));
    b.onLost(() => void (told.b += 1));
    await a.enqueue([job('before')]);
    await hit(damage);
    await until(() => told.a === 1 && told.b === 1);
    expect((await a.counts()).returns.waiting).toBe(0);
    let ran = 0;
    await b.work('returns', () => Promise.resolve(void (ran += 1)));
    await a.enqueue([job('after')]);
    await until(() => ran === 1);
    expect(told).toEqual({ a: 1, b: 1 });
  });

  it('is made once by many processes that start together, and keeps its jobs at the next start', async () => {
    const all = await Promise.all([1, 2, 3, 4].map(() => open()));
    await all[0]?.enqueue([job('kept')]);
    const next = await open();
    expect((await next.counts()).returns.waiting).toBe(1);
  });

  it('never drops a schema that holds something else', async () => {
    await database.pool.query('create schema shared; create table shared.people (id int); insert into shared.people values (1)');
    await open('shared');
    await database.pool.query('drop table shared.job cascade');
    await expect(open('shared')).rejects.toMatchObject({ rejection: { code: 'queue.schema-incomplete', actual: { zh: '缺 1 个', en: '1 of them missing' } } });
    expect((await database.pool.query('select id from shared.people')).rows).toEqual([{ id: 1 }]);
  });

  it.each([
    ['all jobs are truncated', 'truncate bullmq.job cascade'],
    ['some jobs are deleted by hand', 'delete from bullmq.job'],
  ])('takes a job again under the id that it had before %s', async (_, damage) => {
    const queues = await open('bullmq', 60_000);
    await queues.enqueue([job('same'), job('other')]);
    await database.pool.query(damage);
    await queues.enqueue([job('same'), job('new')]);
    expect((await queues.counts()).returns.waiting).toBe(2);
  });

  it('refuses a schema name that is not a plain identifier', async () => {
    await expect(open('x; drop schema public')).rejects.toThrow(RangeError);
  });

  it('takes up work when the server was away at the start of a worker', async () => {
    const queues = await open();
    await database.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`);
    let ran = 0;
    await queues.work('returns', () => Promise.resolve(void (ran += 1)));
    // A connection that was cut is found out by who uses it next.
    await until(() => queues.enqueue([job('a')]).then(() => true, () => false));
    await until(() => ran === 1);
  });
});

describeWith('pgbouncer', 'the schema of the job queue behind PgBouncer in transaction mode', () => {
  it('is made once by many processes, and no lock stays behind', async () => {
    const database = await createTestDatabase(1);
    const bouncer = await startPgBouncer(database.url, 3);
    const pool = new Pool({ connectionString: bouncer.url, max: 6 });
    await Promise.all([1, 2, 3, 4, 5, 6].map(() => restoreQueueSchema(pool, 'bullmq')));
    await database.pool.query('drop table bullmq.job cascade');
    await Promise.all([1, 2, 3, 4, 5, 6].map(() => restoreQueueSchema(pool, 'bullmq')));
    const { rows } = await database.pool.query(`select to_regclass('bullmq.job') is not null as made, (select count(*)::int from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())) as locks`);
    await pool.end();
    await bouncer.stop();
    await database.drop();
    expect(rows).toEqual([{ made: true, locks: 0 }]);
  });
});
