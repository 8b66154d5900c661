import { chaosRuntime } from './chaos-runtime';

/** Workers and read models, until somebody kills them. */
void (async () => {
  const { runtime } = await chaosRuntime(process.argv.slice(2));
  await runtime.migrate();
  await runtime.start({ projections: true, workers: true });
  process.stdout.write(`${JSON.stringify({ working: process.pid })}\n`);
})();
