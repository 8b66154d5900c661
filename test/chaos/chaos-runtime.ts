import { resolve } from 'node:path';
import { instantOf } from '@zhibu/kernel';
import { Runtime, createRuntime } from '@zhibu/runtime';
import { TestClock, testClock } from '../support/test-clock';

/** The runtime of one process of the chaos: `argv` is the database URL and the data folder. */
export const chaosRuntime = async (argv: readonly string[]): Promise<{ readonly runtime: Runtime; readonly clock: TestClock; readonly dataFolder: string }> => {
  const [databaseUrl = '', dataFolder = ''] = argv;
  const clock = testClock(instantOf('2016-12-20', 9));
  const runtime = await createRuntime({
    databaseUrl,
    dataFolder,
    policiesFolder: resolve(__dirname, '../../policies'),
    secrets: { pseudonymKey: Buffer.alloc(32, 1), masterKey: Buffer.alloc(32, 2) },
    clock,
    chunkSize: 4,
    connectionsMax: 10,
    sweepEveryMs: 500,
    jobLockMs: 1_500,
    onError: (where, error) => void process.stderr.write(`${new Date().toISOString()} ${process.pid} ${where} ${String(error)}\n`),
  });
  return { runtime, clock, dataFolder };
};
