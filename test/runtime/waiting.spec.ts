import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlatformFailure, freePort, loadConfig, openSecrets } from '@zhibu/platform';
import { EngineLook, EnginesUnusable, inspectPostgres, openDatabase, waitForEngines } from '@zhibu/runtime';
import { createEventStoreDbEventStore } from '@zhibu/event-store/eventstoredb';
import { createPostgresEventStore } from '@zhibu/event-store/postgres';
import { BreakableProxy } from '../contract/breakable-proxy';
import { appendTo, events } from '../contract/sample-append';
import { TestDatabase, createTestDatabase } from '../support/database';
import { makeServerCertificate, startEventStoreDouble } from '../support/eventstoredb';
import { PostgresDoubleOptions, startPostgresDouble } from '../support/postgres-double';

const well = { server_version_num: '150006', server_version: '15.6', server_encoding: 'UTF8', transaction_read_only: 'off' };

describe('an engine at a start', () => {
  let database: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    database = await createTestDatabase(2);
    folder = mkdtempSync(join(tmpdir(), 'zhibu-waiting-'));
  });
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const looked = async (options: PostgresDoubleOptions) => {
    const double = await startPostgresDouble(options);
    const look = await inspectPostgres(double.url, { timeoutMs: 300 });
    await double.stop();
    expect(JSON.stringify(look)).not.toContain('hidden');
    return look;
  };

  it('is looked at, and a real one of today is well', async () => {
    expect(await inspectPostgres(database.url)).toMatchObject({ engine: 'database', version: '18.4', faults: [] });
    expect(await looked({ settings: well })).toMatchObject({ version: '15.6', faults: [] });
  });

  it.each<[string, PostgresDoubleOptions, string, string]>([
    ['PostgreSQL 12', { settings: { ...well, server_version_num: '120018', server_version: '12.18' } }, 'unfit', 'database.version'],
    ['PostgreSQL 14', { settings: { ...well, server_version_num: '140011', server_version: '14.11' } }, 'unfit', 'database.version'],
    ['another encoding', { settings: { ...well, server_encoding: 'SQL_ASCII' } }, 'unfit', 'database.encoding'],
    ['a replica', { settings: { ...well, transaction_read_only: 'on' } }, 'unfit', 'database.read-only'],
    ['no right to a host', { refuses: ['28000', 'no pg_hba.conf entry for host "hidden"'] }, 'refused', 'database.password-refused'],
    ['a server that starts', { refuses: ['57P03', 'the database system is starting up'] }, 'unreachable', 'database.starting'],
    ['a server without a free connection', { refuses: ['53300', 'too many clients'] }, 'unreachable', 'database.too-many-connections'],
    ['a server that is frozen', { silent: true }, 'unreachable', 'database.no-answer'],
  ])('is told from %s', async (_, options, kind, code) => {
    const [fault] = (await looked(options)).faults;
    expect([fault?.kind, fault?.rejection.code]).toEqual([kind, code]);
  });

  it.each([
    ['a wrong password', (url: URL) => { url.password = 'hidden'; }, 'refused', 'database.password-refused'],
    ['a database that is not there', (url: URL) => { url.pathname = '/nowhere'; }, 'refused', 'database.missing'],
    ['TLS that the server does not speak', (url: URL) => { url.search = 'sslmode=verify-full'; }, 'refused', 'database.tls-not-spoken'],
    ['a port where nobody listens', (url: URL) => { url.port = '1'; }, 'unreachable', 'database.unreachable'],
    ['a host that has no address', (url: URL) => { url.hostname = 'nowhere.invalid'; }, 'unreachable', 'database.unreachable'],
  ])('is told from %s', async (_, change, kind, code) => {
    const url = new URL(database.url);
    change(url);
    const look = await inspectPostgres(url.href);
    expect([look.faults[0]?.kind, look.faults[0]?.rejection.code]).toEqual([kind, code]);
    expect(JSON.stringify(look)).not.toMatch(new RegExp(`hidden|${new URL(database.url).password}`));
  });

  it.each([
    ['another authority', ['localhost'], () => makeServerCertificate().caFile, 'database.tls-untrusted'],
    ['another name', ['elsewhere.invalid'], null, 'database.tls-name'],
  ])('is told from a certificate of %s', async (_, names, authority, code) => {
    const tls = makeServerCertificate(names);
    const double = await startPostgresDouble({ tls });
    const url = new URL(double.url);
    url.hostname = 'localhost';
    url.search = `sslmode=verify-full&sslrootcert=${authority?.() ?? tls.caFile}`;
    const look = await inspectPostgres(url.href);
    await double.stop();
    expect([look.faults[0]?.kind, look.faults[0]?.rejection.code]).toEqual(['refused', code]);
  });

  it('is waited for with a word at once and again from time to time, and then used', async () => {
    const proxy = new BreakableProxy(new URL(database.url));
    const url = await proxy.start();
    proxy.isDown = true;
    const said: string[] = [];
    setTimeout(() => { proxy.isDown = false; }, 400);
    const waitedFor: string[] = [];
    const onWaiting = (looks: readonly EngineLook[]): void => void waitedFor.push(looks.map(({ engine, faults }) => `${engine} ${faults[0]?.rejection.code}`).join());
    await waitForEngines([() => inspectPostgres(url)], { withinMs: 20_000, everyMs: 20, sayEveryMs: 100, say: ({ en }) => said.push(en), onWaiting });
    await proxy.stop();
    expect([waitedFor[0], waitedFor.at(-1)]).toEqual(['database database.unreachable', '']);
    expect(said.length).toBeGreaterThanOrEqual(3);
    expect(said[0]).toMatch(/^waiting for the database \(127\.0\.0\.1:\d+\/\w+\): The database cannot be reached \[database\.unreachable\], 0 s so far, 20 s at most$/);
    expect(said.at(-1)).toMatch(/^the database .* answered after \d+ s$/);
  });

  it('is given up when the time is over, and at once where waiting does not help', async () => {
    const said: string[] = [];
    const failed = (url: string, withinMs: number) => waitForEngines([() => inspectPostgres(url)], { withinMs, everyMs: 20, say: ({ en }) => said.push(en) }).catch((error: unknown) => error);
    const away = await failed('postgres://u:hidden@127.0.0.1:1/d', 60);
    expect([away, (away as PlatformFailure).exitCode]).toEqual([expect.objectContaining({ code: 'engine-unreachable' }), 69]);
    expect(said).toHaveLength(1);
    const old = await startPostgresDouble({ settings: { ...well, server_version_num: '120018', server_version: '12.18' } });
    const unfit = await failed(old.url, 600_000);
    await old.stop();
    expect(unfit).toMatchObject({ code: 'engine-unfit', exitCode: 76 });
    expect((unfit as PlatformFailure).in('zh')).toMatch(/PostgreSQL 版本太旧；应为15 或更高，实为12\.18/);
    expect(said).toHaveLength(1);
    expect(String(away) + String(unfit)).not.toContain('hidden');
  });

  describe('of the full stack', () => {
    const configOf = (env: Readonly<Record<string, string>>) => loadConfig({ env: { ZHIBU_DATA: folder, DATABASE_URL: database.url, ZHIBU_WAIT_SECONDS: '20', ...env }, root: folder });
    const opened = async (env: Readonly<Record<string, string>>) => {
      const said: string[] = [];
      const found = await openDatabase(configOf(env), { waitMs: 0, say: ({ en }) => said.push(en) }).then(() => 'opened', (error: unknown) => (error as PlatformFailure).message);
      return { found, said };
    };

    it('is waited for when it comes up after us', async () => {
      const port = await freePort();
      const opening = opened({ EVENT_STORE_URL: `esdb://127.0.0.1:${port}?tls=false` });
      await new Promise((done) => setTimeout(done, 300));
      const double = await startEventStoreDouble({ port });
      const { found, said } = await opening;
      await double.stop();
      expect(found).toBe('opened');
      expect(said).toEqual([expect.stringMatching(/^waiting for the event store \(127\.0\.0\.1:\d+\)/), expect.stringMatching(/answered after/)]);
    });

    it('ends the start with all that is wrong of all of them at once, each with its code, in both languages', async () => {
      const double = await startEventStoreDouble({ version: '20.10.5' as never });
      const wrong = new URL(database.url);
      wrong.password = 'hidden';
      const env = { DATABASE_URL: wrong.href, EVENT_STORE_URL: double.urlFor({ name: 'admin', password: 'hidden' }), REDIS_URL: 'redis://:hidden@127.0.0.1:1', ZHIBU_WAIT_SECONDS: '600' };
      const failure: unknown = await openDatabase(configOf(env), { waitMs: 0, say: () => undefined }).catch((error: unknown) => error);
      await double.stop();
      if (!(failure instanceof EnginesUnusable)) throw new Error(String(failure));
      const codes = ['database.password-refused', 'event-store.too-old', 'redis.unreachable'];
      expect([failure.code, failure.exitCode, failure.problems.map(({ rejection }) => rejection.code)]).toEqual(['engine-refused', 77, codes]);
      expect(failure.in('en')).toMatch(/^The database \(.*; expected a user and a password that it knows, found 28P01 \[database\.password-refused\]\. The event store .*; expected .*, found .*20\.10\.5.*\[event-store\.too-old\]\. The queue \(127\.0\.0\.1:1\) .*; expected .*, found .*\[redis\.unreachable\]\.$/);
      expect(failure.in('zh')).toMatch(/^数据库（.*；应为.*，实为28P01 \[database\.password-refused\]。事件库（.*；应为.*，实为.*20\.10\.5.*\[event-store\.too-old\]。队列（127\.0\.0\.1:1）.*；应为.*，实为.*\[redis\.unreachable\]。$/);
      expect(JSON.stringify(failure.problems) + failure.message).not.toContain('hidden');
    });

    it('ends the start with what is wrong of it, and no password', async () => {
      const double = await startEventStoreDouble({ version: '20.10.5' as never });
      const { found, said } = await opened({ EVENT_STORE_URL: double.urlFor({ name: 'admin', password: 'hidden' }), ZHIBU_WAIT_SECONDS: '600' });
      await double.stop();
      expect([found, said]).toEqual([expect.stringMatching(/^The event store .*too old.*\[event-store\.too-old\]\.$/), []]);
      expect(found).not.toContain('hidden');
    });
  });

  it('makes keys for a new installation, and none where events are there already, wherever they live', async () => {
    const double = await startEventStoreDouble({});
    for (const eventStoreUrl of [undefined, double.url]) {
      const [other, filled] = [mkdtempSync(join(tmpdir(), 'zhibu-waiting-')), await createTestDatabase(2)];
      const env = { ZHIBU_DATA: other, DATABASE_URL: filled.url, ...(eventStoreUrl === undefined ? {} : { EVENT_STORE_URL: eventStoreUrl }) };
      const open = () => openDatabase(loadConfig({ env, root: other }), { waitMs: 0, say: () => undefined });
      const { secrets } = await open();
      expect(secrets).toEqual(openSecrets(other, true));
      const store = eventStoreUrl === undefined ? createPostgresEventStore({ pool: filled.pool }) : createEventStoreDbEventStore({ url: eventStoreUrl });
      await store.append(appendTo('user-a', 0, events(1)));
      await store.close();
      rmSync(join(other, 'secrets.json'));
      await expect(open()).rejects.toMatchObject({ code: 'secrets-missing', exitCode: 78 });
      await filled.drop();
      rmSync(other, { recursive: true, force: true });
    }
    await double.stop();
  });
});
