import { EventStore } from '@zhibu/event-store';
import { Pool } from 'pg';
import { Projection } from '../projection';
import { Following } from './following';
import { Generation } from './generation';
import { GenerationStore } from './generation-store';
import { Registry } from './registry';

const projection = { name: 'seen', version: 1, tables: [], filter: {}, reads: 'stored' } as unknown as Projection;
const row: Generation = { name: 'seen', version: 1, generation: 1, role: 'live', checkpoint: '0/1', epoch: 0, definition: 'd', stopped: null };
const lease = { name: 'read_models/seen v1 g1', owner: 'here', token: 7 };
const turn = (ms = 0): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const poolThatFinds = (found: readonly Generation[] | Error): Pool =>
  ({ query: () => turn().then(() => (found instanceof Error ? Promise.reject(found) : { rows: found, rowCount: found.length })) }) as unknown as Pool;

const followingOn = (pool: Pool) => {
  let subscriptions = 0;
  const subscribe = async function* (options: { readonly signal: AbortSignal }) {
    subscriptions += 1;
    await new Promise<void>((resolve) => options.signal.addEventListener('abort', () => resolve()));
  };
  const eventStore = { subscribe, compare: () => 0 } as unknown as EventStore;
  const codec = { seal: () => Promise.resolve([]), open: () => Promise.resolve([]) };
  const following = new Following({ pool, eventStore, codec, projections: [projection] }, new GenerationStore(pool, new Registry('read_models')), () => false, () => Promise.resolve());
  return { following, subscriptions: () => subscriptions };
};

describe('Following', () => {
  it('follows a generation once, however many ask for it at the same time', async () => {
    const { following, subscriptions } = followingOn(poolThatFinds([row]));
    await Promise.all([following.take(row, projection, lease), following.take(row, projection, lease), following.take(row, projection, lease)]);
    await turn(5);
    expect(subscriptions()).toBe(1);
    await following.stop();
    expect(following.has(row)).toBe(false);
  });

  it('is ready to begin again when it cannot see where the generation stands', async () => {
    const { following, subscriptions } = followingOn(poolThatFinds(new Error('the server is gone')));
    await expect(following.take(row, projection, lease)).rejects.toThrow('the server is gone');
    expect([subscriptions(), following.has(row)]).toEqual([0, false]);
  });

  it('ends what is followed under a lease that is lost, and nothing that was taken up under a later one', async () => {
    const { following } = followingOn(poolThatFinds([row]));
    await following.take(row, projection, lease);
    await following.end({ ...lease, token: 6 });
    expect(following.has(row)).toBe(true);
    await following.end(lease);
    expect(following.has(row)).toBe(false);
  });
});
