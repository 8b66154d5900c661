import { ZhibuEvent, accessStream } from '@zhibu/domain';
import { EventStore } from '@zhibu/event-store';
import { createMemoryEventStore } from '@zhibu/event-store/memory';
import { Checkpoint } from '@zhibu/kernel';
import { Projection, ProjectionRunner, column, createProjectionRunner, defineProjection, readLeases, want } from '@zhibu/projections';
import { TestDatabase, createTestDatabase } from '../support/database';
import { dump, eventually, plainCodec, record } from './support';

const views = column.table('views', {
  columns: { personKey: column.text, times: column.integer, lastBy: column.text, reasons: column.texts, note: column.nullable(column.json<{ what: string }>()) },
  key: ['personKey'],
  indexes: [{ columns: ['times', 'personKey'] }],
});
const viewsBy = column.counter('viewsBy', { columns: { officer: column.text, times: column.integer }, key: ['officer'] });

const viewCounts = (version = 1, weight = 1): Projection =>
  defineProjection({
    name: 'view-counts',
    version,
    tables: [views, viewsBy],
    reads: 'stored',
    on: {
      PersonViewed: {
        keys: ({ data }) => [want(views, [data.personKey])],
        apply(rows, { data }) {
          if (data.reason === 'poison') throw new Error('cannot take this one');
          const before = rows.get(views, [data.personKey]);
          const reasons = [...(before?.reasons ?? []), data.reason].slice(-3);
          rows.put(views, { personKey: data.personKey, times: (before?.times ?? 0) + weight, lastBy: data.viewedBy, reasons, note: { what: data.what } });
          rows.add(viewsBy, [data.viewedBy], { times: weight });
        },
      },
    },
  });

const viewed = (person: number, reason = 'r "a\\b", {c}'): ZhibuEvent => ({
  type: 'PersonViewed',
  data: { personKey: `p${person}`, viewedBy: `u${person % 3}`, what: 'details', reason },
});
const recordViews = async (store: EventStore, count: number): Promise<void> => {
  for (let n = 0; n < count; n += 1) await record(store, accessStream(`p${n % 17}`), [viewed(n % 17)]);
};

