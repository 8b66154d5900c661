import { join } from 'node:path';
import { chaosRuntime } from './chaos-runtime';
import { dieAtAppends } from './deaths';

/** Workers and read models, until somebody kills them. */
void (async () => {
  const { runtime, dataFolder } = await chaosRuntime(process.argv.slice(2));
  dieAtAppends(runtime.eventStore, { before: join(dataFolder, 'die-before') });
  await runtime.migrate();
  await runtime.start({ projections: true, workers: true });
  process.stdout.write(`${JSON.stringify({ working: process.pid })}\n`);
})();
