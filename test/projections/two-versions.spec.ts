import { ZhibuEvent, accessStream, eventCatalogue } from '@zhibu/domain';
import { EventStore } from '@zhibu/event-store';
import { createMemoryEventStore } from '@zhibu/event-store/memory';
import { Checkpoint, EventCatalogue } from '@zhibu/kernel';
import { Projection, ProjectionRunner, column, createProjectionRunner, defineProjection, readLeases } from '@zhibu/projections';
import { TestDatabase, createTestDatabase } from '../support/database';
import { eventually, plainCodec, record } from './support';

const looks = column.counter('looks', { columns: { officer: column.text, times: column.integer }, key: ['officer'] });
/** The newer version counts each look ten times. */
const counted = (version: number, weight: number): Projection =>
  defineProjection({ name: 'counted', version, tables: [looks], reads: 'stored', on: { PersonViewed: { apply: (rows, { data }) => rows.add(looks, [data.viewedBy], { times: weight }) } } });
const [before, after] = [counted(1, 1), counted(2, 10)];
const look: ZhibuEvent = { type: 'PersonViewed', data: { personKey: 'p', viewedBy: 'u', what: 'details', reason: 'r' } };

describe('two versions of the code at once', () => {
  let database: TestDatabase;
  let store: EventStore;
  let runners: ProjectionRunner[];
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

  const run = (owner: string, projection: Projection, catalogue?: EventCatalogue): ProjectionRunner => {
    const made = createProjectionRunner({ pool: database.pool, eventStore: store, codec: plainCodec, projections: [projection], lookEveryMs: 20, owner, ...(catalogue === undefined ? {} : { catalogue }) });
    runners.push(made);
    return made;
  };
  const total = async (table: string): Promise<number> => (await database.pool.query<{ total: number }>(`select coalesce(sum(times), 0)::int as total from read_models.${table}`)).rows[0]?.total ?? 0;
  const recordLooks = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n += 1) await record(store, accessStream(`p${n % 7}`), [look]);
  };

  it('each keeps its own tables; readers are given the new ones when the last process of the old code has left', async () => {
    const older = run('older', before);
    await older.start();
    await recordLooks(20);
    const newer = run('newer', after);
    await newer.start();
    await recordLooks(20);
    await eventually(async () => (await total('looks_v2_g1')) === 400);
    expect(await older.waitFor((await store.head()) as Checkpoint, { timeoutMs: 5_000 })).toEqual({ reached: true });
    expect([await total('looks'), await total('looks_v1_g1')]).toEqual([40, 40]);
    expect((await readLeases(database.pool)).map(({ name, owner }) => [name, owner])).toEqual([['read_models/counted v1 g1', 'older'], ['read_models/counted v2 g1', 'newer']]);
    expect((await older.status()).map(({ version, role, code }) => [version, role, code])).toEqual([[1, 'live', 'same'], [2, 'building', 'newer-than-code']]);
    await older.stop();
    await recordLooks(5);
    expect(await newer.waitFor((await store.head()) as Checkpoint, { timeoutMs: 5_000 })).toEqual({ reached: true });
    await eventually(async () => (await total('looks')) === 450);
    await eventually(async () => (await newer.status()).length === 1);
    // Started once more by mistake, the old code finds nothing of its own and touches nothing.
    const again = run('older again', before);
    await again.start();
    await recordLooks(5);
    await eventually(async () => (await total('looks')) === 500);
    expect((await readLeases(database.pool)).map(({ owner }) => owner)).toEqual(['newer']);
  });

  it('the old code erases a person in the tables of the new one too, which readers do not see yet', async () => {
    const columns = { personKey: column.text, reason: column.personal(column.text) };
    const [old, wider] = [column.table('reasons', { columns, key: ['personKey'] }), column.table('reasons', { columns: { ...columns, seenBy: column.personal(column.text) }, key: ['personKey'] })];
    const reasons = { name: 'reasons', reads: 'opened' as const };
    const older = run('older', defineProjection({ ...reasons, version: 1, tables: [old], on: { PersonViewed: { apply: (rows, { data }) => rows.put(old, { personKey: data.personKey, reason: data.reason }) } } }));
    await older.start();
    const newer = run('newer', defineProjection({ ...reasons, version: 2, tables: [wider], on: { PersonViewed: { apply: (rows, { data }) => rows.put(wider, { personKey: data.personKey, reason: data.reason, seenBy: data.viewedBy }) } } }));
    await newer.start();
    await recordLooks(1);
    const left = async (): Promise<unknown> => (await database.pool.query(`select one.reason as old, two.reason as new, two.seen_by as by from read_models.reasons_v1_g1 one join read_models.reasons_v2_g1 two using (person_key)`)).rows;
    await eventually(async () => JSON.stringify(await left()) === JSON.stringify([{ old: 'r', new: 'r', by: 'u' }]));
    // As made by code of before this was kept: who does not know it says so, and erases what it can.
    await database.pool.query(`update read_models.projection_checkpoint set personal = null where version = 2`);
    await expect(older.erasePerson('p')).rejects.toThrow('reasons v2 g1');
    expect(await left()).toEqual([{ old: null, new: 'r', by: 'u' }]);
    await newer.migrate();
    expect(await older.erasePerson('p')).toBe(2);
    expect(await left()).toEqual([{ old: null, new: null, by: null }]);
  });

  it.each([
    ['a newer schema version', { ...eventCatalogue, PersonViewed: { ...eventCatalogue.PersonViewed, schemaVersion: eventCatalogue.PersonViewed.schemaVersion - 1 } }, `PersonViewed has schema version ${eventCatalogue.PersonViewed.schemaVersion}, and this code knows ${eventCatalogue.PersonViewed.schemaVersion - 1}`],
    ['an unknown type', { ...eventCatalogue, PersonViewed: undefined } as unknown as EventCatalogue, 'the event type PersonViewed is not known to this code'],
  ])('at an event of %s the old code stops visibly and keeps its place, and the new code goes on from there', async (_, oldCatalogue: EventCatalogue, reason) => {
    const all: Projection = { ...before, filter: {} };
    const older = run('older', all, oldCatalogue);
    await older.start();
    await record(store, accessStream('p1'), [{ type: 'PeopleListed', data: { viewedBy: 'u', list: 'people', criteria: [], personKeys: ['p1'], purpose: 'r' } } as unknown as ZhibuEvent]);
    const place = (await store.head()) as Checkpoint;
    expect(await older.waitFor(place, { timeoutMs: 5_000 })).toEqual({ reached: true });
    await recordLooks(3);
    await eventually(async () => (await older.status())[0]?.stopped !== null);
    expect((await older.status())[0]).toMatchObject({ checkpoint: place, stopped: { type: 'PersonViewed', reason } });
    expect(await total('looks')).toBe(0);
    const newer = run('newer', all);
    await newer.migrate();
    // Without being told to try again: an older process may stop it at any time.
    await newer.start();
    expect(await newer.waitFor((await store.head()) as Checkpoint, { timeoutMs: 5_000 })).toEqual({ reached: true });
    await recordLooks(7);
    expect(await newer.waitFor((await store.head()) as Checkpoint, { timeoutMs: 5_000 })).toEqual({ reached: true });
    expect(await total('looks')).toBe(10);
  });
});
