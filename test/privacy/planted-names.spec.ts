import { randomBytes } from 'node:crypto';
import { EventCatalogue } from '@zhibu/kernel';
import { EventCodec } from '@zhibu/application';
import { eventCatalogue } from '@zhibu/domain';
import { AppendRequest, EventStore, StoredEvent } from '@zhibu/event-store';
import { createMemoryEventStore } from '@zhibu/event-store/memory';
import { createPostgresEventStore, migrateEventStore } from '@zhibu/event-store/postgres';
import { KeyVault, createEventCodec, createMemoryKeyVault, createPostgresKeyVault, createPseudonyms, migrateKeyVault } from '@zhibu/privacy';
import { TestDatabase, createTestDatabase } from '../support/database';
import { dumpError, dumpTables, findPlaintext } from '../support/find-plaintext';
import { until } from '../support/until';
import { mentions, planted, plantedContent } from './planted';

const catalogue: EventCatalogue = eventCatalogue;
const types = Object.keys(catalogue);
const personKey = createPseudonyms(randomBytes(32)).personKey(planted.idNumber);

const requestFor = async (codec: EventCodec, type: string): Promise<AppendRequest> => ({
  stream: `planted-${type}`,
  expectedVersion: 0,
  events: await codec.seal([{ type, data: plantedContent(catalogue[type] as never, personKey) }]),
  command: { key: `key-${type}`, contentHash: 'f'.repeat(64) },
  recordedAt: '2016-06-30T01:00:00.000Z',
  simulated: true,
  actor: { userId: 'u1', kind: 'automation', roles: [] },
  causationId: 'c1',
  correlationId: 'c1',
});

const all = async (store: EventStore): Promise<StoredEvent[]> => {
  const events: StoredEvent[] = [];
  for await (const event of store.readAll()) events.push(event);
  return events;
};

/** Seals every type of event, stores it, reads it again, erases the person and reads it once more. */
const liveThrough = async (store: EventStore, vault: KeyVault): Promise<string> => {
  const codec = createEventCodec({ catalogue, vault });
  for (const type of types) expect(await store.append(await requestFor(codec, type))).toMatchObject({ kind: 'appended' });
  // A reader sees no event that a transaction still running on the server could overtake, also of other tests.
  await until(async () => (await all(store)).length === types.length);
  const stored = await all(store);
  expect(stored).toHaveLength(types.length);
  for (const { type, data } of await codec.open(stored)) expect({ type, data }).toEqual({ type, data: plantedContent(catalogue[type] as never, personKey) });
  const bytes = JSON.stringify(stored);
  await vault.erase(personKey);
  expect(mentions(await codec.open(stored))).toBe(0);
  expect(JSON.stringify(await all(store))).toBe(bytes);
  return bytes;
};

describe('planted personal values', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    await migrateKeyVault({ pool: database.pool });
    await migrateEventStore(database.pool);
  });
  afterAll(() => database.drop());

  it('are in the sample of every event type that has personal fields', () => {
    const withPersonal = types.filter((type) => (catalogue[type]?.personal.length ?? 0) > 0);
    expect(withPersonal.length).toBeGreaterThan(10);
    for (const type of withPersonal) expect({ type, found: findPlaintext(JSON.stringify(plantedContent(catalogue[type] as never, personKey)), planted).length }).toEqual({ type, found: 7 });
  });

  it('are not in what the memory store holds', async () => {
    expect(findPlaintext(await liveThrough(createMemoryEventStore(), createMemoryKeyVault()), planted)).toEqual([]);
  });

  it('are not in any table of the event store and the key vault, nor is a key in the clear', async () => {
    const vault = createPostgresKeyVault({ pool: database.pool, masterKey: randomBytes(32) });
    const key = (await vault.keysFor([personKey], { create: true })).get(personKey) as Buffer;
    const before = await dumpTables(database.pool);
    expect(before).toContain(personKey);
    expect(findPlaintext(before, { ...planted, keyHex: key.toString('hex') })).toEqual([]);
    const store = createPostgresEventStore({ pool: database.pool });
    await liveThrough(store, vault);
    const after = await dumpTables(database.pool);
    expect(after).toContain('planted-PersonRegistered');
    expect(findPlaintext(after, planted)).toEqual([]);
    await store.close();
  });

  it('are not in an error, whatever goes wrong', async () => {
    const vault = createMemoryKeyVault();
    const codec = createEventCodec({ catalogue, vault });
    const data = plantedContent(catalogue['PersonRegistered'] as never, personKey);
    const [sealed] = await codec.seal([{ type: 'PersonRegistered', data }]);
    const stored = { ...sealed, meta: { stream: 's', version: 1, schemaVersion: 1 }, checkpoint: '' };
    const { $sealed } = sealed?.data as { $sealed: Record<string, string> };
    const other = { ...(sealed?.data as object), $sealed: { [personKey]: `${$sealed[personKey]?.slice(0, -8)}` } };
    const erased = createMemoryKeyVault();
    await erased.erase(personKey);
    const failures = await Promise.allSettled([
      codec.open([{ ...stored, data: other } as never]),
      createEventCodec({ catalogue, vault: createMemoryKeyVault() }).open([stored as never]),
      createEventCodec({ catalogue, vault: erased }).seal([{ type: 'PersonRegistered', data }]),
      codec.seal([{ type: 'PersonRegistered', data: { ...data, personKey: undefined } }]),
      codec.seal([{ type: 'NoSuchType', data }]),
    ]);
    for (const failure of failures) {
      if (failure.status === 'fulfilled') throw new Error('this should have failed');
      expect(findPlaintext(dumpError(failure.reason), planted)).toEqual([]);
    }
  });
});
