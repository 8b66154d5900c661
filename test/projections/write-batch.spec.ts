import { Lease, Projection, createProjectionRunner } from '@zhibu/projections';
import { createMemoryEventStore } from '@zhibu/event-store/memory';
import { GenerationStore, inTransaction } from '../../libs/projections/src/framework/postgres/generation-store';
import { TableChanges } from '../../libs/projections/src/framework/row-set';
import { Registry, RegistryRow } from '../../libs/projections/src/framework/postgres/registry';
import { counter, integer, json, nullable, table, text, texts } from '../../libs/projections/src/framework/table';
import { TestDatabase, createTestDatabase } from '../support/database';
import { leaseFor, plainCodec } from './support';

const people = table('people', { columns: { personKey: text, name: nullable(text), tags: texts, more: json<unknown>() }, key: ['personKey'] });
const sums = counter('sums', { columns: { area: text, people: integer }, key: ['area'] });
const projection: Projection = {
  name: 'noted', version: 1, tables: [people, sums] as never, filter: {}, reads: 'stored', keysOf: () => [], moreKeysOf: () => [], apply: () => undefined,
};
const person = (personKey: string, name: string | null = null) => ({ personKey, name, tags: ['a "b"', 'c\\d,{e}'], more: { list: [1, null] } });
const change = (of: unknown, parts: Partial<TableChanges>): TableChanges => ({ table: of as TableChanges['table'], written: [], deleted: [], added: [], ...parts });

/** Rows and place of a batch are written by one statement: both or neither, whoever else changes them at that moment. */
describe('a batch of a read model on PostgreSQL', () => {
  let database: TestDatabase;
  let store: GenerationStore;
  let lease: Lease;
  const registry = new Registry('read_models');
  const place = async (): Promise<RegistryRow> => {
    const [found] = await registry.all(database.pool, 'noted');
    if (found === undefined) throw new Error('no read model noted');
    return found;
  };
  const rows = async (): Promise<unknown> => [
    (await database.pool.query('select person_key, name, tags, more from read_models.people order by 1')).rows,
    (await database.pool.query('select area, people::int as people from read_models.sums order by 1')).rows,
  ];
  const stored = (personKey: string, name: string | null = null) => ({ person_key: personKey, name, tags: ['a "b"', 'c\\d,{e}'], more: { list: [1, null] } });

  beforeEach(async () => {
    database = await createTestDatabase();
    await createProjectionRunner({ pool: database.pool, eventStore: createMemoryEventStore(), codec: plainCodec, projections: [projection] }).migrate();
    store = new GenerationStore(database.pool, registry);
    lease = await leaseFor(database.pool, await place());
  });
  afterEach(async () => await database.drop());

  it('changes, deletes and counts rows of several tables and moves the place, again and again', async () => {
    expect(await store.write(await place(), [change(people, { written: [person('p1'), person('p2')] }), change(sums, { added: [{ area: 'x', people: 2 }] })], '1/1', null, true, lease)).toBe(true);
    expect(await store.write(await place(), [change(people, { written: [person('p2', '李四')], deleted: [['p1']] }), change(sums, { added: [{ area: 'x', people: -1 }, { area: 'y', people: 1 }] })], '1/2', null, true, lease)).toBe(true);
    expect(await store.write(await place(), [change(people, { written: [person('p3')] }), change(sums, {})], '1/3', null, false, lease)).toBe(true);
    expect(await rows()).toEqual([[stored('p2', '李四'), stored('p3')], [{ area: 'x', people: 1 }, { area: 'y', people: 1 }]]);
    expect((await place()).checkpoint).toBe('1/3');
  });

  it('is void when its place was moved before, and when its generation was replaced', async () => {
    const from = await place();
    const batch = [change(people, { written: [person('p1')] }), change(sums, { added: [{ area: 'x', people: 1 }] })];
    expect(await store.write(from, batch, '1/1', null, true, lease)).toBe(true);
    // The same batch once more, as a process would that was thought dead.
    expect(await store.write(from, batch, '1/1', null, true, lease)).toBe(false);
    await inTransaction(database.pool, (client) => registry.setRole(client, from, 'retired'));
    expect(await store.write(await place(), batch, '1/2', null, true, lease)).toBe(false);
    expect(await rows()).toEqual([[stored('p1')], [{ area: 'x', people: 1 }]]);
  });

  it('is void once another process took the lease, also one that took it while the statement waited', async () => {
    const batch = [change(people, { written: [person('p1')] }), change(sums, { added: [{ area: 'x', people: 1 }] })];
    const from = await place();
    let write: Promise<boolean> = Promise.resolve(true);
    await inTransaction(database.pool, async (client) => {
      await client.query(`update runtime.leases set owner = 'another', token = token + 1`);
      write = store.write(from, batch, '1/1', null, true, lease);
      await new Promise((resolve) => setTimeout(resolve, 100));
    });
    expect(await write).toBe(false);
    expect(await store.write(from, batch, '1/1', null, true, lease)).toBe(false);
    expect(await rows()).toEqual([[], []]);
    expect((await place()).checkpoint).toBeNull();
  });

  it('writes and deletes nothing when a person is erased while it waits', async () => {
    expect(await store.write(await place(), [change(people, { written: [person('p1', '张三'), person('p2')] })], '1/1', null, true, lease)).toBe(true);
    const from = await place();
    let write: Promise<boolean> = Promise.resolve(true);
    await inTransaction(database.pool, async (client) => {
      await registry.raiseEpoch(client, from);
      await client.query(`update read_models.people_v1_g1 set name = null where person_key = 'p1'`);
      write = store.write(from, [change(people, { written: [person('p1', '张三')], deleted: [['p2']] }), change(sums, { added: [{ area: 'x', people: 1 }] })], '1/2', null, true, lease);
      await new Promise((resolve) => setTimeout(resolve, 100));
    });
    expect(await write).toBe(false);
    expect(await rows()).toEqual([[stored('p1'), stored('p2')], []]);
    expect((await place()).checkpoint).toBe('1/1');
  });

  it('leaves everything as it was when one of its rows is refused', async () => {
    const bad = { ...person('p2'), tags: null };
    await expect(store.write(await place(), [change(people, { written: [person('p1'), bad] }), change(sums, { added: [{ area: 'x', people: 1 }] })], '1/1', null, true, lease)).rejects.toThrow(/null value/);
    expect(await rows()).toEqual([[], []]);
    expect((await place()).checkpoint).toBeNull();
  });
});
