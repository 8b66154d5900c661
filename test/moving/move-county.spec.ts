import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { RejectionError, instantOf } from '@zhibu/kernel';
import { createMemoryEventStore } from '@zhibu/event-store/memory';
import { createPostgresEventStore, migrateEventStore } from '@zhibu/event-store/postgres';
import { createIdentityStore, migrateIdentity } from '@zhibu/platform';
import { loadStream } from '@zhibu/application';
import { batchStream, chunksMissing, paymentBatchDecider } from '@zhibu/domain';
import { demoCounty } from '@zhibu/demo';
import { Runtime, createRuntime, exportEvents, importEvents } from '@zhibu/runtime';
import { appendTo, collect, events, placeOf } from '../contract/sample-append';
import { officers, value } from '../simulation/county';
import { EventStoreDouble, startEventStoreDouble } from '../support/eventstoredb';
import { MiniCounty } from '../support/mini-county';
import { MiniRuntime, startMiniRuntime } from '../support/mini-runtime';
import { until } from '../support/until';
import { rowsBesideTheLog } from '../../libs/runtime/src/moving/rows-beside-the-log';
import { Place } from './place';

jest.setTimeout(240_000);

const secrets = { pseudonymKey: Buffer.alloc(32, 1), masterKey: Buffer.alloc(32, 2), tokenKey: Buffer.alloc(32, 3) };
const password = '示例-moved-2016';
const replayed = ['--known-at', '2016-12-31', '--as', 'eye', '--reason', '迁移后核对'];

let folder: string;
let mini: MiniRuntime;
let double: EventStoreDouble;
let embedded: Place;
let people: readonly string[];
let erasedKey: string;
/** Of the scheme that was not paid before the move; one of them was erased. */
let relieved: number;

/** A small county that paid once, with officers, a password, a person who was erased, and files at the bank. */
const liveThere = async (): Promise<void> => {
  const { runtime, clock, dataFolder } = mini;
  const county = new MiniCounty(runtime, clock, dataFolder);
  await runtime.checkDefinitions();
  await county.settleIn();
  clock.advanceTo(instantOf('2016-03-01', 9));
  await county.pay('rural-reward', '2016');
  // One who was paid at once, one whose payment came back and went out again.
  people = [county.carriedOver[8], county.carriedOver[2]].map((person) => person?.form.idNumber ?? '');
  erasedKey = county.keyOf(county.carriedOver.at(-1));
  relieved = county.carriedOver.filter(({ scheme }) => scheme === 'special-hardship').length;
  const added = await runtime.services.users.add(county.as(runtime.automation, 'eye'), { userId: 'eye', displayName: '监督员', kind: 'officer', roles: [{ role: 'inspector', areaCode: '990101000000' }], demo: false });
  if (!added.ok) throw new RejectionError(added.rejection);
  await migrateIdentity(runtime.pool);
  await createIdentityStore(runtime.pool, clock).setPassword('eye', password);
  await runtime.vault.erase(erasedKey);
  await county.quiet();
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zhibu-move-'));
  [mini, double] = await Promise.all([startMiniRuntime(), startEventStoreDouble()]);
  embedded = Place.over(mini.database.url);
  await liveThere();
  embedded.keys(secrets);
});
afterAll(async () => {
  await embedded.end();
  await mini.end();
  await double.stop();
  rmSync(folder, { recursive: true });
});

const file = (name: string): string => join(folder, name);
/** What a file says of the county: all but who wrote it when, and the place of the last event in that engine. */
const contentOf = (name: string): readonly string[] => {
  const [, ...lines] = gunzipSync(readFileSync(file(name))).toString().trimEnd().split('\n');
  const { checkpoint: _checkpoint, sha256: _sha256, ...end } = JSON.parse(lines.pop() ?? '') as Record<string, unknown>;
  return [...lines, JSON.stringify(end)];
};
/** The rates, and what happened to some people, in the bytes that are printed. */
const toldIn = async (place: Place): Promise<readonly string[]> => {
  const told = [(await place.zhibu('rates', '--year', '2016', '--json')).out];
  for (const idNumber of people) told.push((await place.zhibu('replay', '--person', idNumber, ...replayed, '--json')).out);
  return told;
};
/** The sweeper looks once, at the start: what comes later has to be found by the follow-ups. */
const neverAgainMs = 3_600_000;

