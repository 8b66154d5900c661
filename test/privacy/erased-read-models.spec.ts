import { randomBytes } from 'node:crypto';
import { EventCodec } from '@zhibu/application';
import { accessStream } from '@zhibu/domain';
import { EventStore } from '@zhibu/event-store';
import { createMemoryEventStore } from '@zhibu/event-store/memory';
import { Checkpoint, EventCatalogue } from '@zhibu/kernel';
import { KeyVault, createEventCodec, createPostgresKeyVault, migrateKeyVault } from '@zhibu/privacy';
import { ProjectionRunner, column, createProjectionRunner, defineProjection } from '@zhibu/projections';
import { TestDatabase, createTestDatabase } from '../support/database';

const catalogue: EventCatalogue = { PersonViewed: { schemaVersion: 1, subjects: ['personKey'], personal: [{ of: 'personKey', fields: ['reason'] }] } };
const named = column.table('named', { columns: { personKey: column.text, name: column.personal(column.text), times: column.integer }, key: ['personKey'] });
const names = defineProjection({
  name: 'names', version: 1, tables: [named], reads: 'opened',
  on: { PersonViewed: { apply: (rows, { data, meta }) => rows.put(named, { personKey: data.personKey, name: data.reason, times: meta.version }) } },
});

/** One process erases; the read models are another's, which has used the key a moment ago and still holds it. */
describe('read models of a process that holds a key which another one erases', () => {
  let database: TestDatabase;
  let store: EventStore;
  let here: KeyVault;
  let codec: EventCodec;
  let following: ProjectionRunner;
  let erasing: ProjectionRunner;

  beforeEach(async () => {
    database = await createTestDatabase();
    await migrateKeyVault({ pool: database.pool });
    store = createMemoryEventStore();
    const masterKey = randomBytes(32);
    here = createPostgresKeyVault({ pool: database.pool, masterKey });
    const elsewhere = createPostgresKeyVault({ pool: database.pool, masterKey });
    codec = createEventCodec({ catalogue, vault: elsewhere });
    const parts = { pool: database.pool, eventStore: store, projections: [names], lookEveryMs: 20 };
    following = createProjectionRunner({ ...parts, codec });
    erasing = createProjectionRunner({ ...parts, codec: createEventCodec({ catalogue, vault: here }) });
    await following.start();
  });
  afterEach(async () => {
    await following.stop();
    await erasing.stop();
    await store.close();
    await database.drop();
  });

  let commands = 0;
  const sealed = () => codec.seal([{ type: 'PersonViewed', data: { personKey: 'p1', viewedBy: 'u1', what: 'details', reason: '王示例' } }]);
  const append = async (events: Awaited<ReturnType<typeof sealed>>): Promise<void> => {
    commands += 1;
    await store.append({
      stream: accessStream('p1'), expectedVersion: 'any', events, command: { key: `c${commands}`, contentHash: 'h' }, recordedAt: '2016-03-01T02:00:00.000Z',
      simulated: false, actor: { userId: 'u1', kind: 'officer', roles: [] }, causationId: 'c', correlationId: 'c',
    });
  };
  const row = async (): Promise<unknown> => {
    expect(await following.waitFor((await store.head()) as Checkpoint, { timeoutMs: 10_000 })).toEqual({ reached: true });
    return (await database.pool.query('select name, times::int as times from read_models.named')).rows[0];
  };
  const erase = async (): Promise<void> => {
    await here.erase('p1');
    await erasing.erasePerson('p1');
  };

  it('forget it, also for an event that was sealed before and comes after', async () => {
    const late = await sealed();
    await append(await sealed());
    expect(await row()).toEqual({ name: '王示例', times: 1 });
    await erase();
    expect(await row()).toEqual({ name: null, times: 1 });
    await append(late);
    expect(await row()).toEqual({ name: null, times: 2 });
  });

  it('do not learn it again from a rebuild', async () => {
    await append(await sealed());
    await row();
    await erase();
    await following.rebuild('names');
    expect(await row()).toEqual({ name: null, times: 1 });
  });
});
