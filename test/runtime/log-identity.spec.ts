import { Checkpoint, text } from '@zhibu/kernel';
import { EventStore, StoreFault, StoreUnavailable, StoredEvent } from '@zhibu/event-store';
import { createMemoryEventStore } from '@zhibu/event-store/memory';
import { createEventStoreDbEventStore } from '@zhibu/event-store/eventstoredb';
import { PlatformFailure } from '@zhibu/platform';
import { KnownEvent, knownEvent } from '../../libs/runtime/src/postgres/known-event';
import { LogIdentity, migrateLogIdentity } from '../../libs/runtime/src/postgres/log-identity';
import { WatchedEventStore } from '../../libs/runtime/src/postgres/watched-store';
import { appendTo, collect, events } from '../contract/sample-append';
import { TestDatabase, createTestDatabase } from '../support/database';
import { startEventStoreDouble } from '../support/eventstoredb';

const streams = ['person-a', 'person-b', 'batch-c'];

/** A log of some streams, one event each time round. */
const logOf = async (count: number, start = 0): Promise<EventStore> => {
  const store = createMemoryEventStore();
  for (let index = 0; index < count; index += 1) await grow(store, index + start);
  return store;
};
const grow = async (store: EventStore, index: number): Promise<void> => {
  const outcome = await store.append(appendTo(streams[index % streams.length] ?? '', 'any', events(1), { command: { key: `c${index}`, contentHash: 'h' } }));
  if (outcome.kind !== 'appended') throw new Error(outcome.kind);
};

const goneFor = (name: keyof EventStore): unknown => {
  const gone = new StoreUnavailable('away');
  return name === 'readStream' || name === 'readAll' || name === 'subscribe' ? failing(gone) : Promise.reject(gone);
};

async function* failing(error: Error): AsyncGenerator<never> {
  await Promise.reject(error);
}

const changed = (store: EventStore, change: Partial<EventStore>): EventStore => Object.assign(Object.create(store) as EventStore, change);

const nothing = text('无', 'none');
const streamRemoved = { code: 'stream.removed', message: nothing, expected: nothing, actual: nothing };

/** What an operator changes behind our back: the engine at an address. */
class Address {
  away = false;
  constructor(public store: EventStore) {}

  readonly port: EventStore = new Proxy({} as EventStore, {
    get: (_, name: keyof EventStore) => {
      if (name === 'appendAllInOrder') return undefined;
      return (...args: never[]) => {
        if (this.away && name !== 'compare') return goneFor(name);
        return (this.store[name] as (...given: never[]) => unknown).apply(this.store, args);
      };
    },
  });
}