interface AtWork {
  /** Events that they wrote of their own accord. */
  readonly written: number;
  /** Lines of a second batch for the period that was paid before the move, and of one for a scheme that was not. */
  readonly paidAgain: number;
  readonly paidFirst: number;
}

/**
 * What the workers of a place do when they begin, with every event of the log new to them: each job is found done. That they
 * work at all is seen by what officers ask of them then.
 *
 * Seen to fail: `written` when a job writes what stands there already under a key of each attempt (under the key that was moved
 * it writes nothing); `paidAgain` when claims of before count for nothing; `paidFirst` when workers do nothing.
 */
const workersOf = async (place: Place): Promise<AtWork> => {
  const runtime = await createRuntime({ databaseUrl: place.databaseUrl, policiesFolder: resolve(__dirname, '../../policies'), dataFolder: place.folder, secrets, clock: mini.clock, chunkSize: 10, sweepEveryMs: neverAgainMs });
  const events = async (): Promise<number> => (await collect(runtime.eventStore.readAll())).length;
  try {
    await runtime.migrate();
    const before = await events();
    await runtime.start({ projections: true, workers: true });
    await settled(runtime);
    const written = (await events()) - before;
    const county = new MiniCounty(runtime, mini.clock, place.folder);
    const linesOf = async (scheme: string, period: string): Promise<number> => {
      const { batchId } = value(await runtime.services.payments.open(county.as(officers.preparer, `after the move/${scheme}`), { scheme, areaCode: demoCounty, period }));
      await county.quiet();
      const { state } = await loadStream({ store: runtime.eventStore, codec: runtime.codec }, paymentBatchDecider, batchStream(batchId));
      expect(chunksMissing(state)).toEqual([]);
      return Object.values(state.chunks).reduce((sum, { lines }) => sum + lines, 0);
    };
    return { written, paidAgain: await linesOf('rural-reward', '2016'), paidFirst: await linesOf('special-hardship', '2016-03') };
  } finally {
    await runtime.stop();
  }
};

/** Until every event was seen, and no job waits, runs or failed. */
const settled = async (runtime: Runtime): Promise<void> => {
  let quiet = 0;
  for (const endMs = Date.now() + 60_000; quiet < 3 && Date.now() < endMs; await new Promise((done) => setTimeout(done, 100))) {
    const { followUps } = await runtime.health();
    const counts = await (await runtime.queues()).counts();
    quiet = followUps?.behind === false && Object.values(counts).every(({ waiting, active, delayed, failed }) => waiting + active + delayed + failed === 0) ? quiet + 1 : 0;
  }
  expect(quiet).toBe(3);
};

interface Imported { readonly sound: boolean; readonly events: number; readonly foundBefore: number; readonly appended: number; readonly verified: { readonly decisionsExecuted: number; readonly amountsExecuted: number; readonly differences: number; readonly readModels: readonly { readonly rows: number }[] } }

