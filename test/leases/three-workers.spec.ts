import { ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import * as fc from 'fast-check';
import { followUpPartitions, jobsAfter } from '@zhibu/application';
import { EventStore, StoredEvent } from '@zhibu/event-store';
import { createPostgresEventStore, migrateEventStore } from '@zhibu/event-store/postgres';
import { Checkpoint, contentHash } from '@zhibu/kernel';
import { ProjectionRunner, createProjectionRunner, createProjections, readLeases } from '@zhibu/projections';
import { migrateCheckpoints } from '../../libs/runtime/src/postgres/checkpoints';
import { Step, history } from '../projections/histories';
import { lookCounts } from '../projections/looks';
import { dump, plainCodec } from '../projections/support';
import { TestDatabase, createTestDatabase } from '../support/database';
import { exitOf, nextJson, startScript, until } from '../support/processes';

const leaseMs = 1_500;
const projections = [...createProjections(() => null), lookCounts];

/** Places of the follow-ups as they were saved, one after the other. */
const watchPlacesSql = `
  create table noted_jobs (serial bigserial primary key, id text not null, owner text not null);
  create table noted_places (serial bigserial primary key, name text not null, checkpoint text not null);
  create function note_place() returns trigger language plpgsql as $$ begin insert into noted_places (name, checkpoint) values (new.name, new.checkpoint); return new; end $$;
  create trigger note_place after insert or update on runtime.checkpoints for each row execute function note_place();`;

describe('three workers, of which one is killed and one stands still', () => {
  let database: TestDatabase;
  let store: EventStore;
  let asking: ProjectionRunner;
  const workers: ChildProcess[] = [];

  beforeAll(async () => {
    database = await createTestDatabase(16);
    await migrateEventStore(database.pool);
    await migrateCheckpoints(database.pool);
    await database.pool.query(watchPlacesSql);
    store = createPostgresEventStore({ pool: database.pool });
    asking = createProjectionRunner({ pool: database.pool, eventStore: store, codec: plainCodec, projections });
    await asking.migrate();
  });
  afterAll(async () => {
    for (const worker of workers) worker.kill('SIGKILL');
    await asking.stop();
    await store.close();
    await database.drop();
  });

  const start = async (): Promise<ChildProcess> => {
    const worker = startScript(resolve(__dirname, 'worker.script.ts'), [database.url, String(leaseMs)]);
    workers.push(worker);
    await nextJson(worker, 'working');
    return worker;
  };
  const send = (worker: ChildProcess, name: NodeJS.Signals): void => void (worker.pid !== undefined && process.kill(worker.pid, name));
  /** Leases of each process, in the order given, for one group. */
  const heldBy = async (group: string, ...of: readonly ChildProcess[]): Promise<readonly number[]> => {
    const leases = (await readLeases(database.pool)).filter(({ name, expired }) => name.startsWith(`${group}/`) && !expired);
    return of.map(({ pid }) => leases.filter(({ owner }) => owner?.split('/')[1] === String(pid)).length);
  };
  const isFair = async (...of: readonly ChildProcess[]): Promise<boolean> => {
    const [models, parts] = [await heldBy('read_models', ...of), await heldBy('follow-ups', ...of)];
    const even = (counts: readonly number[], all: number): boolean => counts.reduce((sum, count) => sum + count, 0) === all && Math.max(...counts) - Math.min(...counts) <= 1;
    return even(models, projections.length) && even(parts, followUpPartitions.length);
  };

  let [started, appended] = [0, 0];
  const append = async ({ stream, event, recordedAt }: Step): Promise<void> => {
    const key = `c${(started += 1)}`;
    const outcome = await store.append({
      stream, expectedVersion: 'any', events: await plainCodec.seal([event]), command: { key, contentHash: contentHash(event) }, recordedAt, simulated: false,
      actor: { userId: 'u', kind: 'officer', roles: [] }, causationId: 'test', correlationId: 'test',
    });
    expect(outcome).toMatchObject({ kind: 'appended' });
    appended += 1;
  };
  const steps = fc.sample(history(400), { numRuns: 4, seed: 11 }).flat();
  /** Steps that go on being appended, a few at a time and again from the first, until told to end. */
  const load = () => {
    let more = true;
    const done = (async () => {
      for (let from = 0; more; from += 4) {
        await Promise.all([0, 1, 2, 3].map((n) => append(steps[(from + n) % steps.length] as Step)));
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    return { end: () => ((more = false), done) };
  };
  const appendedMore = async (count: number): Promise<void> => {
    const from = appended;
    await until(() => appended >= from + count, `${count} more events`);
  };

  it('go on with no event skipped and none applied twice, in the order of each stream', async () => {
    const [sleeper, victim, leaver] = await Promise.all([start(), start(), start()]);
    await until(() => isFair(sleeper, victim, leaver), 'a fair share for three');
    const loading = load();
    await appendedMore(200);
    send(sleeper, 'SIGSTOP');
    await appendedMore(100);
    send(victim, 'SIGKILL');
    const newcomer = await start();
    await until(async () => (await heldBy('read_models', sleeper))[0] === 0 && (await heldBy('follow-ups', sleeper))[0] === 0, 'the leases of the frozen one are taken over');
    await until(() => isFair(newcomer, leaver), 'a fair share for two');
    await appendedMore(100);
    send(sleeper, 'SIGCONT');
    await until(() => isFair(sleeper, newcomer, leaver), 'a fair share for three again');
    await appendedMore(100);
    send(leaver, 'SIGTERM');
    expect(await exitOf(leaver)).toBe(0);
    await until(() => isFair(sleeper, newcomer), 'a fair share for those who stay');
    await appendedMore(100);
    await loading.end();
    await sameAsBuiltAgain();
    await everyJobNoted();
    await placesMovedForwards();
  }, 120_000);

  const sameAsBuiltAgain = async (): Promise<void> => {
    const head = (await store.head()) as Checkpoint;
    expect(await asking.waitFor(head, { timeoutMs: 30_000 })).toEqual({ reached: true });
    const beside = createProjectionRunner({ pool: database.pool, eventStore: store, codec: plainCodec, projections, schema: 'beside' });
    await beside.start();
    expect(await beside.waitFor(head, { timeoutMs: 30_000 })).toEqual({ reached: true });
    for (const projection of projections) expect(await dump(database.pool, projection)).toBe(await dump(database.pool, projection, 'beside'));
    await beside.stop();
  };

  /** Each job once but for the last batch of the one that was killed, whose place had not moved yet: the queue takes the same id once. */
  const everyJobNoted = async (): Promise<void> => {
    const log: StoredEvent[] = [];
    for await (const event of store.readAll()) log.push(event);
    const due = log.flatMap((event) => jobsAfter([event]).filter(({ notBefore }) => notBefore === undefined || notBefore <= new Date().toISOString()).map(({ id }) => ({ id, stream: event.meta.stream })));
    const noted = async (): Promise<readonly string[]> => (await database.pool.query<{ id: string }>('select id from noted_jobs order by serial')).rows.map(({ id }) => id);
    const wanted = new Set(due.map(({ id }) => id));
    await until(async () => new Set(await noted()).size >= wanted.size, 'every job', 30_000);
    const found = await noted();
    expect(new Set(found)).toEqual(wanted);
    expect(found.length - due.length).toBeLessThanOrEqual(500);
    const firstAt = new Map([...found.entries()].reverse().map(([at, id]) => [id, at]));
    const lastAt = new Map<string, number>();
    for (const { id, stream } of due) {
      const at = firstAt.get(id) ?? -1;
      expect(at).toBeGreaterThanOrEqual(lastAt.get(stream) ?? -1);
      lastAt.set(stream, at);
    }
  };

  const placesMovedForwards = async (): Promise<void> => {
    const { rows } = await database.pool.query<{ name: string; checkpoint: Checkpoint }>('select name, checkpoint from noted_places order by serial');
    const last = new Map<string, Checkpoint>();
    for (const { name, checkpoint } of rows) {
      const before = last.get(name);
      if (before !== undefined) expect(store.compare(checkpoint, before)).toBeGreaterThanOrEqual(0);
      last.set(name, checkpoint);
    }
    expect([...last.keys()].sort()).toEqual(followUpPartitions);
  };
});