describe('projection runner on PostgreSQL', () => {
  let database: TestDatabase;
  let store: EventStore;
  let runners: ProjectionRunner[];
  const runner = (projections: readonly Projection[], batchSize?: number): ProjectionRunner => {
    const made = createProjectionRunner({ pool: database.pool, eventStore: store, codec: plainCodec, projections, batchSize: batchSize ?? 1_000, lookEveryMs: 50 });
    runners.push(made);
    return made;
  };
  const total = async (): Promise<number> => {
    const found = await database.pool.query('select coalesce(sum(times), 0)::int as total, (select coalesce(sum(times), 0)::int from read_models.views_by) as by from read_models.views');
    const { total: people, by } = found.rows[0] as { total: number; by: number };
    expect(by).toBe(people);
    return people;
  };
  const head = async (): Promise<Checkpoint> => {
    const checkpoint = await store.head();
    if (checkpoint === null) throw new Error('the log is empty');
    return checkpoint;
  };

  beforeEach(async () => {
    database = await createTestDatabase();
    store = createMemoryEventStore();
    runners = [];
  });
  afterEach(async () => {
    await Promise.all(runners.map((each) => each.stop()));
    await store.close();
    await database.drop();
  });

  it('folds what was recorded before and after its start, and says when a reader may read', async () => {
    await recordViews(store, 40);
    const one = runner([viewCounts()], 7);
    await one.start();
    await recordViews(store, 20);
    expect(await one.waitFor(await head(), { timeoutMs: 5_000 })).toEqual({ reached: true });
    expect(await total()).toBe(60);
    const [status] = await one.status();
    expect(status).toMatchObject({ name: 'view-counts', role: 'live', code: 'same', behind: false, lagMs: 0, stopped: null });
  });

  it('applies no event twice when two runners compete, and one takes over when the other ends', async () => {
    const [one, two] = [runner([viewCounts()], 5), runner([viewCounts()], 5)];
    await Promise.all([one.start(), two.start()]);
    await recordViews(store, 50);
    await one.waitFor(await head(), { timeoutMs: 5_000 });
    await one.stop();
    await recordViews(store, 30);
    expect(await two.waitFor(await head(), { timeoutMs: 5_000 })).toEqual({ reached: true });
    expect(await total()).toBe(80);
  });

  it('refuses what was folded under an older token, even when several believe to be the one who holds the lease', async () => {
    // Under one name each takes the lease from the others whenever it likes.
    const believers = [3, 4, 5].map((batchSize) =>
      createProjectionRunner({ pool: database.pool, eventStore: store, codec: plainCodec, projections: [viewCounts()], batchSize, lookEveryMs: 20, owner: 'one and the same' }),
    );
    runners.push(...believers);
    await Promise.all(believers.map((each) => each.start()));
    for (let round = 0; round < 20; round += 1) {
      await recordViews(store, 20);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    // Each round one of them wins and the others begin anew: on a busy machine this takes its time, and a sum read too early says nothing of the fence.
    expect(await believers[0]?.waitFor(await head(), { timeoutMs: 20_000 })).toEqual({ reached: true });
    expect(await total()).toBe(400);
  });

  it('shares read models evenly, gives up what is too much when another comes, and takes all at once when that one ends', async () => {
    const five = ['a', 'b', 'c', 'd', 'e'].map((letter): Projection => ({ ...viewCounts(), name: letter, tables: [{ ...views, name: `views_${letter}` }] as never, keysOf: () => [], apply: () => undefined }));
    const named = (owner: string): ProjectionRunner => {
      const made = createProjectionRunner({ pool: database.pool, eventStore: store, codec: plainCodec, projections: five, lookEveryMs: 30, owner });
      runners.push(made);
      return made;
    };
    const holders = async (): Promise<string> => (await readLeases(database.pool)).map(({ owner }) => owner ?? '-').sort().join('');
    const [one, two, three] = [named('1'), named('2'), named('3')];
    await one.start();
    expect(await holders()).toBe('11111');
    await two.start();
    await eventually(async () => /^(11222|11122)$/.test(await holders()));
    await three.start({ standIn: true });
    await two.stop();
    await eventually(async () => (await holders()) === '11111');
    await one.stop();
    await eventually(async () => (await holders()) === '33333');
    await three.stop();
    expect(await readLeases(database.pool)).toEqual(five.map(({ name }) => expect.objectContaining({ name: `read_models/${name} v1 g1`, owner: null, expired: false })));
  });

  it('follows what a process left that was killed, as soon as its lease has run out', async () => {
    await runner([viewCounts()]).migrate();
    await database.pool.query(`insert into runtime.leases values ('read_models/view-counts v1 g1', 'gone', 41, now(), now() + interval '1 second')`);
    const one = runner([viewCounts()]);
    await one.start();
    await recordViews(store, 10);
    expect(await readLeases(database.pool)).toMatchObject([{ owner: 'gone', token: 41, expired: false }]);
    expect(await one.waitFor(await head(), { timeoutMs: 5_000 })).toEqual({ reached: true });
    expect(await readLeases(database.pool)).toMatchObject([{ token: 42, expired: false }]);
    expect(await total()).toBe(10);
  });

  it('stops at an event it cannot take, says where and why, and lets others go on', async () => {
    const other: Projection = { ...viewCounts(), name: 'other', tables: [{ ...views, name: 'otherViews' }] as never, keysOf: () => [], apply: () => undefined };
    const one = runner([viewCounts(), other]);
    await one.start();
    await recordViews(store, 5);
    await record(store, accessStream('p1'), [viewed(1), viewed(1, 'poison'), viewed(1)]);
    await eventually(async () => (await one.status()).some((status) => status.stopped !== null));
    const stopped = (await one.status()).find(({ name }) => name === 'view-counts')?.stopped;
    expect(stopped).toMatchObject({ stream: 'access-p1', version: 3, type: 'PersonViewed', reason: 'cannot take this one' });
    expect(await total()).toBe(6);
    expect(await one.waitFor(await head(), { names: ['other'], timeoutMs: 5_000 })).toEqual({ reached: true });
    expect(await one.waitFor(await head(), { timeoutMs: 100 })).toEqual({ reached: false, behind: ['view-counts'] });
  });

  it('names the event whose value the database refuses', async () => {
    const one = runner([viewCounts()]);
    await recordViews(store, 3);
    await record(store, accessStream('p9'), [viewed(9, 'nul \u0000 byte')]);
    await one.start();
    await eventually(async () => (await one.status())[0]?.stopped?.stream === 'access-p9');
    expect(await total()).toBe(3);
  });

  it('builds a new version beside the old one and switches readers at once', async () => {
    const old = runner([viewCounts(1)]);
    await old.start();
    await recordViews(store, 100);
    await old.waitFor(await head(), { timeoutMs: 5_000 });
    await old.stop();
    let reading = true;
    const seen = new Set<number>();
    const reader = (async () => {
      while (reading) seen.add(await total());
    })();
    const one = runner([viewCounts(2, 10)], 3);
    await one.start();
    expect((await one.status()).map(({ version, role, code }) => ({ version, role, code }))).toContainEqual({ version: 1, role: 'live', code: 'older-than-code' });
    await eventually(async () => (await total()) === 1_000);
    reading = false;
    await reader;
    expect([...seen].filter((value) => value !== 100 && value !== 1_000)).toEqual([]);
    await eventually(async () => (await one.status()).length === 1);
    const left = await database.pool.query("select count(*)::int as tables from pg_tables where schemaname = 'read_models' and tablename like '%_v1_g%'");
    expect(left.rows).toEqual([{ tables: 0 }]);
    const outdated = runner([viewCounts(1)]);
    await outdated.start();
    expect((await outdated.status())[0]?.code).toBe('newer-than-code');
  });

  it('forgets what an erased key protected, in every generation and against a fold in flight', async () => {
    const named = column.table('named', { columns: { personKey: column.text, name: column.personal(column.text), area: column.text }, key: ['personKey'] });
    const names = defineProjection({
      name: 'names', version: 1, tables: [named], reads: 'opened',
      on: { PersonViewed: { apply: (rows, { data }) => rows.put(named, { personKey: data.personKey, name: data.reason, area: 'a' }) } },
    });
    const one = runner([names]);
    await one.start();
    await recordViews(store, 20);
    await one.waitFor(await head(), { timeoutMs: 5_000 });
    expect(await one.erasePerson('p3')).toBe(1);
    const found = await database.pool.query("select name from read_models.named where person_key in ('p3', 'p4') order by person_key");
    expect(found.rows).toEqual([{ name: null }, { name: 'r "a\\b", {c}' }]);
    await recordViews(store, 20);
    expect(await one.waitFor(await head(), { timeoutMs: 5_000 })).toEqual({ reached: true });
  });

  it('notices code that changed without a new version, and does not run it', async () => {
    const one = runner([viewCounts()]);
    await one.start();
    await one.stop();
    const changed: Projection = { ...viewCounts(), tables: [views] as never };
    const two = runner([changed]);
    await two.start();
    expect((await two.status())[0]?.code).toBe('changed-without-version');
  });

  it('rebuilds over an empty log', async () => {
    const one = runner([viewCounts()]);
    await one.rebuild('view-counts');
    expect((await one.status()).map(({ generation, role }) => ({ generation, role }))).toEqual([{ generation: 2, role: 'live' }]);
  });

  it('gives up a rebuild when it is stopped, and leaves it to the next one', async () => {
    await recordViews(store, 5);
    const waiting = createProjectionRunner({ pool: database.pool, eventStore: store, codec: plainCodec, projections: [viewCounts()] });
    await waiting.migrate();
    await database.pool.query(`insert into runtime.leases values ('read_models/view-counts v1 g2', 'another', 1, now(), now() + interval '1 minute')`);
    const rebuilding = waiting.rebuild('view-counts');
    await eventually(async () => (await database.pool.query("select 1 from read_models.projection_checkpoint where role = 'building'").catch(() => ({ rowCount: 0 }))).rowCount === 1);
    await waiting.stop();
    await expect(rebuilding).rejects.toThrow('its runner was stopped');
    expect(await waiting.waitFor(await head(), { timeoutMs: 60_000 })).toEqual({ reached: false, behind: ['view-counts'] });
    await database.pool.query(`update runtime.leases set owner = null`);
    const next = runner([viewCounts()]);
    await next.start();
    await eventually(async () => (await next.status()).every(({ generation, role, behind }) => generation === 2 && role === 'live' && !behind));
    expect(await total()).toBe(5);
  });

  it('rebuilds while events flow in; live and rebuilt are the same to the byte', async () => {
    const one = runner([viewCounts()], 40);
    await one.start();
    await recordViews(store, 200);
    let flowing = true;
    const flow = (async () => {
      while (flowing) {
        await recordViews(store, 3);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })();
    await runner([viewCounts()], 50).rebuild('view-counts');
    flowing = false;
    await flow;
    await eventually(async () => (await one.waitFor(await head(), { timeoutMs: 1_000 })).reached);
    // The one before it stands until whoever followed it has let go.
    expect((await one.status()).find(({ role }) => role === 'live')?.generation).toBe(2);
    const live = await dump(database.pool, viewCounts());
    await one.rebuild('view-counts');
    expect(await dump(database.pool, viewCounts())).toBe(live);
  }, 30_000);
});
