import { ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createEventStoreDbEventStore } from '@zhibu/event-store/eventstoredb';
import { freePort } from '@zhibu/platform';
import { TestDatabase, createTestDatabase } from '../support/database';
import { describeWith } from '../support/debian-program';
import { EventStoreDouble, startEventStoreDouble } from '../support/eventstoredb';
import { exitOf, isRunning, until } from '../support/processes';
import { RedisServer, startRedis } from '../support/redis/redis-server';

jest.setTimeout(240_000);

/** As `npm start` runs it: compiled, in processes of its own. */
const program = resolve(__dirname, '../../apps/cli/dist/main.js');

interface Ready {
  readonly status: number;
  readonly body: { readonly status?: string; readonly wrong?: readonly { readonly name: string }[] };
}

const readyAt = async (url: string): Promise<Ready> => {
  const answer = await fetch(url).catch(() => null);
  return answer === null ? { status: 0, body: {} } : { status: answer.status, body: (await answer.json()) as Ready['body'] };
};

const descendants = (pid: number): number[] => {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] => rows.filter(([, ppid]) => ppid === parent).flatMap(([child = 0]) => [child, ...below(child)]);
  return below(pid);
};

describeWith('redis-server', 'zhibu start on the full stack', () => {
  let database: TestDatabase;
  let redis: RedisServer;
  let events: EventStoreDouble;
  let folder: string;
  let started: ChildProcess;
  let said = '';
  let api: string;
  let worker: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'zhibu-full-'));
    [database, redis] = await Promise.all([createTestDatabase(2), startRedis()]);
    const [port, healthPort, eventPort] = [await freePort(), await freePort(), await freePort()];
    [api, worker] = [`http://127.0.0.1:${port}/api/v1/health/ready`, `http://127.0.0.1:${healthPort}/health/ready`];
    // Two of the three come from where a container platform puts them: a mounted secret and a file of settings.
    writeFileSync(join(folder, 'database-url'), `${database.url}\n`);
    writeFileSync(join(folder, 'zhibu.yaml'), `REDIS_URL: ${redis.url}\nZHIBU_HEALTH_PORT: ${healthPort}\n`);
    const { DATABASE_URL: _database, ...env } = process.env;
    started = spawn(process.execPath, [program, 'start', '--no-demo', '--lang', 'en'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...env, ZHIBU_DATA: folder, PORT: String(port), ZHIBU_WAIT_SECONDS: '120', DATABASE_URL_FILE: join(folder, 'database-url'), EVENT_STORE_URL: `esdb://127.0.0.1:${eventPort}?tls=false` },
    });
    for (const stream of [started.stdout, started.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
    await until(() => said.includes('waiting for the event store'), 'a word that it waits', 60_000);
    events = await startEventStoreDouble({ port: eventPort });
    await until(() => said.includes('serving after') || started.exitCode !== null, 'serving', 120_000);
  });
  afterAll(async () => {
    started.kill('SIGKILL');
    await events.stop();
    await redis.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const ready = (): Promise<void> => until(async () => (await Promise.all([api, worker].map(readyAt))).every(({ status, body }) => status === 200 && body.status === 'ok'), 'both to be ready', 60_000);
  /** The API stays in service without it, the worker does not; both say which it is. */
  const without = async (engine: string): Promise<void> => {
    const wrong = async () => (await Promise.all([api, worker].map(readyAt))).map(({ status, body }) => [status, body.status, body.wrong?.map(({ name }) => name).join()]);
    const wanted = JSON.stringify([[200, 'degraded', engine], [503, 'not-ready', engine]]);
    await until(async () => JSON.stringify(await wrong()) === wanted, `both to tell of ${engine}`, 60_000);
  };

  it('waits for an engine that comes up after it, serves on all three, and starts no database of its own', async () => {
    expect(said).toMatch(/serving after/);
    await ready();
    expect(existsSync(join(folder, 'postgres'))).toBe(false);
    expect((await database.pool.query(`select to_regclass('events.events') as events, to_regclass('bullmq.job') as jobs`)).rows).toEqual([{ events: null, jobs: null }]);
    expect(Number(await redis.run('DBSIZE'))).toBeGreaterThan(0);
    const kinds = async () => (await database.pool.query<{ kind: string; codes: string }>('select kind, (select count(distinct code) from runtime.processes) as codes from runtime.processes order by kind')).rows;
    await until(async () => (await kinds()).length === 3, 'every process to be listed', 60_000);
    expect(await kinds()).toEqual(['api', 'start', 'worker'].map((kind) => ({ kind, codes: '1' })));
  });

  it('keeps the API in service while Redis is away, not the worker, and both are well when it is back', async () => {
    await redis.kill();
    await without('queue');
    await redis.restart();
    await ready();
  });

  it('keeps the API in service while the event store is away, and goes on when it comes back with its data', async () => {
    await events.crash();
    await without('event-store');
    await events.restart();
    await ready();
    expect(started.exitCode).toBeNull();
  });

  it('ends with a clear word when the event store comes back empty, and never starts over', async () => {
    // Somebody is written down, so that the log is known not to be empty.
    const { DATABASE_URL: _database, ...env } = process.env;
    const zhibu = (...words: string[]) => spawn(process.execPath, [program, ...words], { stdio: 'ignore', env: { ...env, ZHIBU_DATA: folder, DATABASE_URL: database.url, EVENT_STORE_URL: events.url, ZHIBU_WAIT_SECONDS: '30' } });
    expect(await exitOf(zhibu('users', 'add', 'boss', '--name', 'Boss', '--roles', 'administrator@990101000000'))).toBe(0);
    await until(async () => (await database.pool.query('select 1 from runtime.log_identity where first is not null')).rowCount === 1, 'the log to be known', 90_000);
    const processes = descendants(started.pid ?? 0);
    await events.restart({ data: 'lost' });
    expect(await exitOf(started)).toBe(65);
    expect(said).toMatch(/The event store is empty, while this database belongs to a log with events/);
    await until(() => !processes.some(isRunning), 'every process to end', 60_000);
    const store = createEventStoreDbEventStore({ url: events.url });
    expect(await store.head()).toBeNull();
    await store.close();
  });
});
