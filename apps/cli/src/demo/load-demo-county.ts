import type { Language } from '@zhibu/kernel';
import type { DemoNumbers } from '@zhibu/demo';
import type { Progress } from '@zhibu/platform';
import type { Runtime } from '@zhibu/runtime';

/** The fiscal year whose figures were published; also the seed of the people. */
export const demoYear = 2016;
/** Known to everybody: the demo's officers exist only where the API listens on loopback. */
export const demoPassword = 'zhibu-demo-2016';

const concurrency = 128;
const settledWithinMs = 120_000;

export interface DemoLoad {
  readonly numbers?: readonly DemoNumbers[];
  readonly language: Language;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** True when the year was lived to its end: the last batch is closed. */
export const demoIsLoaded = async (runtime: Runtime): Promise<boolean> => {
  const { lastDemoBatchStream } = await import('@zhibu/demo');
  for await (const event of runtime.eventStore.readStream(lastDemoBatchStream(demoYear), { direction: 'backwards', limit: 5 })) {
    // What a closed batch still held is given back after its closing.
    if (event.type === 'BatchClosed') return true;
  }
  return false;
};

/** Passwords of the demo's officers. Safe to repeat. */
export const giveDemoPasswords = async (runtime: Runtime): Promise<void> => {
  const { demoOfficers } = await import('@zhibu/demo');
  const { createIdentityStore } = await import('@zhibu/platform');
  const { unwrap } = await import('@zhibu/kernel');
  const identity = createIdentityStore(runtime.pool, runtime.clock);
  await Promise.all(demoOfficers.map(async ({ userId }) => unwrap(await identity.setPassword(userId, demoPassword))));
};

/** Lives through the county's year under a simulated clock. A load that was cut off goes on where it stopped. */
export const loadDemoCounty = async (runtime: Runtime, load: DemoLoad): Promise<void> => {
  const { createDemoBank, loadDemo, publishedNumbers } = await import('@zhibu/demo');
  const { simulatedClock } = await import('@zhibu/platform');
  const clock = simulatedClock(`${demoYear - 1}-12-01T01:00:00.000Z`);
  await loadDemo(
    {
      services: runtime.services,
      clock,
      bank: createDemoBank(runtime.bankLayout),
      automation: runtime.automation,
      concurrency,
      keyPrefix: `demo-${demoYear}`,
      signal: load.signal,
      settle: async () => {
        if (!(await runtime.caughtUp(settledWithinMs))) throw new Error(`the read models did not catch up within ${settledWithinMs / 1000} s`);
      },
    },
    {
      numbers: load.numbers ?? publishedNumbers,
      seed: demoYear,
      year: demoYear,
      onProgress: (done, total, what) => load.progress.update(Math.floor((done / total) * 1000), what[load.language]),
    },
  );
  load.progress.finish();
};
