import { createProjectionRunner, createProjections } from '@zhibu/projections';
import { createMemoryEventStore } from '@zhibu/event-store/memory';
import { GenerationStore, inTransaction } from '../../libs/projections/src/framework/postgres/generation-store';
import { Registry, RegistryRow } from '../../libs/projections/src/framework/postgres/registry';
import { TestDatabase, createTestDatabase } from '../support/database';
import { plainCodec } from './support';

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
    const [cases, people, timers, users] = [await row('cases'), await row('people'), await row('timers'), await row('users')];
    expect(await store.write(timers, [], '7/1', null, true)).toBe(true);
    await inTransaction(database.pool, (client) => registry.raiseEpoch(client, people));
    await inTransaction(database.pool, (client) => registry.setRole(client, users, 'retired'));
    // `timers` stands further already, rows of `people` were changed from outside, `users` was replaced.
    expect(await Promise.all([timers, cases, people, users].map((from) => store.write(from, [], '9/1', null, false)))).toEqual([false, true, false, false]);
    expect([(await row('cases')).checkpoint, (await row('timers')).checkpoint, (await row('people')).checkpoint, (await row('users')).checkpoint]).toEqual(['9/1', '7/1', null, null]);
  });
});
