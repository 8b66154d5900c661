import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EventStore } from '@zhibu/event-store';
import { chaosRuntime } from './chaos-runtime';

/** Whoever comes to an append of the type that the file names takes the file away and is gone before it appends. */
const dieBefore = (store: EventStore, file: string): void => {
  const append = store.append.bind(store);
  store.append = (request) => {
    let named: string | null = null;
    try {
      named = readFileSync(file, 'utf8');
    } catch {
      // Nobody has to die.
    }
    if (named !== null && request.events.some(({ type }) => type === named)) {
      rmSync(file, { force: true });
      process.kill(process.pid, 'SIGKILL');
    }
    return append(request);
  };
};

/** Workers and read models, until somebody kills them. */
void (async () => {
  const { runtime, dataFolder } = await chaosRuntime(process.argv.slice(2));
  dieBefore(runtime.eventStore, join(dataFolder, 'die-before'));
  await runtime.migrate();
  await runtime.start({ projections: true, workers: true });
  process.stdout.write(`${JSON.stringify({ working: process.pid })}\n`);
})();
