import { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgres, startEmbeddedPostgres } from '@zhibu/platform';
import { Client } from 'pg';
import { exitOf, isRunning, nextJson, startScript, until } from '../support/processes';

interface Told { readonly url: string; readonly port: number; readonly pid: number; readonly tookOver: boolean }

const ownerScript = join(__dirname, 'owner.script.ts');
let root: string;
let folder: string;
const children: ChildProcess[] = [];
const running: EmbeddedPostgres[] = [];

const own = async (): Promise<{ child: ChildProcess; told: Told }> => {
  const child = startScript(ownerScript, [folder]);
  children.push(child);
  return { child, told: await nextJson<Told>(child, 'port') };
};

const start = async (options: Partial<Parameters<typeof startEmbeddedPostgres>[0]> = {}): Promise<EmbeddedPostgres> => {
  const postgres = await startEmbeddedPostgres({ folder, ...options });
  running.push(postgres);
  return postgres;
};

const query = async (url: string, sql: string): Promise<Record<string, unknown>[]> => {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
};

const guardOf = (postgres: number): number => Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${postgres}/status`, 'utf8'))?.[1]);

beforeAll(() => {
  // Closed to everybody else, as a home folder is: root's server has to work below it too.
  root = mkdtempSync(join(tmpdir(), 'zhibu-supervisor-'));
  folder = join(root, 'a folder 数据', 'postgres');
});
afterEach(async () => {
  for (const postgres of running.splice(0)) await postgres.stop();
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('the server ends with an owner that is killed, and the next start has every acknowledged row', async () => {
  const { child, told } = await own();
  await query(told.url, 'CREATE TABLE fact (id int)');
  await query(told.url, 'INSERT INTO fact VALUES (1)');
  child.kill('SIGKILL');
  await until(() => !isRunning(told.pid), 'the server to end with its owner');
  const next = await start();
  expect(next).toMatchObject({ created: false, tookOver: false });
  expect(await query(next.url, 'SELECT id FROM fact')).toEqual([{ id: 1 }]);
}, 30_000);

test('a server whose owner and guard were both killed is taken over', async () => {
  const { child, told } = await own();
  process.kill(guardOf(told.pid), 'SIGKILL');
  child.kill('SIGKILL');
  await query(told.url, 'INSERT INTO fact VALUES (2)');
  expect(isRunning(told.pid)).toBe(true);
  const next = await start();
  expect(next.tookOver).toBe(true);
  expect(isRunning(told.pid)).toBe(false);
  expect(await query(next.url, 'SELECT id FROM fact ORDER BY id')).toEqual([{ id: 1 }, { id: 2 }]);
}, 30_000);

test('a server that is killed comes up again on the same port with every acknowledged row', async () => {
  const outcomes: boolean[] = [];
  const postgres = await start({ onRestart: ({ ok }) => outcomes.push(ok) });
  const before = postgres.pid ?? 0;
  await query(postgres.url, 'INSERT INTO fact VALUES (3)');
  process.kill(before, 'SIGKILL');
  await until(() => outcomes.length > 0, 'the restart');
  expect(outcomes).toEqual([true]);
  expect(postgres.pid).not.toBe(before);
  expect(await query(postgres.url, 'SELECT count(*)::int AS rows FROM fact')).toEqual([{ rows: 3 }]);
}, 30_000);

test('Ctrl-C ends the owner in order and leaves no process', async () => {
  const { child, told } = await own();
  const guard = guardOf(told.pid);
  process.kill(-(child.pid ?? 0), 'SIGINT');
  expect(await exitOf(child)).toBe(0);
  expect([told.pid, guard].map(isRunning)).toEqual([false, false]);
}, 30_000);

test('a folder has one owner; another process is refused, or shares the server when it asks to', async () => {
  const { child, told } = await own();
  await expect(startEmbeddedPostgres({ folder })).rejects.toMatchObject({ code: 'data-folder-in-use', exitCode: 75 });
  const shared = await startEmbeddedPostgres({ folder, whenRunning: 'share' });
  expect(shared).toMatchObject({ owned: false, port: told.port });
  expect(await query(shared.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await shared.stop();
  expect(isRunning(told.pid)).toBe(true);
  child.kill('SIGTERM');
  expect(await exitOf(child)).toBe(0);
}, 30_000);

test('nobody else on this computer gets in without the password', async () => {
  const postgres = await start();
  const url = new URL(postgres.url);
  url.password = 'guess';
  await expect(query(url.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  const [settings] = await query(postgres.url, `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit, current_setting('listen_addresses') AS listen`);
  expect(settings).toEqual({ fsync: 'on', commit: 'on', listen: '127.0.0.1' });
}, 30_000);
