import { cpus } from 'node:os';
import { appendCase } from './cases/append';
import { bulkAppendCase } from './cases/bulk-append';
import { readLogCase } from './cases/read-log';
import { Outcome, lineOf, measure } from './harness';
import { startServer } from './server';

/** One file for each case; `npm run bench -- append` runs the cases whose name is given. */
const cases = [appendCase, bulkAppendCase, readLogCase];

const main = async (): Promise<void> => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !cases.some((one) => one.name === name));
  if (unknown.length > 0) throw new Error(`expected some of ${cases.map(({ name }) => name).join(', ')}, found ${unknown.join(', ')}`);
  const server = await startServer();
  try {
    process.stdout.write(`${await server.settings()}, Node ${process.versions.node}, ${cpus().length} cores\n`);
    const outcomes: Outcome[] = [];
    for (const one of cases.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
      await one.run(server.freshDatabase, async (comparison) => {
        const outcome = await measure(comparison);
        outcomes.push(outcome);
        process.stdout.write(`${lineOf(outcome)}\n`);
      });
    }
    process.exitCode = outcomes.every(({ ratio, target }) => ratio >= target) ? 0 : 1;
  } finally {
    await server.stop();
  }
};

void main();
