import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { createRuntime } from './create-runtime';

/** Nobody listens on this port. */
const nowhere = '127.0.0.1:1';

it('a runtime whose queues could not be closed has closed everything else when it stops', async () => {
  const runtime = await createRuntime({
    databaseUrl: `postgres://nobody@${nowhere}/none`, redisUrl: `redis://${nowhere}`, policiesFolder: resolve(__dirname, '../../../../policies'), dataFolder: tmpdir(),
    secrets: { pseudonymKey: Buffer.alloc(32, 1), masterKey: Buffer.alloc(32, 2) },
  });
  const opening = runtime.queues().catch((error: unknown) => error);
  const stopped = await runtime.stop().then(() => 'stopped', (error: unknown) => error);
  expect([stopped, runtime.pool.ended]).toEqual([await opening, true]);
});
