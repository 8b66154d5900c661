import { Lease, createProjectionRunner, createProjections } from '@zhibu/projections';
import { createMemoryEventStore } from '@zhibu/event-store/memory';
import { GenerationStore, inTransaction } from '../../libs/projections/src/framework/postgres/generation-store';
import { Registry, RegistryRow } from '../../libs/projections/src/framework/postgres/registry';
import { TestDatabase, createTestDatabase } from '../support/database';
import { leaseFor, plainCodec } from './support';

/** Places that move over events which changed nothing, many in one statement: each is fenced as a written batch is. */
describe('moves of checkpoints on PostgreSQL', () => {
  let database: TestDatabase;
  const registry = new Registry('read_models');
  const row = async (name: string): Promise<RegistryRow> => {
    const [found] = await registry.all(database.pool, name);
    if (found === undefined) throw new Error(`no read model ${name}`);
    return found;
  };

  beforeEach(async () => {
    database = await createTestDatabase();
    const projections = createProjections(() => null);
    await createProjectionRunner({ pool: database.pool, eventStore: createMemoryEventStore(), codec: plainCodec, projections }).migrate();
  });
  afterEach(async () => await database.drop());

  it('moves those that stand where they are believed to stand, and no other', async () => {
    const store = new GenerationStore(database.pool, registry);
    const rows = [await row('cases'), await row('funds'), await row('people'), await row('rates'), await row('timers'), await row('users')];
    const [cases, funds, people, rates, timers, users] = rows as [RegistryRow, RegistryRow, RegistryRow, RegistryRow, RegistryRow, RegistryRow];
    const leases = new Map<RegistryRow, Lease>();
    for (const each of rows) leases.set(each, await leaseFor(database.pool, each));
    const moved = (from: RegistryRow, to: string): Promise<boolean> => store.write(from, [], to, null, false, leases.get(from) as Lease);
    expect(await moved(timers, '7/1')).toBe(true);
    await inTransaction(database.pool, (client) => registry.raiseEpoch(client, people));
    await inTransaction(database.pool, (client) => registry.setRole(client, users, 'retired'));
    await leaseFor(database.pool, funds, 'somebody else');
    await database.pool.query('update runtime.leases set owner = null where name = $1', [leases.get(rates)?.name]);
    // `timers` stands further already, rows of `people` were changed from outside, `users` was replaced, `funds` taken over, `rates` given back.
    expect(await Promise.all([timers, cases, people, users, funds, rates].map((from) => moved(from, '9/1')))).toEqual([false, true, false, false, false, false]);
    const places = await Promise.all(['cases', 'timers', 'people', 'funds', 'rates'].map(async (name) => (await row(name)).checkpoint));
    expect(places).toEqual(['9/1', '7/1', null, null, null]);
  });
});
