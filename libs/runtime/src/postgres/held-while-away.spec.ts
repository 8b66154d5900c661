import { Job } from '@zhibu/application';
import { heldWhileAway } from './held-while-away';

const job = { queue: 'returns', id: 'a', payload: {} } as unknown as Job;

/** Fails as long as the engine is away, and always for a poisoned job. */
const worldOf = () => {
  const world = { away: true, poisoned: false, runs: 0, stopping: new AbortController(), handled: (): Promise<void> => Promise.resolve() };
  const handler = () => {
    world.runs += 1;
    return world.away || world.poisoned ? Promise.reject(new Error('failed')) : Promise.resolve();
  };
  world.handled = () => heldWhileAway(handler, () => world.away, world.stopping.signal, 2)(job);
  return world;
};
const looks = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('a job that fails', () => {
  it('waits while an engine is away, without another attempt, and is done when it is back', async () => {
    const world = worldOf();
    const done = world.handled();
    await looks();
    expect(world.runs).toBe(1);
    world.away = false;
    await done;
    expect(world.runs).toBe(2);
  });

  it('fails when every engine is there, also after one was away', async () => {
    const world = worldOf();
    world.poisoned = true;
    const done = world.handled();
    world.away = false;
    await expect(done).rejects.toThrow('failed');
    await expect(world.handled()).rejects.toThrow('failed');
  });

  it('is given back when the process ends meanwhile', async () => {
    const world = worldOf();
    const done = world.handled();
    await looks();
    world.stopping.abort();
    await expect(done).rejects.toThrow('failed');
    expect(world.runs).toBe(1);
  });
});
