import { setTimeout as sleep } from 'node:timers/promises';
import { AppendRequest, EventStore, StoreUnavailable } from '@zhibu/event-store';
import { createPostgresEventStore, migrateEventStore } from '@zhibu/event-store/postgres';
import { TestDatabase, createTestDatabase } from '../support/database';
import { BreakableProxy } from './breakable-proxy';
import { appendTo, collect, events, logOf } from './sample-append';

let database: TestDatabase;
let proxy: BreakableProxy;
let store: EventStore;

beforeEach(async () => {
  database = await createTestDatabase();
  await migrateEventStore(database.pool);
  proxy = new BreakableProxy(new URL(database.url));
  store = createPostgresEventStore({ connectionString: await proxy.start(), connectionsMax: 4 });
});
afterEach(async () => {
  await store.close();
  await proxy.stop();
  await database.drop();
});

describe('an append whose answer is lost', () => {
  it('finds out that it was written, and writes nothing twice', async () => {
    await store.append(appendTo('person-a', 0, events(1)));
    proxy.loseNextAnswerTo('person-b');
    const outcome = await store.append(appendTo('person-b', 0, events(3)));
    expect(proxy.answersLost).toBe(1);
    expect(outcome).toEqual({ kind: 'duplicate', version: 3 });
    expect(await collect(store.readStream('person-b'))).toHaveLength(3);
  });

  it('says that the outcome is unknown while the engine is gone; repeating is safe', async () => {
    const request = appendTo('person-a', 0, events(2));
    await store.append(appendTo('warm', 0, events(1)));
    proxy.loseNextAnswerTo('person-a');
    const unknown = store.append(request);
    await sleep(5);
    proxy.isDown = true;
    proxy.cutAll();
    await expect(unknown).rejects.toThrow(StoreUnavailable);
    proxy.isDown = false;
    const repeated = await store.append(request);
    expect(['appended', 'duplicate']).toContain(repeated.kind);
    expect(repeated).toMatchObject({ version: 2 });
    expect(await store.append(request)).toEqual({ kind: 'duplicate', version: 2 });
    expect(await collect(store.readStream('person-a'))).toHaveLength(2);
  }, 20_000);
});

describe('backends that are ended while they write', () => {
  /** A caller that repeats the same request until it knows. */
  const until = async (request: AppendRequest): Promise<string> => {
    for (;;) {
      try {
        return (await store.append(request)).kind;
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
      }
    }
  };

  it('loses nothing that was acknowledged and writes nothing twice', async () => {
    const callers = 24;
    const turns = 40;
    let ended = 0;
    let done = false;
    const killer = (async () => {
      while (!done) {
        const { rows } = await database.pool.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'zhibu event store' and datname = current_database() and query like '%append_batch%'`,
        );
        ended += rows.length;
        await sleep(25);
      }
    })();
    const kinds = await Promise.all(
      Array.from({ length: callers }, async (_, caller) => {
        const own: string[] = [];
        for (let turn = 0; turn < turns; turn += 1) own.push(await until(appendTo(`person-${caller}`, turn * 2, events(2))));
        return own;
      }),
    );
    done = true;
    await killer;
    expect(ended).toBeGreaterThan(0);
    expect(kinds.flat().filter((kind) => kind !== 'appended' && kind !== 'duplicate')).toEqual([]);
    const log = await logOf(store, callers * turns * 2);
    expect(log).toHaveLength(callers * turns * 2);
    expect(new Set(log.map(({ meta }) => meta.id)).size).toBe(log.length);
  }, 30_000);

  it('keeps a subscription going', async () => {
    const ending = new AbortController();
    const seen: string[] = [];
    const reading = (async () => {
      for await (const batch of store.subscribe({ after: null, signal: ending.signal })) {
        seen.push(...batch.events.map(({ meta }) => `${meta.stream}@${meta.version}`));
        if (seen.length >= 20) ending.abort();
      }
    })();
    for (let version = 0; version < 20; version += 1) {
      if (version % 5 === 2) proxy.cutAll();
      await until(appendTo('person-a', version, events(1)));
    }
    await reading;
    expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => `person-a@${index + 1}`));
  }, 20_000);
});