describe('the log that a database belongs to', () => {
  let database: TestDatabase;
  let personKeys = true;
  beforeAll(async () => { database = await createTestDatabase(4); });
  afterAll(async () => database.drop());
  beforeEach(async () => {
    personKeys = true;
    await database.pool.query('drop schema if exists runtime cascade; create schema runtime');
    await migrateLogIdentity(database.pool);
  });

  const rowOf = async () => {
    const { rows } = await database.pool.query<{ readonly first: KnownEvent | null; readonly last: KnownEvent | null }>('select first, last from runtime.log_identity');
    return rows[0] ?? { first: null, last: null };
  };
  const identityOf = (store: EventStore, keys = 'keys'): LogIdentity => new LogIdentity({ pool: database.pool, store, keys, holdsPersonKeys: () => Promise.resolve(personKeys) });
  const check = (store: EventStore, keys?: string): Promise<string> =>
    identityOf(store, keys).check().then(() => 'ours', (error: unknown) => (error instanceof PlatformFailure ? `${error.code} ${error.exitCode}` : Promise.reject(error as Error)));
  /** As a worker does: it reads to the end, and its place is written down. */
  const handleAll = async (store: EventStore): Promise<void> => {
    const [identity, ending] = [identityOf(store), new AbortController()];
    const watched = new WatchedEventStore(store, { identity, onForeignLog: () => undefined });
    for await (const { live } of watched.subscribe({ after: null, signal: ending.signal })) if (live) ending.abort();
    await watched.check();
  };

  it('is taken to be the first one seen, also when that was empty, and stays it while it grows', async () => {
    const store = await logOf(0);
    expect(await check(store)).toBe('ours');
    await grow(store, 0);
    expect(await check(store)).toBe('ours');
    await handleAll(store);
    await grow(store, 1);
    expect(await check(store)).toBe('ours');
    expect(await check(await logOf(3, 1))).toBe('event-log.replaced 65');
  });

  it.each([
    ['empty', () => logOf(0), 'event-log.empty 65'],
    ['another', () => logOf(9, 1), 'event-log.replaced 65'],
    ['shorter by the last event that was handled', () => logOf(5), 'event-log.shorter 65'],
    ['of the same length and begun alike, but with another end', async () => {
      const store = await logOf(5);
      await grow(store, 8);
      return store;
    }, 'event-log.shorter 65'],
    ['whole', () => logOf(6), 'ours'],
    ['longer', () => logOf(7), 'ours'],
  ])('is found out when it is %s', async (_, made, expected) => {
    await handleAll(await logOf(6));
    expect(await check(await made())).toBe(expected);
  });

  it('is not the same when its events stand in other places', async () => {
    const store = await logOf(6);
    await handleAll(store);
    const moved = async function* (events: AsyncIterable<StoredEvent>) {
      for await (const event of events) yield { ...event, checkpoint: `7${event.checkpoint}` as Checkpoint };
    };
    const elsewhere = changed(store, {
      readAll: (options) => moved(store.readAll(options)),
      readStream: (stream, options) => moved(store.readStream(stream, options)),
    });
    expect(await check(elsewhere)).toBe('event-log.moved 65');
  });

  it('is known by two events read where they stood: the log is searched only while nothing is known of it and something may be in it', async () => {
    const store = await logOf(0);
    let searched = 0;
    const counted = changed(store, { readAll: (options) => ((searched += 1), store.readAll(options)) });
    const identity = identityOf(counted);
    await identity.check();
    const atFirst = searched;
    await identity.check();
    expect(searched).toBe(atFirst);
    await grow(store, 0);
    const watched = new WatchedEventStore(counted, { identity, onForeignLog: () => undefined });
    await grow(watched, 1);
    await identity.check();
    expect([searched, (await rowOf()).first]).toMatchObject([atFirst + 1, { stream: 'person-a', version: 1 }]);
    await handleAll(counted);
    await identity.check();
    expect(searched).toBe(atFirst + 1);
  });

  it('is still ours when only the stream of its first event was removed behind our back, as long as the event stands in the log', async () => {
    const store = await logOf(6);
    await handleAll(store);
    const removed = changed(store, {
      readStream: (stream, options) => (stream === 'person-a' ? failing(new StoreFault(streamRemoved)) : store.readStream(stream, options)),
    });
    expect(await check(removed)).toBe('ours');
  });

  it('is not waited for longer than the time that one statement has, also while somebody keeps the row', async () => {
    await handleAll(await logOf(3));
    const [other, store] = [await database.pool.connect(), await logOf(4)];
    try {
      await other.query('begin');
      await other.query('select 1 from runtime.log_identity for update');
      const identity = new LogIdentity({ pool: database.pool, store, keys: 'keys', holdsPersonKeys: () => Promise.resolve(true), answerMs: 200 });
      for await (const event of store.readStream('person-a', { from: 2 })) identity.note(knownEvent(event));
      await expect(identity.check()).rejects.toThrow('timeout');
    } finally {
      other.release(true);
    }
  });

  it('is written down forward only, by whichever process comes first', async () => {
    const store = await logOf(6);
    const [quick, slow] = [identityOf(store), identityOf(store)];
    await quick.check();
    const all = (await collect(store.readAll())).map(knownEvent);
    const noteTo = (identity: LogIdentity, count: number): void => all.slice(0, count).forEach((event) => identity.note(event));
    noteTo(quick, 5);
    noteTo(slow, 3);
    // Both have looked at the row before either writes.
    const holder = await database.pool.connect();
    await holder.query('begin; select 1 from runtime.log_identity for update');
    const waiting = async (count: number): Promise<void> => {
      const held = async () => (await database.pool.query(`select 1 from pg_locks where not granted and pid in (select pid from pg_stat_activity where datname = current_database())`)).rowCount;
      while ((await held()) !== count) await new Promise((resolve) => setImmediate(resolve));
    };
    const writing = [quick.check()];
    await waiting(1);
    writing.push(slow.check());
    await waiting(2);
    await holder.query('commit');
    holder.release();
    await Promise.all(writing);
    expect((await rowOf()).last).toEqual(all[4]);
    await slow.check();
    expect((await rowOf()).last).toEqual(all[4]);
  });

  it('goes with one set of keys', async () => {
    const store = await logOf(2);
    expect([await check(store), await check(store, 'other keys'), await check(store)]).toEqual(['ours', 'secrets-differ 78', 'ours']);
  });

  it('is refused by a new database that has no key of its people', async () => {
    personKeys = false;
    expect(await check(await logOf(3))).toBe('event-log.keys-missing 65');
    // Nobody is in it yet.
    const staff = createMemoryEventStore();
    await staff.append(appendTo('user-a', 0, events(1)));
    expect(await check(staff)).toBe('ours');
  });

  describe('while people work', () => {
    const watchedAt = async (address: Address) => {
      const told: string[] = [];
      const watched = new WatchedEventStore(address.port, { identity: identityOf(address.port), onForeignLog: ({ code }) => told.push(code) });
      await watched.check();
      return { watched, told };
    };

    it('goes on by itself when the engine comes back with its data', async () => {
      const address = new Address(await logOf(6));
      const { watched, told } = await watchedAt(address);
      address.away = true;
      await expect(watched.head()).rejects.toThrow(StoreUnavailable);
      await expect(collect(watched.readStream('person-a'))).rejects.toThrow(StoreUnavailable);
      address.away = false;
      expect(await collect(watched.readStream('person-a'))).toHaveLength(2);
      await grow(watched, 6);
      expect(told).toEqual([]);
    });

    it('ends everything when the engine comes back empty: nothing is read or written any more', async () => {
      await handleAll(await logOf(6));
      const address = new Address(await logOf(6));
      const { watched, told } = await watchedAt(address);
      address.away = true;
      await expect(watched.append(appendTo('person-z', 0, events(1)))).rejects.toThrow(StoreUnavailable);
      const empty = createMemoryEventStore();
      Object.assign(address, { away: false, store: empty });
      const failed = { code: 'event-log.empty' };
      await expect(watched.append(appendTo('person-z', 0, events(1)))).rejects.toMatchObject(failed);
      await expect(collect(watched.readStream('person-a'))).rejects.toMatchObject(failed);
      await expect(collect(watched.subscribe({ after: null, signal: new AbortController().signal }))).rejects.toMatchObject(failed);
      await expect(watched.head()).rejects.toMatchObject(failed);
      expect(told).toEqual(['event-log.empty']);
      expect(await empty.head()).toBeNull();
    });

    it.each([
      ['is written before what is known', appendTo('person-z', 0, events(1))],
      ['finds a stream shorter than expected', appendTo('person-a', 2, events(1))],
    ])('is looked at again when an append %s, though no connection was lost', async (_, request) => {
      await handleAll(await logOf(6));
      const address = new Address(await logOf(6));
      const { watched, told } = await watchedAt(address);
      address.store = createMemoryEventStore();
      await expect(watched.append(request)).rejects.toMatchObject({ code: expect.stringMatching(/^event-log\.(empty|replaced)$/) as string });
      expect(told).toHaveLength(1);
    });

    it.each<[string, Error, (store: EventStore) => Promise<unknown>]>([
      ['a read of a stream that broke off', new StoreUnavailable('away'), (store) => collect(store.readStream('person-a'))],
      ['a read of the log that broke off', new StoreUnavailable('away'), (store) => collect(store.readAll())],
      ['a stream that is shorter than it was', new StoreFault({ ...streamRemoved, code: 'event-store.history-lost' }), (store) => collect(store.readStream('person-a'))],
    ])('is looked at before the next append after %s', async (_, error, read) => {
      await handleAll(await logOf(6));
      const address = new Address(await logOf(6));
      const { watched, told } = await watchedAt(address);
      address.store = changed(address.store, { readStream: () => failing(error), readAll: () => failing(error) });
      await expect(read(watched)).rejects.toBe(error);
      const empty = createMemoryEventStore();
      address.store = empty;
      await expect(watched.append(appendTo('person-z', 0, events(1)))).rejects.toMatchObject({ code: 'event-log.empty' });
      expect([told, await empty.head()]).toEqual([['event-log.empty'], null]);
    });

    it.each(['while an append is under way', 'between two appends'])('takes nothing at all when EventStoreDB comes back empty %s', async (when) => {
      const double = await startEventStoreDouble();
      const inner: EventStore = createEventStoreDbEventStore({ url: double.url, installation: 'ours', patience: { answerMs: 2_000 }, confirmLog: () => watched.confirm() });
      const told: string[] = [];
      const watched: WatchedEventStore = new WatchedEventStore(inner, { identity: identityOf(inner), onForeignLog: ({ code }) => told.push(code) });
      for (let index = 0; index < 3; index += 1) await grow(watched, index);
      await watched.check();
      await double.crash();
      const append = (): Promise<unknown> => watched.append(appendTo('person-new', 0, events(1))).catch((error: unknown) => error);
      const early = when === 'between two appends' ? null : append();
      await double.restart({ data: 'lost' });
      expect(await (early ?? append())).toMatchObject({ code: 'event-log.empty' });
      expect([told, double.eventsOf('ours/person-new')]).toEqual([['event-log.empty'], []]);
      await inner.close();
      await double.stop();
    });

    it.each([0, 6])('is told apart from an engine that is only away while it is looked, with %i events in it', async (count) => {
      const address = new Address(await logOf(count));
      const { watched, told } = await watchedAt(address);
      address.away = true;
      await expect(watched.check()).rejects.toThrow(StoreUnavailable);
      expect(told).toEqual([]);
    });
  });
});
