import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { instantOf } from '@zhibu/kernel';
import { demoCounty } from '@zhibu/demo';
import { loadConfig } from '@zhibu/platform';
import { readLeases, scopeOf } from '@zhibu/projections';
import { Runtime, createRuntime, openDatabase } from '@zhibu/runtime';
import { createPool } from '../../libs/runtime/src/postgres/create-pool';
import { TestDatabase, createTestDatabase } from '../support/database';
import { describeWith } from '../support/debian-program';
import { MiniCounty } from '../support/mini-county';
import { PgBouncer, startPgBouncer } from '../support/pgbouncer';
import { RedisServer, startRedis } from '../support/redis/redis-server';
import { testClock } from '../support/test-clock';

const poolSize = 4;

/** Each transaction on another of four sessions: whatever stays behind in a session is found by somebody else. The queue is in Redis, because BullMQ listens on a session. */
describeWith('pgbouncer', 'behind PgBouncer in transaction mode', () => {
  describeWith('redis-server', 'with queues in Redis', () => {
    let database: TestDatabase;
    let bouncer: PgBouncer;
    let redis: RedisServer;
    let dataFolder: string;
    const clock = testClock(instantOf('2016-01-04', 9));
    const runtimes: Runtime[] = [];
    const errors: string[] = [];

    beforeAll(async () => {
      database = await createTestDatabase(2);
      [bouncer, redis, dataFolder] = await Promise.all([startPgBouncer(database.url, poolSize), startRedis(), mkdtemp(join(tmpdir(), 'zhibu-pooled-'))]);
    });
    afterAll(async () => {
      await Promise.all(runtimes.map((runtime) => runtime.stop()));
      await bouncer.stop();
      await redis.stop();
      await database.drop();
      await rm(dataFolder, { recursive: true });
    });

    const start = async (): Promise<Runtime> => {
      const runtime = await createRuntime({
        databaseUrl: bouncer.url, redisUrl: redis.url, preparedStatements: false, policiesFolder: resolve(__dirname, '../../policies'), dataFolder, clock, chunkSize: 10, sweepEveryMs: 250,
        secrets: { pseudonymKey: Buffer.alloc(32, 1), masterKey: Buffer.alloc(32, 2) }, onError: (where, error) => errors.push(`${where}: ${String(error)}`),
      });
      runtimes.push(runtime);
      await runtime.migrate();
      await runtime.start({ projections: true, workers: true });
      return runtime;
    };

    it('really gives statements of one client to sessions of others', async () => {
      const named = async (preparedStatements: boolean): Promise<unknown[]> => {
        const pools = [1, 2].map(() => createPool({ databaseUrl: bouncer.url, connectionsMax: 1, preparedStatements, onError: () => undefined }));
        const outcomes: unknown[] = [];
        for (const pool of pools) outcomes.push(await pool.query({ name: 'one', text: 'select 1 as one' }).then(({ rows }) => rows[0] as unknown, (error: { code: string }) => error.code));
        await Promise.all(pools.map((pool) => pool.end()));
        return outcomes;
      };
      expect(await named(false)).toEqual([{ one: 1 }, { one: 1 }]);
      expect(await named(true)).toEqual([{ one: 1 }, '42P05']);
      await database.pool.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()');
    });

    it('lets any number of processes open the installation one after the other', async () => {
      const other = await mkdtemp(join(tmpdir(), 'zhibu-pooled-'));
      const env = { ZHIBU_DATA: other, DATABASE_URL: bouncer.url, DATABASE_POOLING: 'transaction', REDIS_URL: redis.url };
      for (let process = 0; process < 3; process += 1) {
        const { stop } = await openDatabase(loadConfig({ env, root: other }), { waitMs: 0, say: () => undefined });
        await stop();
      }
      await rm(other, { recursive: true });
    });

    it('two processes migrate, share the work of a county, pay a batch and answer, and the read models are those of the log', async () => {
      const [one] = await Promise.all([start(), start()]);
      const county = new MiniCounty(one, clock, dataFolder);
      await county.settleIn();
      clock.advanceTo(instantOf('2016-03-07', 9));
      const batchId = await county.pay('special-hardship', '2016-03');
      const owners = new Map<string, number>();
      for (const { owner, expired } of await readLeases(one.pool)) if (owner !== null && !expired) owners.set(owner, (owners.get(owner) ?? 0) + 1);
      const [fewer = 0, more = 0] = [...owners.values()].sort((a, b) => a - b);
      expect([owners.size, more - fewer <= 1]).toEqual([2, true]);
      const scope = scopeOf([demoCounty]);
      const people = await one.queries.people.search({ scope, limit: 20 });
      expect(people.items).toHaveLength(20);
      expect(people.next).not.toBeNull();
      expect((await one.queries.payments.lines({ scope, batchId, limit: 50 })).items.every(({ status }) => status === 'credited')).toBe(true);
      const { differences, decisionsExecuted, readModels } = await one.services.verify.verify({ readModels: true });
      expect({ differences, readModels: readModels.filter((each) => each.differences > 0) }).toEqual({ differences: 0, readModels: [] });
      expect(decisionsExecuted).toBeGreaterThan(40);
      const { rows } = await database.pool.query<{ sessions: number }>(`select count(*)::int as sessions from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`);
      expect(rows[0]?.sessions).toBeLessThanOrEqual(poolSize + 1);
      expect(errors).toEqual([]);
    }, 120_000);
  });
});
