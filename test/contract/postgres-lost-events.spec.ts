import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import { EventStore } from '@zhibu/event-store';
import { createPostgresEventStore, migrateEventStore } from '@zhibu/event-store/postgres';
import { TestDatabase, createTestDatabase } from '../support/database';
import { appendByHand } from './by-hand';
import { NaiveReader } from './naive-reader';
import { appendTo, collect, events, logOf, placeOf } from './sample-append';

const schema = 'events';
let database: TestDatabase;
let pool: Pool;
let store: EventStore;

beforeEach(async () => {
  database = await createTestDatabase(30);
  pool = database.pool;
  await migrateEventStore(pool, schema);
  store = createPostgresEventStore({ pool });
});
afterEach(async () => {
  await store.close();
  await database.drop();
});

/** A transaction that has appended and not yet ended. */
const openTransaction = async (stream: string) => {
  const client = await pool.connect();
  await client.query('begin');
  await appendByHand(client, schema, appendTo(stream, 'any', events(1)));
  return async (end: 'commit' | 'rollback'): Promise<void> => {
    await client.query(end);
    client.release();
  };
};

describe('two transactions that overlap', () => {
  it('makes a reader by position alone lose the one that commits last, and ours wait for it', async () => {
    const naive = new NaiveReader(pool, schema);
    const endFirst = await openTransaction('slow');
    await store.append(appendTo('quick', 0, events(1)));
    await naive.readOn();
    expect(await collect(store.readAll())).toEqual([]);
    await endFirst('commit');
    await naive.readOn();
    expect(naive.seen).toEqual(['quick@1']);
    expect((await logOf(store, 2)).map(placeOf)).toEqual(['slow@1', 'quick@1']);
  });

  it('lets readers pass when the older one rolls back', async () => {
    const endFirst = await openTransaction('slow');
    await store.append(appendTo('quick', 0, events(1)));
    await endFirst('rollback');
    expect((await logOf(store, 1)).map(placeOf)).toEqual(['quick@1']);
  });

  it('refuses an older transaction that would write behind a younger one in the same stream', async () => {
    const client = await pool.connect();
    await client.query('begin');
    await appendByHand(client, schema, appendTo('first', 0, events(1)));
    await store.append(appendTo('second', 0, events(1)));
    const late = appendByHand(client, schema, appendTo('second', 1, events(1)));
    await expect(late).rejects.toMatchObject({ code: '40001' });
    await client.query('rollback');
    client.release();
    expect((await logOf(store, 1)).map(placeOf)).toEqual(['second@1']);
  });
});

describe('16 writers with long and short transactions, rollbacks and several readers', () => {
  const streams = 24;
  const durationMs = 2_000;

  /** Short transactions: appends through two stores, as two processes would. */
  const shortWriter = async (writer: EventStore, index: number, until: number): Promise<number> => {
    let written = 0;
    for (let turn = index; Date.now() < until; turn += 7) {
      const outcome = await writer.append(appendTo(`stream-${turn % streams}`, 'any', events(1 + (turn % 3))));
      if (outcome.kind === 'appended') written += 1 + (turn % 3);
    }
    return written;
  };

  /** Long transactions: append, hold, then commit or now and then roll back. */
  const longWriter = async (index: number, until: number): Promise<number> => {
    let written = 0;
    for (let turn = 0; Date.now() < until; turn += 1) {
      const client = await pool.connect();
      await client.query('begin');
      await appendByHand(client, schema, appendTo(`held-${index}`, 'any', events(2)));
      await sleep(5 + ((turn * 13 + index * 7) % 60));
      const end = turn % 5 === 4 ? 'rollback' : 'commit';
      await client.query(end);
      client.release();
      if (end === 'commit') written += 2;
    }
    return written;
  };

  const subscriber = async (reader: EventStore, batchSize: number, startMs: number, enough: Promise<number>): Promise<string[]> => {
    await sleep(startMs);
    const ending = new AbortController();
    const deadline = setTimeout(() => ending.abort(), durationMs + 15_000);
    const seen: string[] = [];
    let total = Infinity;
    void enough.then((count) => (total = count));
    for await (const batch of reader.subscribe({ after: null, batchSize, signal: ending.signal })) {
      seen.push(...batch.events.map(placeOf));
      if (seen.length >= total) ending.abort();
    }
    clearTimeout(deadline);
    return seen;
  };

  const naiveSubscriber = async (finished: Promise<number>): Promise<number> => {
    const naive = new NaiveReader(pool, schema);
    let done = false;
    void finished.then(() => (done = true));
    while (!done) {
      await naive.readOn();
      await sleep(5);
    }
    for (let before = -1; before !== naive.seen.length; ) {
      before = naive.seen.length;
      await naive.readOn();
    }
    return naive.seen.length;
  };

  it('every reader sees every event once, in the order of each stream', async () => {
    const other = createPostgresEventStore({ connectionString: database.url, connectionsMax: 6 });
    const until = Date.now() + durationMs;
    const writers = Promise.all([
      ...Array.from({ length: 6 }, (_, index) => shortWriter(store, index, until)),
      ...Array.from({ length: 6 }, (_, index) => shortWriter(other, index + 100, until)),
      ...Array.from({ length: 4 }, (_, index) => longWriter(index, until)),
    ]);
    const written = writers.then((counts) => counts.reduce((sum, count) => sum + count, 0))
      // One event more, so that a reader that waits for the last one is always woken.
      .then(async (sum) => ((await store.append(appendTo('last', 0, events(1)))), sum + 1));
    const readers = [
      subscriber(store, 10, 0, written), subscriber(store, 500, 300, written), subscriber(other, 64, 900, written), subscriber(other, 1_000, 1_900, written),
    ];
    const [total, naiveCount] = await Promise.all([written, naiveSubscriber(written)]);
    const reads = await Promise.all(readers);
    await other.close();
    expect(total).toBeGreaterThan(500);
    const stored = await pool.query<{ place: string }>(`select stream || '@' || version as place from ${schema}.events`);
    expect(stored.rows).toHaveLength(total);
    const everything = stored.rows.map(({ place }) => place).sort();
    for (const seen of reads) {
      expect([...seen].sort()).toEqual(everything);
      expect(outOfOrder(seen)).toEqual([]);
      expect(seen).toEqual(reads[0]);
    }
    expect(naiveCount).toBeLessThan(total);
  }, 30_000);

  const outOfOrder = (places: readonly string[]): string[] => {
    const versions = new Map<string, number>();
    return places.filter((place) => {
      const [stream = '', version] = place.split('@');
      const isNext = Number(version) === (versions.get(stream) ?? 0) + 1;
      versions.set(stream, Number(version));
      return !isNext;
    });
  };
});
