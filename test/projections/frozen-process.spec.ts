import { ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { EventStore } from '@zhibu/event-store';
import { createPostgresEventStore, migrateEventStore } from '@zhibu/event-store/postgres';
import { Checkpoint } from '@zhibu/kernel';
import { ProjectionRunner, createProjectionRunner } from '@zhibu/projections';
import { TestDatabase, createTestDatabase } from '../support/database';
import { nextJson, startScript } from '../support/processes';
import { lookCounts, recordLooks } from './looks';
import { plainCodec } from './support';

const leaseMs = 1_500;

describe('a process that stands still and wakes up', () => {
  let database: TestDatabase;
  let store: EventStore;
  let sleeper: ChildProcess;
  let runner: ProjectionRunner;

  beforeAll(async () => {
    database = await createTestDatabase();
    await migrateEventStore(database.pool);
    store = createPostgresEventStore({ pool: database.pool });
    runner = createProjectionRunner({ pool: database.pool, eventStore: store, codec: plainCodec, projections: [lookCounts], lookEveryMs: 50, leaseMs });
    sleeper = startScript(resolve(__dirname, 'following.script.ts'), [database.url, String(leaseMs)]);
    await nextJson(sleeper, 'following');
  });
  afterAll(async () => {
    sleeper.kill('SIGKILL');
    await runner.stop();
    await store.close();
    await database.drop();
  });

  const signal = (name: NodeJS.Signals): void => void (sleeper.pid !== undefined && process.kill(sleeper.pid, name));
  const counted = async (): Promise<number> => {
    expect(await runner.waitFor((await store.head()) as Checkpoint, { timeoutMs: 15_000 })).toEqual({ reached: true });
    const { rows } = await database.pool.query<{ total: number }>('select sum(times)::int as total from read_models.looks_by');
    return rows[0]?.total ?? 0;
  };

  it('loses its read models to another, folds nothing twice, and takes over when the other ends', async () => {
    await recordLooks(store, 30);
    expect(await counted()).toBe(30);
    signal('SIGSTOP');
    await runner.start();
    await recordLooks(store, 30);
    expect(await counted()).toBe(60);
    signal('SIGCONT');
    await recordLooks(store, 30);
    expect(await counted()).toBe(90);
    await runner.stop();
    await recordLooks(store, 30);
    // Follows nothing itself: it only asks.
    runner = createProjectionRunner({ pool: database.pool, eventStore: store, codec: plainCodec, projections: [lookCounts] });
    expect(await counted()).toBe(120);
  }, 60_000);
});
