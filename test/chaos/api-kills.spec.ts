import { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Pool } from 'pg';
import { parseBankLayout } from '@zhibu/banking';
import { DemoPerson, demoCounty, demoPlan, scaledNumbers } from '@zhibu/demo';
import { createPostgresEventStore } from '@zhibu/event-store/postgres';
import { unwrap } from '@zhibu/kernel';
import { EmbeddedPostgres, createIdentityStore, migrateIdentity, startEmbeddedPostgres, systemClock } from '@zhibu/platform';
import { exitOf, nextJson, startScript } from '../support/processes';
import { MiniCounty } from '../support/mini-county';
import { ApiPair } from './api-pair';
import { chaosRuntime } from './chaos-runtime';
import { checkMoney } from './check-money';
import { HttpOffice, Officer, Strike, officers } from './http-office';
import { RetryingClient } from './retrying-client';

/** An append of a type, before or after it is stored; some milliseconds into the command; or half an upload. */
type Moment = { readonly before: string } | { readonly after: string } | { readonly withinMs: number } | 'half-sent';

/** The worst moment of each command: its event is stored and its sender does not know. */
const stored = {
  'open': 'BatchPlanned', 'freeze': 'BatchFrozen', 'submit': 'BatchSubmitted', 'approve': 'BatchApproved', 'receipt-central': 'FundReceived', 'send-1': 'BatchSent',
  'account-0': 'AccountRecorded', 'reissue': 'BatchReissueProposed', 'approve-reissue': 'BatchReissueApproved', 'returns-2': 'LinesSettled', 'close': 'BatchClosed',
} as const;
const inBetween = { 'open': 'BatchPlanned', 'send-1': 'LinesSent', 'returns-1': 'LinesSettled', 'reissue': 'BatchReissueProposed', 'approve-reissue': 'LineReissued', 'returns-2': 'ReturnFileReceived' } as const;
/** Any moment; the same in each run. A worker writes a file as well when it comes first. */
const atRandom = { 'approve': 2, 'file-1': 9, 'file-2': 16, 'send-2': 23 } as const;
/** What follows from a stored event is done by the API at once, and by a worker when it comes first. */
const alsoByWorkers: readonly string[] = ['LinesSent', 'LinesSettled', 'LineReissued'];
const moments = new Map<string, Moment>([
  ...Object.entries(stored).map(([step, after]) => [`2016-01/${step}`, { after }] as const),
  ['2016-01/returns-1', 'half-sent'],
  ...Object.entries(inBetween).map(([step, before]) => [`2016-02/${step}`, { before }] as const),
  ...Object.entries(atRandom).map(([step, withinMs]) => [`2016-02/${step}`, { withinMs }] as const),
  ['a/apply-1', { after: 'ApplicationSubmitted' }],
  ['b/apply-0', { before: 'ApplicationSubmitted' }],
  ['c/apply-2', { withinMs: 15 }],
]);
const peoplePaid = 16;
const applicants = 12;

