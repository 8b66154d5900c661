import { EventCodec } from '@zhibu/application';
import { EventBatch, EventStore, StoredEvent } from '@zhibu/event-store';
import { Checkpoint, RejectionError, text } from '@zhibu/kernel';
import { Projection } from '../projection';
import { text as textColumn, table } from '../table';
import { Follower, FollowerParts } from './follower';
import { Generation, Stopped } from './generation';
import { GenerationStore } from './generation-store';

const seen = table('seen', { columns: { id: textColumn }, key: ['id'] });
const projection: Projection = {
  name: 'seen', version: 1, tables: [seen] as never, filter: {}, reads: 'opened', keysOf: () => [], moreKeysOf: () => [],
  apply: (rows, event) => rows.put(seen, { id: event.meta.id }),
};
const generation: Generation = { name: 'seen', version: 1, generation: 1, role: 'live', checkpoint: null, epoch: 0, definition: 'd', stopped: null };

const placeAt = (n: number): Checkpoint => `0/${n}` as Checkpoint;
const eventAt = (n: number): StoredEvent => ({ type: 'Noted', data: {}, meta: { id: `e${n}`, stream: 's', version: n }, checkpoint: placeAt(n) }) as unknown as StoredEvent;
const batchOf = (to: number, ...events: readonly StoredEvent[]): EventBatch => ({ events, checkpoint: placeAt(to), live: true });
const turn = (ms = 0): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Written { readonly rows: readonly string[]; readonly to: string | null; readonly stopped: Stopped | null }

/** A follower over a log that a generator plays, and what it wrote. */
const following = (play: (signal: AbortSignal) => AsyncGenerator<EventBatch>, parts: Partial<FollowerParts> = {}) => {
  const written: Written[] = [];
  const store = {
    load: () => Promise.resolve([]),
    write: (_: Generation, changes: readonly { readonly written: readonly { readonly id?: unknown }[] }[], to: string | null, stopped: Stopped | null) => {
      written.push({ rows: changes.flatMap((change) => change.written.map(({ id }) => String(id))), to, stopped });
      return Promise.resolve(true);
    },
  } as unknown as GenerationStore;
  const eventStore = { subscribe: ({ signal }: { signal: AbortSignal }) => play(signal), head: () => Promise.resolve(placeAt(1)) } as unknown as EventStore;
  const codec: EventCodec = { seal: () => Promise.reject(new Error('not here')), open: (stored) => Promise.resolve(stored) };
  const follower = new Follower({ store, eventStore, codec, projection, newer: () => null, lease: { name: 'read_models/seen v1 g1', owner: 'here', token: 1 }, batchSize: 10, idleSaveMs: 20, afterBatch: () => Promise.resolve(false), ...parts }, generation);
  return { follower, written };
};
const codecThat = (fails: (id: string) => Error | null): EventCodec => ({
  seal: () => Promise.reject(new Error('not here')),
  open: async (stored) => {
    for (const { meta } of stored) {
      const failure = fails(meta.id);
      if (failure !== null) throw failure;
    }
    return stored;
  },
});
const forever = async (signal: AbortSignal): Promise<void> => new Promise((resolve) => signal.addEventListener('abort', () => resolve()));

describe('Follower', () => {
  it('saves its place while events of others come without a pause', async () => {
    const ending = new AbortController();
    let savedOnTheWay = 0;
    const { follower, written } = following(async function* () {
      for (let n = 1; n <= 200; n += 1) {
        yield batchOf(n);
        await turn(1);
      }
      savedOnTheWay = written.length;
      ending.abort();
    });
    await follower.run(ending.signal);
    expect(savedOnTheWay).toBeGreaterThan(0);
    expect(savedOnTheWay).toBeLessThan(100);
  });

  it('stops at an event that cannot be opened, with those before it written', async () => {
    const unreadable = new RejectionError({ code: 'altered', message: text('密文被改动', 'altered'), expected: text('原文', 'as stored'), actual: text('不同', 'another') });
    const { follower, written } = following(
      async function* (signal) {
        yield batchOf(9, eventAt(1), eventAt(2), eventAt(3), eventAt(4));
        await forever(signal);
      },
      { codec: codecThat((id) => (id === 'e3' ? unreadable : null)) },
    );
    expect(await follower.run(new AbortController().signal)).toBe('stopped');
    expect(written).toEqual([
      { rows: ['e1', 'e2'], to: '0/2', stopped: null },
      { rows: [], to: '0/2', stopped: { checkpoint: '0/3', stream: 's', version: 3, type: 'Noted', reason: 'altered: altered' } },
    ]);
  });

  it('does not blame an event when the keys cannot be asked for', async () => {
    const { follower, written } = following(
      async function* (signal) {
        yield batchOf(9, eventAt(1));
        await forever(signal);
      },
      { codec: codecThat(() => Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' })) },
    );
    await expect(follower.run(new AbortController().signal)).rejects.toThrow('connection refused');
    expect(written).toEqual([]);
  });

  it('ends its subscription when it ends with a batch read ahead', async () => {
    let ended = false;
    const { follower } = following(
      async function* () {
        try {
          for (let n = 1; ; n += 1) yield batchOf(n, eventAt(n));
        } finally {
          ended = true;
        }
      },
      { afterBatch: async () => { await turn(5); return true; } },
    );
    expect(await follower.run(new AbortController().signal)).toBe('done');
    await turn(5);
    expect(ended).toBe(true);
  });

  it('has everything over an empty log, so that a new version can take its place', async () => {
    const { follower } = following(async function* (signal) { await forever(signal); }, {
      eventStore: { subscribe: () => (async function* () { await turn(2_000); })(), head: () => Promise.resolve(null) } as unknown as EventStore,
      afterBatch: (_, live) => Promise.resolve(live),
    });
    expect(await follower.run(new AbortController().signal)).toBe('done');
  });
});
