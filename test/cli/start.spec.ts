import { ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from '@zhibu/platform';
import { exitOf, isRunning, until } from '../support/processes';

jest.setTimeout(240_000);

/** As `npm start` runs it: compiled, in processes of its own. */
const program = resolve(__dirname, '../../apps/cli/dist/main.js');
const folder = mkdtempSync(join(tmpdir(), 'zhibu-start-'));
const started: ChildProcess[] = [];

interface Started {
  readonly child: ChildProcess;
  said(): string;
}

const start = (port: number, data = folder, shell = false): Started => {
  const { DATABASE_URL: _database, ...inherited } = process.env;
  const env = shell ? { ...inherited, npm_lifecycle_event: 'start' } : inherited;
  const words = [program, 'start', '--no-demo', '--lang', 'en'];
  // As npm does it: the shell stays between, because something follows.
  const [command, args] = shell ? ['sh', ['-c', `"$0" "$@"; exit $?`, process.execPath, ...words]] as const : [process.execPath, words] as const;
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...env, ZHIBU_DATA: data, PORT: String(port) } });
  started.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  return { child, said: () => said };
};

const descendants = (pid: number): number[] => {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] => rows.filter(([, ppid]) => ppid === parent).flatMap(([child = 0]) => [child, ...below(child)]);
  return below(pid);
};

const serving = ({ said }: Started) => until(() => said().includes('serving after'), 'serving', 90_000);
const reached = (port: number): Promise<boolean> => fetch(`http://127.0.0.1:${port}/openapi.json`).then((answer) => answer.ok, () => false);

afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

describe('zhibu start', () => {
  it('serves, refuses a taken port and a folder in use in one sentence, and leaves no process after Ctrl-C', async () => {
    const port = await freePort();
    const first = start(port);
    await serving(first);
    expect(await reached(port)).toBe(true);
    const others = [start(port), start(await freePort())];
    expect(await Promise.all(others.map(({ child }) => exitOf(child)))).toEqual([75, 75]);
    const sentences = others.map(({ said }) => said().trim());
    expect(sentences).toEqual([expect.stringMatching(/^Port \d+ is taken.*\[port-taken\]$/), expect.stringMatching(/^The data folder .* is in use.*\[data-folder-in-use\]$/)]);
    const processes = descendants(first.child.pid ?? 0);
    expect(processes.length).toBeGreaterThanOrEqual(3);
    first.child.kill('SIGINT');
    expect(await exitOf(first.child)).toBe(0);
    await until(() => !processes.some(isRunning), 'every process to end', 15_000);
    expect(await reached(port)).toBe(false);
  });

  it('ends when the npm that runs it was ended from outside', async () => {
    const port = await freePort();
    const { child, said } = start(port, folder, true);
    await serving({ child, said });
    const processes = descendants(child.pid ?? 0);
    expect(processes.length).toBeGreaterThanOrEqual(4);
    child.kill('SIGKILL');
    await until(() => !processes.some(isRunning), 'every process to end', 20_000);
  });

  it('starts again by itself after it was killed', async () => {
    const port = await freePort();
    const first = start(port);
    await serving(first);
    const processes = descendants(first.child.pid ?? 0);
    first.child.kill('SIGKILL');
    await exitOf(first.child);
    await until(() => !processes.some(isRunning), 'nobody to be left behind', 20_000);
    const second = start(port);
    await serving(second);
    expect(await reached(port)).toBe(true);
    second.child.kill('SIGTERM');
    expect(await exitOf(second.child)).toBe(0);
  });
});
