import { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { ChildEvent, ChildSpec, runChildren } from '@zhibu/platform';
import { exitOf, isRunning, nextJson, startScript, until } from '../support/processes';

const launchers: ChildProcess[] = [];

const child = (name: string, mode: string): ChildSpec => ({
  name, command: process.execPath,
  args: ['-r', join(__dirname, '../support/register-typescript.cjs'), join(__dirname, 'child.script.ts'), mode],
});

const launch = async (...modes: string[]): Promise<{ launcher: ChildProcess; pids: number[] }> => {
  const launcher = startScript(join(__dirname, 'launcher.script.ts'), modes);
  launchers.push(launcher);
  return { launcher, ...(await nextJson<{ pids: number[] }>(launcher, 'pids')) };
};

afterEach(() => {
  for (const launcher of launchers.splice(0)) if (launcher.exitCode === null) launcher.kill('SIGKILL');
});

test('no child outlives a launcher that is killed', async () => {
  const { launcher, pids } = await launch('serves', 'logs');
  expect(pids.map(isRunning)).toEqual([true, true]);
  launcher.kill('SIGKILL');
  await until(() => !pids.some(isRunning), 'the children to end');
}, 30_000);

test('Ctrl-C ends all in order; a second one ends what hangs', async () => {
  const orderly = await launch('serves', 'serves');
  orderly.launcher.kill('SIGINT');
  expect(await exitOf(orderly.launcher)).toBe(0);
  expect(orderly.pids.some(isRunning)).toBe(false);
  const hanging = await launch('serves', 'hangs');
  hanging.launcher.kill('SIGINT');
  await until(() => !isRunning(hanging.pids[0] ?? 0), 'the orderly child to end');
  hanging.launcher.kill('SIGINT');
  expect(await exitOf(hanging.launcher)).toBe(130);
  await until(() => !hanging.pids.some(isRunning), 'the hanging child to end');
}, 30_000);

test('a crashed child is started again, and its lines carry its name', async () => {
  const events: ChildEvent[] = [];
  const children = await runChildren([child('worker', 'crashes'), child('api', 'serves')], { onEvent: (event) => events.push(event) });
  await until(() => events.some((event) => event.type === 'ready' && event.restarts === 1), 'the restart');
  const crashed = events.find((event) => event.type === 'crashed');
  expect(crashed).toEqual({ type: 'crashed', name: 'worker', how: 'exit code 3', restartInMs: 250 });
  expect(events.filter((event) => event.type === 'line').map(({ name }) => name)).toEqual(expect.arrayContaining(['worker', 'api']));
  await children.stop();
  await children.finished;
  expect(Object.values(children.pids()).some((pid) => isRunning(pid ?? 0))).toBe(false);
}, 30_000);

test('a child that cannot start ends the others and says why', async () => {
  const events: ChildEvent[] = [];
  const started = runChildren([child('api', 'fails'), child('worker', 'serves')], { onEvent: (event) => events.push(event) });
  await expect(started).rejects.toMatchObject({ code: 'child-failed', exitCode: 70, message: expect.stringContaining('Port 7300 is taken') as string });
  const pids = events.flatMap((event) => (event.type === 'line' && event.line.startsWith('pid ') ? [Number(event.line.slice(4))] : []));
  expect(pids.length).toBe(2);
  expect(pids.some(isRunning)).toBe(false);
}, 30_000);

test('a child that never serves is given up after the restarts that were allowed', async () => {
  const children = await runChildren([child('worker', 'crashes')], { restartsMax: 0 });
  await expect(children.finished).rejects.toMatchObject({ code: 'child-failed' });
  await children.stop();
}, 30_000);
