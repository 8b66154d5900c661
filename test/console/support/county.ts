import { ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { demoPassword } from '../../../apps/cli/src/demo/load-demo-county';
import { LocalDate } from '@zhibu/kernel';
import { freePort } from '@zhibu/platform';
import { exitOf, until } from '../../support/processes';
import { CountyClock, startCountyClock } from './county-clock';
import { holdLists } from './county-lists';
import { Buried, LetGo, buryJob, holdWork } from './county-queues';

const root = resolve(__dirname, '../../..');
const program = join(root, 'apps', 'cli', 'dist', 'main.js');
const builtConsole = join(root, 'apps', 'console', 'dist', 'index.html');
const readyWithinMs = 120_000;

export interface County {
  readonly url: string;
  /** The same for every officer of the demo. */
  readonly password: string;
  /** Where it has a clock of its own. */
  readonly clock: CountyClock | null;
  /** Holds back what the service does by itself until it is let go. */
  hold(work: Parameters<typeof holdWork>[1]): Promise<LetGo>;
  /** Keeps what happens out of the lists of batches and lines until it is let go. */
  holdLists(): Promise<LetGo>;
  /** Has a job fail for good. */
  bury(): Promise<Buried>;
  stop(): Promise<void>;
}

/** Runs the compiled program as `npm start` does, in a data folder of its own, and gives what it says. */
const zhibu = (words: readonly string[], folder: string, port: number, clock: CountyClock | null): { readonly child: ChildProcess; readonly said: () => string } => {
  const { DATABASE_URL: _database, EVENT_STORE_URL: _events, REDIS_URL: _queue, ...inherited } = process.env;
  const child = spawn(process.execPath, [program, ...words, '--lang', 'en'], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...inherited, ...clock?.env, ZHIBU_DATA: folder, PORT: String(port) } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  return { child, said: () => said };
};

/** While a journey is being written: the address of a demo county that runs already, which saves the minute of loading one. It is left running. */
const running = (): County | null => {
  const url = process.env['ZHIBU_TEST_COUNTY'];
  if (url === undefined || url === '') return null;
  return { url, password: demoPassword, clock: null, hold: () => Promise.reject(new Error('expected a county that the journey started')), holdLists: () => Promise.reject(new Error('expected a county that the journey started')), bury: () => Promise.reject(new Error('expected a county that the journey started')), stop: async () => undefined };
};

/**
 * One person in `oneIn` of the demo county, its year lived through, and the service over it. With `from`, a day after the year of the demo, it
 * has a clock of its own, which begins there; such a county is always started.
 */
export const startCounty = async (oneIn: number, from?: LocalDate): Promise<County> => {
  const already = from === undefined ? running() : null;
  if (already !== null) return already;
  for (const path of [program, builtConsole]) if (!existsSync(path)) throw new Error(`${path} is missing: npm run build makes it`);
  const folder = mkdtempSync(join(tmpdir(), 'zhibu-console-'));
  const clock = from === undefined ? null : startCountyClock(from);
  const clear = (): void => {
    rmSync(folder, { recursive: true, force: true });
    clock?.remove();
  };
  try {
    const loading = zhibu(['demo', '--one-in', String(oneIn)], folder, 0, clock);
    if ((await exitOf(loading.child)) !== 0) throw new Error(`the demo county was not loaded: ${loading.said()}`);
    const port = await freePort();
    const { child, said } = zhibu(['start', '--no-demo'], folder, port, clock);
    await until(() => {
      if (child.exitCode !== null) throw new Error(`the service did not start: ${said()}`);
      return said().includes('serving after');
    }, 'the service to start', readyWithinMs);
    const stop = async (): Promise<void> => {
      child.kill('SIGTERM');
      await exitOf(child);
      clear();
    };
    return { url: `http://127.0.0.1:${port}`, password: demoPassword, clock, hold: (work) => holdWork(folder, work), holdLists: () => holdLists(folder), bury: () => buryJob(folder), stop };
  } catch (error) {
    clear();
    throw error;
  }
};