describe('a county that moves', () => {
  let told: readonly string[];

  it('goes from PostgreSQL to EventStoreDB: the same events, rates and replay, to the byte', async () => {
    const exported = await embedded.json<{ events: number; rows: Record<string, number> }>(0, 'events', 'export', file('first'), '--block', '100');
    expect(exported.rows).toMatchObject({ 'identity.credential': 1, 'vault.person_key': expect.any(Number) });
    const full = await Place.empty(double.url);
    try {
      // A new data folder makes keys of its own at the first start: with these nobody could read anything.
      expect(await full.json(1, 'events', 'import', file('first'))).toMatchObject({ problems: [{ code: 'move.other-keys' }] });
      full.takeKeysOf(embedded);
      const imported = await full.json<Imported>(0, 'events', 'import', file('first'));
      expect(imported).toMatchObject({ sound: true, events: exported.events, foundBefore: 0, appended: exported.events, verified: { differences: 0, rulesGone: 0 } });
      expect([imported.verified.decisionsExecuted > 40, imported.verified.amountsExecuted > 40, imported.verified.readModels.some(({ rows }) => rows > 40)]).toEqual([true, true, true]);
      expect(await full.json(0, 'events', 'import', file('first'), '--hashes-only')).toMatchObject({ foundBefore: exported.events, appended: 0 });
      await full.json(0, 'events', 'export', file('second'), '--block', '100');
      expect(contentOf('second')).toEqual(contentOf('first'));
      told = await toldIn(embedded);
      expect(await toldIn(full)).toEqual(told);
      expect(told.slice(1).every((replay) => replay.includes('timeline') && replay.length > 2_000)).toBe(true);
    } finally {
      await full.end();
    }
  });

  it('and back into an empty PostgreSQL, with its passwords, and those who were erased stay so', async () => {
    const back = await Place.empty();
    try {
      back.takeKeysOf(embedded);
      // Somebody at work there would write between the events.
      await back.json(0, 'migrate');
      await back.database.pool.query(`insert into runtime.processes (id, kind, code, host, pid) values ('x', 'worker', 'c', 'elsewhere', 7)`);
      expect(await back.json(1, 'events', 'import', file('second'))).toMatchObject({ problems: [{ code: 'move.others-at-work', actual: { en: 'worker 7@elsewhere' } }] });
      await back.database.pool.query('delete from runtime.processes');
      expect(await back.json(0, 'events', 'import', file('second'))).toMatchObject({ sound: true, foundBefore: 0 });
      await back.json(0, 'events', 'export', file('third'), '--block', '100');
      expect(contentOf('third')).toEqual(contentOf('first'));
      // The inspector looked at people in the source since; that comes after.
      const { events: since } = await embedded.json<{ events: number }>(0, 'events', 'export', file('rest'), '--after', file('first'));
      expect(since).toBeGreaterThanOrEqual(people.length);
      expect(await back.json(0, 'events', 'import', file('rest'), '--hashes-only')).toMatchObject({ appended: since, verified: null });
      expect(await toldIn(back)).toEqual(told);
      expect(await createIdentityStore(back.database.pool, mini.clock).signIn('eye', password)).toMatchObject({ ok: true });
      const { rows } = await back.database.pool.query<{ wrapped: Buffer | null }>('select wrapped from vault.person_key where person_key = $1', [erasedKey]);
      expect(rows).toEqual([{ wrapped: null }]);
      // Nothing is decided, and nobody paid, a second time.
      expect(await workersOf(back)).toEqual({ written: 0, paidAgain: 0, paidFirst: relieved - 1 });
    } finally {
      await back.end();
    }
  });

  it('is asked of every table in the database: it moves, or it is made again from the events', async () => {
    const { rows } = await mini.database.pool.query<{ table: string }>(
      `select n.nspname || '.' || c.relname as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'read_models', 'bullmq') order by 1`,
    );
    const moved = ['events.events', 'identity.credential', 'runtime.definitions', 'vault.person_key'];
    const ofThePlace = ['identity.session', 'runtime.checkpoints', 'runtime.runs', 'runtime.lease_members', 'runtime.leases', 'runtime.log_identity', 'runtime.processes'];
    expect(rows.map(({ table }) => table)).toEqual([...moved, ...ofThePlace].sort());
    expect(['events.events', ...rowsBesideTheLog(mini.database.pool).map(({ name }) => name)].sort()).toEqual(moved);
  });

  it('is looked at in its file without any server', async () => {
    expect(await embedded.json(0, 'events', 'check', file('first'))).toMatchObject({ whole: true, header: { engine: 'postgres' } });
    writeFileSync(file('cut'), readFileSync(file('first')).subarray(0, 9_000));
    const cut = await embedded.zhibu('events', 'check', file('cut'), '--lang', 'zh');
    expect([cut.code, cut.out, cut.err]).toEqual([1, '', expect.stringMatching(/文件不完整：缺少结尾行.*\[move\.file-cut\]/)]);
    expect(await embedded.json(1, 'events', 'export', file('cut'))).toMatchObject({ problems: [{ code: 'move.file-exists' }] });
  });

  it('is not mixed with another: not into a store with more, and not beside keys that differ', async () => {
    // The looks of the inspector came after the export.
    expect(await embedded.json(1, 'events', 'import', file('first'))).toMatchObject({ problems: [{ code: 'move.target-holds-other-events', expected: { en: expect.stringMatching(/^event \d+: —$/) } }] });
    const other = await Place.empty();
    try {
      other.takeKeysOf(embedded);
      await other.json(0, 'migrate');
      await other.database.pool.query(`insert into vault.person_key (person_key, master_key_id, wrapped) select person_key, master_key_id, '\\x00' from jsonb_populate_record(null::vault.person_key, $1)`, [JSON.stringify(rowsOf('first', 'vault.person_key')[0])]);
      expect(await other.json(1, 'events', 'import', file('first'))).toMatchObject({ problems: [{ code: 'move.row-differs' }] });
      expect((await other.database.pool.query('select 1 from events.events limit 1')).rowCount).toBe(0);
    } finally {
      await other.end();
    }
  });

  it('goes on after an import into PostgreSQL that was cut off twice, while somebody follows the log', async () => {
    const source = createMemoryEventStore();
    for (let number = 0; number < 1_600; number += 1) await source.append(appendTo(`person-${(number * number) % 83}`, 'any', events(1 + (number % 3))));
    const { signal } = new AbortController();
    await exportEvents({ store: source, engine: 'memory', keys: 'k', tables: [] }, file('long'), { software: 's', now: '2026-11-22T08:00:00.000Z', signal, blockEvents: 1_000 });
    const target = await Place.empty();
    await migrateEventStore(target.database.pool);
    const store = createPostgresEventStore({ pool: target.database.pool });
    const ending = new AbortController();
    const followed: string[] = [];
    const following = (async () => {
      for await (const batch of store.subscribe({ after: null, signal: ending.signal })) followed.push(...batch.events.map(placeOf));
    })();
    try {
      for (const stopAt of [1, 1_500]) {
        const stopping = new AbortController();
        let written = 0;
        const cut = importEvents({ store, keys: 'k', tables: [] }, file('long'), { signal: stopping.signal, onProgress: (step, done) => {
          if (step !== 'events') return;
          written = done;
          if (done >= stopAt) stopping.abort();
        } });
        await expect(cut).rejects.toThrow(/abort/i);
        // Nobody reads past a transaction that is still open, and those of other tests on the same server count.
        await until(async () => (await collect(store.readAll())).length >= written);
      }
      const { foundBefore, appended } = await importEvents({ store, keys: 'k', tables: [] }, file('long'), { signal });
      expect([foundBefore > 1_500, appended > 0, foundBefore + appended]).toEqual([true, true, 3_199]);
      const places = (await collect(source.readAll())).map(placeOf);
      for (const endMs = Date.now() + 20_000; followed.length < places.length && Date.now() < endMs; ) await new Promise((done) => setTimeout(done, 20));
      expect(followed).toEqual(places);
    } finally {
      ending.abort();
      await following;
      await store.close();
      await target.end();
    }
  });
});

const rowsOf = (name: string, table: string): readonly unknown[] =>
  contentOf(name).flatMap((line) => {
    const read = JSON.parse(line) as { kind: string; table?: string; row?: unknown };
    return read.kind === 'row' && read.table === table ? [read.row] : [];
  });
