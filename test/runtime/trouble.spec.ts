import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import type { PoolClient } from 'pg';
import { Job } from '@zhibu/application';
import { applicationStream } from '@zhibu/domain';
import { createMemoryEventStore } from '@zhibu/event-store/memory';
import { systemClock } from '@zhibu/platform';
import { readLeases } from '@zhibu/projections';
import { JobQueues } from '@zhibu/queue';
import { createRuntime } from '@zhibu/runtime';
import { NoConnection, createPool } from '../../libs/runtime/src/postgres/create-pool';
import { startWorkers } from '../../libs/runtime/src/postgres/workers';
import { TestDatabase, createTestDatabase } from '../support/database';
import { until } from '../support/processes';

const turn = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
const secrets = { pseudonymKey: Buffer.alloc(32, 1), masterKey: Buffer.alloc(32, 2) };
const policiesFolder = resolve(__dirname, '../../policies');

describe('the runtime in trouble', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(async () => database.drop());

  it('opens its queues once the database is there, and stops although they never opened', async () => {
    const url = new URL(database.url);
    const missing = `${url.pathname.slice(1)}_later`;
    url.pathname = `/${missing}`;
    const config = { databaseUrl: url.href, policiesFolder, dataFolder: tmpdir(), secrets };
    const [waits, ends] = [await createRuntime(config), await createRuntime(config)];
    await expect(waits.queues()).rejects.toMatchObject({ code: '3D000' });
    await expect(ends.queues()).rejects.toMatchObject({ code: '3D000' });
    await expect(ends.stop()).resolves.toBeUndefined();
    await database.pool.query(`create database ${missing}`);
    expect(await (await waits.queues()).deadLetters({ limit: 1 })).toEqual([]);
    await waits.stop();
    await database.pool.query(`drop database ${missing} with (force)`);
  });

  it('goes on turning events into jobs after all its connections were cut while it worked', async () => {
    const runtime = await createRuntime({ databaseUrl: database.url, policiesFolder, dataFolder: tmpdir(), secrets });
    await runtime.migrate();
    const store = createMemoryEventStore();
    const jobs: string[] = [];
    // Slow, so that the connections are cut while a batch is in hand.
    const queues = { enqueue: (more: readonly Job[]) => turn(150).then(() => void jobs.push(...more.map(({ id }) => id))), work: () => Promise.resolve(), onLost: () => undefined } as unknown as JobQueues;
    const ending = new AbortController();
    let events = 0;
    const append = async (): Promise<void> => {
      events += 1;
      await store.append({
        stream: applicationStream(`s.p${events}.1`), expectedVersion: 'any', events: [{ type: 'ApplicationSubmitted', schemaVersion: 1, data: { applicationId: `s.p${events}.1` }, subjects: [] }],
        command: { key: `c${events}`, contentHash: 'h' }, recordedAt: '2016-03-01T02:00:00.000Z', simulated: false, actor: { userId: 'u', kind: 'officer', roles: [] }, causationId: 'c', correlationId: 'c',
      });
    };
    await append();
    const { ended } = await startWorkers(
      { pool: runtime.pool, store, queues, outstanding: { page: () => Promise.resolve([]) }, handlers: {} as never, isAway: () => false, clock: systemClock, owner: 'here', onError: () => undefined },
      ending.signal,
    );
    await until(() => jobs.length > 0, 'the first job');
    await append();
    await turn(30);
    await database.pool.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()');
    await append();
    await until(() => new Set(jobs).size === 3, 'the last job');
    ending.abort();
    await ended;
    expect(new Set(jobs)).toEqual(new Set([1, 2, 3].map((n) => `check-eligibility/s.p${n}.1/1`)));
    expect((await readLeases(database.pool)).map(({ owner }) => owner)).toEqual(Array.from({ length: 16 }, () => null));
    await store.close();
    await runtime.stop();
  });

  it('waits for a connection no longer than it is told, and says what there was', async () => {
    const pool = createPool({ databaseUrl: database.url, connectionsMax: 1, waitMs: 300, onError: () => undefined });
    // On a busy computer the first connection itself may take longer than that.
    const taken: PoolClient[] = [];
    await until(() => pool.connect().then((client) => taken.push(client) > 0, () => false), 'the only connection');
    await expect(pool.query('select 1')).rejects.toThrow('no connection to the database within 300 ms: 1 of 1 in use, 0 waiting');
    await expect(pool.connect()).rejects.toThrow(NoConnection);
    taken[0]?.release();
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
  });

  it('does not look alive when a queue cannot be worked on', async () => {
    const queues = { work: () => Promise.reject(new Error('no room')), onLost: () => undefined } as unknown as JobQueues;
    const started = startWorkers({ pool: database.pool, queues, handlers: {} } as never, new AbortController().signal);
    await expect(started).rejects.toThrow('no room');
  });
});
