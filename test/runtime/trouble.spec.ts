import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { CheckpointStore } from '@zhibu/application';
import { applicationStream } from '@zhibu/domain';
import { createMemoryEventStore } from '@zhibu/event-store/memory';
import { Checkpoint } from '@zhibu/kernel';
import { systemClock } from '@zhibu/platform';
import { JobQueues } from '@zhibu/queue';
import { createRuntime } from '@zhibu/runtime';
import { followUpLock, startWorkers } from '../../libs/runtime/src/postgres/workers';
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

  it('goes on turning events into jobs after the connection with its lock was cut while it worked', async () => {
    const store = createMemoryEventStore();
    const saved: string[] = [];
    // Slow, so that everything the driver has to say about the cut connection comes while a batch is in hand.
    const checkpoints: CheckpointStore = {
      load: () => Promise.resolve((saved.at(-1) ?? null) as Checkpoint | null),
      save: (_, checkpoint) => turn(150).then(() => void saved.push(checkpoint)),
    };
    const queues = { enqueue: () => Promise.resolve(), work: () => Promise.resolve(), onLost: () => undefined } as unknown as JobQueues;
    const errors: unknown[] = [];
    const ending = new AbortController();
    let events = 0;
    const append = async (): Promise<void> => {
      events += 1;
      await store.append({
        stream: applicationStream('s.p.1'), expectedVersion: 'any', events: [{ type: 'Noted', schemaVersion: 1, data: {}, subjects: [] }], command: { key: `c${events}`, contentHash: 'h' },
        recordedAt: '2016-03-01T02:00:00.000Z', simulated: false, actor: { userId: 'u', kind: 'officer', roles: [] }, causationId: 'c', correlationId: 'c',
      });
    };
    await append();
    const { ended } = await startWorkers(
      { pool: database.pool, store, queues, checkpoints, outstanding: { page: () => Promise.resolve([]) }, handlers: {} as never, clock: systemClock, onError: (...trouble) => errors.push(trouble) },
      ending.signal,
    );
    await until(() => saved.length > 0, 'the first checkpoint');
    await append();
    await turn(30);
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_locks, (select hashtextextended($1, 0) as key) k
       where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database()) and objid::bigint = (k.key & 4294967295)`,
      [followUpLock],
    );
    await append();
    await until(() => saved.at(-1) === '0/3', 'the last checkpoint');
    ending.abort();
    await ended;
    expect(errors).toEqual([]);
    await store.close();
  });

  it('does not look alive when a queue cannot be worked on', async () => {
    const queues = { work: () => Promise.reject(new Error('no room')), onLost: () => undefined } as unknown as JobQueues;
    const started = startWorkers({ pool: database.pool, queues, handlers: {} } as never, new AbortController().signal);
    await expect(started).rejects.toThrow('no room');
  });
});
