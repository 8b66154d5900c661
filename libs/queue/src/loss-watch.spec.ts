import { setTimeout as wait } from 'node:timers/promises';
import { startLossWatch } from './loss-watch';
import { QueueEngine } from './queue-engine';

const fakeEngine = () => {
  const store = { generation: '1' as string | null, restored: 0 };
  const engine = {
    restore: async () => {
      await wait(5);
      store.restored += 1;
      store.generation ??= `restored ${store.restored}`;
    },
    generation: () => Promise.resolve(store.generation),
  } as Partial<QueueEngine> as QueueEngine;
  return { store, engine };
};

describe('the watch over stored jobs', () => {
  it('tells again until the shell has found its work', async () => {
    const { store, engine } = fakeEngine();
    const errors: string[] = [];
    const watch = await startLossWatch(engine, 10, (error) => errors.push(error.message));
    let told = 0;
    watch.onLost(() => ((told += 1) < 3 ? Promise.reject(new Error('log not readable')) : Promise.resolve()));
    store.generation = null;
    await wait(150);
    await watch.stop();
    expect({ told, errors }).toEqual({ told: 3, errors: ['log not readable', 'log not readable'] });
  });

  it('lets a callback restore a store that was lost again', async () => {
    const { store, engine } = fakeEngine();
    const watch = await startLossWatch(engine, 10, () => undefined);
    let finished = 0;
    watch.onLost(async () => {
      if (finished === 0) store.generation = null;
      await watch.restore();
      finished += 1;
    });
    store.generation = null;
    await wait(150);
    await watch.stop();
    expect(finished).toBe(2);
  });

  it('says nothing while the jobs are there, and restores once for many callers', async () => {
    const { store, engine } = fakeEngine();
    const watch = await startLossWatch(engine, 10, () => undefined);
    let told = 0;
    watch.onLost(() => void (told += 1));
    await wait(50);
    expect(told).toBe(0);
    store.generation = null;
    await Promise.all([1, 2, 3].map(() => watch.restore()));
    await watch.stop();
    expect({ told, restored: store.restored }).toEqual({ told: 1, restored: 2 });
  });
});
