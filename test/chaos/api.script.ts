import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { createIdentityStore, createLogger, systemClock } from '@zhibu/platform';
import { createApi } from '../../apps/api/src';
import { chaosRuntime } from './chaos-runtime';
import { dieAtAppends } from './deaths';

/** The API on a port of its own, until somebody kills it. */
void (async () => {
  const { runtime, dataFolder } = await chaosRuntime(process.argv.slice(2));
  dieAtAppends(runtime.eventStore, { before: join(dataFolder, 'api-die-before'), after: join(dataFolder, 'api-die-after') });
  await runtime.start({ projections: false, workers: false });
  const logger = createLogger('api', 'error', { write: (line: string) => void process.stderr.write(line) });
  const app = await createApi({ runtime, identity: createIdentityStore(runtime.pool, systemClock), logger, loopback: true, requestsPerMinute: 1_000_000 });
  await app.listen(0, '127.0.0.1');
  process.stdout.write(`${JSON.stringify({ serving: (app.getHttpServer().address() as AddressInfo).port })}\n`);
})();
