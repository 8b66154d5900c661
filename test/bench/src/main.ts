import { cpus } from 'node:os';
import { appendCase } from './cases/append';
import { bulkAppendCase } from './cases/bulk-append';
import { applicationLifeCase } from './cases/application-life';
import { batchLinesCase } from './cases/batch-lines';
import { drainJobsCase } from './cases/drain-jobs';
import { drainProjectionCase } from './cases/drain-projection';
import { personHistoryCase } from './cases/person-history';
import { readLogCase } from './cases/read-log';
import { workerProcessesCase } from './cases/worker-processes';
import { Figure, lineOf, measure } from './harness';
import { startServer } from './server';

/** One file for each case; `npm run bench -- append` runs the cases whose name is given. */
const cases = [appendCase, bulkAppendCase, readLogCase, drainProjectionCase, drainJobsCase, applicationLifeCase, batchLinesCase, personHistoryCase, workerProcessesCase];

const main = async (): Promise<void> => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !cases.some((one) => one.name === name));
  if (unknown.length > 0) throw new Error(`expected some of ${cases.map(({ name }) => name).join(', ')}, found ${unknown.join(', ')}`);
  const server = await startServer();
  try {
    process.stdout.write(`${await server.settings()}, Node ${process.versions.node}, ${cpus().length} cores\n`);
    const figures: Figure[] = [];
    const report = (figure: Figure): void => {
      figures.push(figure);
      process.stdout.write(`${lineOf(figure)}\n`);
    };
    for (const one of cases.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
      await one.run(server.freshDatabase, async (comparison) => report(await measure(comparison)), report);
    }
    process.exitCode = figures.every(({ attained = 1 }) => attained >= 1) ? 0 : 1;
  } catch (error) {
    // Told before the server stops: connections that are still open then end with errors of their own.
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  } finally {
    await server.stop();
  }
};

void main();
