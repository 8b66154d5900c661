import { EventStore } from '@zhibu/event-store';
import { Pool } from 'pg';
import { Projection } from '../projection';
import { Following } from './following';
import { Generation } from './generation';
import { GenerationStore } from './generation-store';
import { Registry } from './registry';

const projection = { name: 'seen', version: 1, tables: [], filter: {}, reads: 'stored' } as unknown as Projection;
const row: Generation = { name: 'seen', version: 1, generation: 1, role: 'live', checkpoint: '0/1', epoch: 0, definition: 'd', stopped: null };
const turn = (ms = 0): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A server that grants a lock as often as one session asks for it, as PostgreSQL does. */
const server = (found: readonly Generation[] | Error) => {
  const asked: string[] = [];
  const query = async (text: string) => {
    asked.push(/pg_\w+lock/.exec(text)?.[0] ?? 'other');
    await turn();
    if (text.includes('projection_checkpoint') && found instanceof Error) throw found;
    return { rows: text.includes('try_advisory') ? [{ locked: true }] : text.includes('projection_checkpoint') ? found : [], rowCount: 1 };
  };
  const pool = { query, connect: () => Promise.resolve({ query, on: () => undefined, release: () => undefined }) } as unknown as Pool;
  return { pool, asked };
};

const followingOn = (pool: Pool) => {
  let subscriptions = 0;
  const subscribe = async function* (options: { readonly signal: AbortSignal }) {
    subscriptions += 1;
    await new Promise<void>((resolve) => options.signal.addEventListener('abort', () => resolve()));
  };
  const eventStore = { subscribe, compare: () => 0 } as unknown as EventStore;
  const codec = { seal: () => Promise.resolve([]), open: () => Promise.resolve([]) };
  const following = new Following({ pool, eventStore, codec, projections: [projection] }, new GenerationStore(pool, new Registry('read_models')), () => false);
  return { following, subscriptions: () => subscriptions };
};

describe('Following', () => {
  it('follows a generation once, however many ask for it at the same time', async () => {
    const { following, subscriptions } = followingOn(server([row]).pool);
    await Promise.all([following.take(row, projection), following.take(row, projection), following.take(row, projection)]);
    await turn(5);
    expect(subscriptions()).toBe(1);
    await following.stop();
    expect(following.has(row)).toBe(false);
  });

  it('gives the lock back when it cannot see where the generation stands', async () => {
    const { pool, asked } = server(new Error('the server is gone'));
    const { following, subscriptions } = followingOn(pool);
    await expect(following.take(row, projection)).rejects.toThrow('the server is gone');
    expect(asked.filter((name) => name !== 'other')).toEqual(['pg_try_advisory_lock', 'pg_advisory_unlock']);
    expect([subscriptions(), following.has(row)]).toEqual([0, false]);
    await following.stop();
  });
});
