import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { createProjectionRunner } from '@zhibu/projections';
import { createRuntime } from '@zhibu/runtime';
import { openCounty, policiesFolder } from '../county/open-county';

/**
 * One of several processes that share the work. `argv`: `models` or `all`, and the database URL. Says `ready` when it has
 * loaded everything, and then does what it is told: `begin`, `used` (ms of processor so far), `end`.
 */
const openModels = async (databaseUrl: string) => {
  const { pool, eventStore, deps, projections, close } = await openCounty(databaseUrl, tmpdir());
  const runner = createProjectionRunner({ pool, eventStore, codec: deps.codec, projections });
  await runner.migrate();
  return { start: () => runner.start(), stop: () => runner.stop().then(close) };
};

const openAll = async (databaseUrl: string) => {
  const secrets = { pseudonymKey: Buffer.alloc(32, 1), masterKey: Buffer.alloc(32, 2) };
  const runtime = await createRuntime({ databaseUrl, policiesFolder, dataFolder: tmpdir(), secrets, connectionsMax: 6 });
  await runtime.migrate();
  return { start: () => runtime.start({ projections: true, workers: true }), stop: () => runtime.stop() };
};

void (async () => {
  const [work, databaseUrl = ''] = process.argv.slice(2);
  const opened = await (work === 'models' ? openModels(databaseUrl) : openAll(databaseUrl));
  process.stdout.write('ready\n');
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'end') break;
    if (line === 'begin') await opened.start();
    const { user, system } = process.cpuUsage();
    process.stdout.write(`${Math.round((user + system) / 1_000)}\n`);
  }
  await opened.stop();
  process.exit(0);
})();