describe('kill -9 of the API under officers who send again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zhibu-api-chaos-'));
  const dataFolder = join(folder, 'data');
  const layoutFile = resolve(__dirname, '../../policies/bank-layouts/demo-rural-bank.yaml');
  const layout = parseBankLayout(readFileSync(layoutFile, 'utf8'), layoutFile);
  const plan = demoPlan(scaledNumbers(20), 7).filter(({ scheme }) => scheme === 'rural-reward');
  const known = plan.filter(({ story }) => story === 'carried-over').slice(0, peoplePaid);
  const newcomers = plan.filter(({ story }) => story === 'confirmed').slice(0, applicants);
  const struck: string[] = [];
  const people = new Map<string, DemoPerson>();
  let postgres: EmbeddedPostgres;
  let pool: Pool;
  let worker: ChildProcess;
  let apis: ApiPair;
  let client: RetryingClient;
  let office: HttpOffice;

  /** People of the register and officers who can sign in; returns their tokens. */
  const prepare = async (): Promise<Record<Officer, string>> => {
    const { runtime, clock } = await chaosRuntime([postgres.url, dataFolder]);
    const county = new MiniCounty(runtime, clock, dataFolder, known);
    await runtime.start({ projections: false, workers: false });
    await county.settleIn();
    for (const person of county.carriedOver) people.set(county.keyOf(person), person);
    await migrateIdentity(runtime.pool);
    const identity = createIdentityStore(runtime.pool, systemClock);
    const tokenOf = async (userId: Officer): Promise<string> => {
      const added = await runtime.services.users.add(county.as(runtime.automation, `user/${userId}`), { userId, displayName: userId, kind: 'officer', roles: [{ role: officers[userId], areaCode: demoCounty }], demo: false });
      if (!added.ok) throw new Error(added.rejection.code);
      unwrap(await identity.setPassword(userId, 'a long test password'));
      return unwrap(await identity.signIn(userId, 'a long test password')).token;
    };
    const tokens = { desk: await tokenOf('desk'), preparer: await tokenOf('preparer'), approver: await tokenOf('approver') };
    await runtime.stop();
    return tokens;
  };

  const arm = (moment: Moment): (() => void) => {
    const timer = typeof moment === 'object' && 'withinMs' in moment ? setTimeout(() => void apis.kill(), moment.withinMs) : undefined;
    const files = typeof moment === 'object' && !('withinMs' in moment) ? Object.entries(moment).map(([when, type]) => [join(dataFolder, `api-die-${when}`), type] as const) : [];
    for (const [file, type] of files) writeFileSync(file, type);
    return () => {
      clearTimeout(timer);
      for (const [file] of files) rmSync(file, { force: true });
    };
  };
  const strike: Strike = async (step, send) => {
    const moment = moments.get(step);
    if (moment === undefined) return send();
    const deaths = apis.deaths;
    const disarm = arm(moment);
    // What was sent is read before the service goes.
    const answer = await send(moment === 'half-sent' ? () => void setTimeout(() => void apis.kill(), 30) : undefined);
    disarm();
    await apis.port();
    if (apis.deaths > deaths) struck.push(step);
    return answer;
  };

  beforeAll(async () => {
    mkdirSync(dataFolder);
    postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres') });
    pool = new Pool({ connectionString: postgres.url, max: 2 });
    // `end` does not wait for the goodbye of idle connections: PostgreSQL may end one of them first (57P01), and nobody asked it anything.
    pool.on('error', () => undefined);
    worker = startScript(resolve(__dirname, 'worker.script.ts'), [postgres.url, dataFolder]);
    await nextJson(worker, 'working', 60_000);
    const tokens = await prepare();
    apis = new ApiPair(resolve(__dirname, 'api.script.ts'), [postgres.url, dataFolder]);
    client = new RetryingClient(() => apis.port());
    office = new HttpOffice(client, tokens, layout, strike);
  }, 120_000);
  afterAll(async () => {
    await apis.end();
    worker.kill('SIGKILL');
    await exitOf(worker);
    await pool.end();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  /** What the database says when something does not come: how far batches and accounts are, and the jobs that are left. */
  const situation = async (): Promise<string> => {
    const questions = {
      streams: `select stream, string_agg(type, ' ' order by version) as events from events.events where stream ~ '^(batch|fund)-[^/]*$' group by stream`,
      jobs: 'select queue, id, state, attempts_made, stalled_count, failed_reason from bullmq.job limit 50',
    };
    const found = await Promise.all(Object.entries(questions).map(async ([name, question]) => `${name}: ${JSON.stringify((await pool.query(question)).rows, null, 1)}`));
    return found.join('\n');
  };
  const count = async (type: string): Promise<number> => (await pool.query<{ count: number }>('select count(*)::int as count from events.events where type = $1', [type])).rows[0]?.count ?? 0;

  it('pays each month once and keeps each application once', async () => {
    for (const [index, month] of ['2016-01', '2016-02'].entries()) await office.pay(month, people, [3 + index, 7 + index]).catch(async (error: unknown) => {
      throw new Error(`${String(error)}\n${await situation()}`);
    });
    const ids: string[] = [];
    for (const [index, name] of ['a', 'b', 'c'].entries()) ids.push(...(await office.apply(newcomers.slice(index * 4, (index + 1) * 4), name)));
    const store = createPostgresEventStore({ pool });
    const found = await checkMoney(store, layout, join(dataFolder, 'files'));
    await store.close();
    expect(found.wrong).toEqual([]);
    expect(found).toMatchObject({ monthsClaimed: peoplePaid * 2, monthsCredited: peoplePaid * 2, files: 4 });
    expect(new Set(ids).size).toBe(applicants);
    expect([await count('ApplicationSubmitted'), await count('BatchOpened'), await count('BatchApproved'), await count('BatchFileWritten'), await count('BatchReissued')]).toEqual([applicants, 2, 2, 4, 2]);
  }, 300_000);

  it('had broken connections at nearly every moment that was planned', () => {
    // A command may be answered before its random moment comes, or find its work done by a worker.
    const isCertain = (moment: Moment): boolean => moment === 'half-sent' || (!('withinMs' in moment) && !alsoByWorkers.includes(Object.values(moment)[0] ?? ''));
    const certain = [...moments].filter(([, moment]) => isCertain(moment)).map(([step]) => step);
    expect(certain.filter((step) => !struck.includes(step))).toEqual([]);
    expect(struck.length).toBeGreaterThanOrEqual(moments.size - 5);
  });

  it('answers every command that is sent once more as it did the first time, and writes nothing', async () => {
    // The worker may still be checking the last applications.
    const events = async (): Promise<readonly string[]> => (await pool.query<{ event: string }>(`select stream || '/' || version || ' ' || type as event from events.events where metadata::json->'actor'->>'kind' = 'officer' order by 1`)).rows.map(({ event }) => event);
    const before = new Set(await events());
    const { rows } = await pool.query<{ key: string }>('select distinct command_key as key from events.events');
    const changed = new Set(rows.map(({ key }) => key));
    const parsed = (text: string): object => ({ ...(JSON.parse(text) as object), duplicate: true });
    expect(before.size).toBeGreaterThan(0);
    const differing: string[] = [];
    for (const sent of client.accepted) {
      const again = await client.again(sent);
      // A file that a worker had written first is only told of, as things are at the time.
      if (sent.path.endsWith('/files') && !changed.has(`${sent.officer}/${sent.key}`)) continue;
      if (again.status !== sent.answer.status || JSON.stringify(parsed(again.text)) !== JSON.stringify(parsed(sent.answer.text))) differing.push(`${sent.key}: ${sent.answer.text} then ${again.status} ${again.text}`);
    }
    expect(differing).toEqual([]);
    expect((await events()).filter((event) => !before.has(event))).toEqual([]);
  }, 60_000);
});
