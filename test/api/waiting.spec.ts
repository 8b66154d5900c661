import { ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from '@zhibu/platform';
import { TestDatabase, createTestDatabase } from '../support/database';
import { EventStoreDouble, startEventStoreDouble } from '../support/eventstoredb';
import { exitOf, until } from '../support/processes';

jest.setTimeout(120_000);

interface Answer {
  readonly status: number;
  readonly body: { readonly errors?: readonly { readonly field: string }[]; readonly wrong?: readonly { readonly name: string }[] };
}

/** API and worker as an orchestrator starts them: compiled, each a process of its own, beside an event store that comes later. */
describe('processes that wait for an engine', () => {
  const said = { api: '', worker: '' };
  let database: TestDatabase;
  let folder: string;
  let eventPort: number;
  let children: Readonly<Record<'api' | 'worker', ChildProcess>>;
  let api: string;
  let worker: string;
  let events: EventStoreDouble | undefined;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'zhibu-waiting-'));
    database = await createTestDatabase(2);
    const [port, healthPort] = [await freePort(), await freePort()];
    eventPort = await freePort();
    [api, worker] = [`http://127.0.0.1:${port}/api/v1/health`, `http://127.0.0.1:${healthPort}/health`];
    const env = { ...process.env, ZHIBU_DATA: folder, DATABASE_URL: database.url, EVENT_STORE_URL: `esdb://127.0.0.1:${eventPort}?tls=false`, PORT: String(port), ZHIBU_HEALTH_PORT: String(healthPort), ZHIBU_LANG: 'en', ZHIBU_HEALTH_PROT: '1' };
    const start = (app: 'api' | 'worker'): ChildProcess => {
      const child = spawn(process.execPath, [resolve(__dirname, `../../apps/${app}/dist/main.js`)], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said[app] += chunk.toString('utf8')));
      return child;
    };
    children = { api: start('api'), worker: start('worker') };
  });
  afterAll(async () => {
    for (const child of Object.values(children)) child.kill('SIGKILL');
    await events?.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = async (url: string): Promise<Answer> => {
    const answer = await fetch(url).catch(() => null);
    return answer === null ? { status: 0, body: {} } : { status: answer.status, body: (await answer.json()) as Answer['body'] };
  };
  const statuses = async (what: string): Promise<readonly number[]> => (await Promise.all([api, worker].map((base) => ask(`${base}/${what}`)))).map(({ status }) => status);

  it('live and say what they wait for', async () => {
    await until(() => said.api.includes('waiting for the event store') && said.worker.includes('waiting for the event store'), 'a word that they wait', 60_000);
    expect(await statuses('live')).toEqual([200, 200]);
    for (const what of ['ready', 'started']) {
      const [atApi, atWorker] = [await ask(`${api}/${what}`), await ask(`${worker}/${what}`)];
      expect([atApi.status, atApi.body.errors?.map(({ field }) => field)]).toEqual([503, ['event-store']]);
      expect([atWorker.status, atWorker.body.wrong?.map(({ name }) => name)]).toEqual([503, ['event-store']]);
    }
    for (const words of Object.values(said)) expect(words).toContain('unknown setting ZHIBU_HEALTH_PROT (environment): it has no effect; did you mean ZHIBU_HEALTH_PORT?');
  });

  it('serve when it is there, on the same port, and no answer on health was logged as an error', async () => {
    events = await startEventStoreDouble({ port: eventPort });
    await until(async () => (await statuses('ready')).every((status) => status === 200), 'both to be ready', 60_000);
    expect(await statuses('started')).toEqual([200, 200]);
    expect(said.api).toContain('"serving"');
    expect(said.api.split('\n').filter((line) => line.includes('"level":50') || line.includes('health/'))).toEqual([]);
    for (const child of Object.values(children)) child.kill('SIGTERM');
    expect(await Promise.all(Object.values(children).map(exitOf))).toEqual([0, 0]);
  });
});
