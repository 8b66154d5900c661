import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReadConfig, SettingsWrong, isLoopback, isReachedHereOnly, loadConfig, readConfig } from './config';
import { maskUrl } from './mask-url';
import { nearestOf } from './nearest';
import { fingerprintOf, openSecrets, secretsFile } from './secrets';

let root: string;
beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'zhibu-config-')); });
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (name: string, content: string): string => {
  writeFileSync(join(root, name), content);
  return join(root, name);
};
const problemsOf = (read: ReadConfig) => {
  if (read.ok) throw new Error('Expected problems.');
  return read.problems.map(({ name, source, found }) => [name, source.replace(`${root}/`, ''), found.en.replace(`${root}/`, '')]);
};
const effectiveOf = (read: ReadConfig, name: string) => {
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.effective.find((each) => each.name === name);
};

test('needs no setting at all', () => {
  expect(loadConfig({ env: { LANG: 'zh_CN.UTF-8' }, root })).toEqual({
    dataFolder: join(root, '.zhibu'), policiesFolder: join(root, 'policies'), host: '127.0.0.1', port: 7300, trustedProxies: [], logLevel: 'info', language: 'zh', databasePooling: 'session',
  });
});

test('takes the file, and the environment over the file', () => {
  write('zhibu.yaml', 'PORT: 8000\nHOST: 0.0.0.0\nZHIBU_DATA: store\nTRUSTED_PROXIES:\n  - loopback\n  - 10.0.0.0/8\nDATABASE_URL: postgres://h/d\n');
  const read = readConfig({ env: { PORT: '9000', EVENT_STORE_URL: 'esdb+discover://a:1,b:2?tls=false' }, root });
  expect(read).toMatchObject({ ok: true, config: { port: 9000, host: '0.0.0.0', trustedProxies: ['loopback', '10.0.0.0/8'], dataFolder: join(root, 'store'), eventStoreUrl: 'esdb+discover://a:1,b:2?tls=false' } });
  expect(effectiveOf(read, 'PORT')).toMatchObject({ value: { en: '9000' }, source: 'environment', where: 'environment' });
  expect(effectiveOf(read, 'HOST')).toMatchObject({ source: 'file', where: join(root, 'zhibu.yaml:2') });
  expect(effectiveOf(read, 'LOG_LEVEL')).toMatchObject({ value: { en: 'info' }, source: 'default', where: null });
});

test('the file in the data folder comes before the one beside the program', () => {
  mkdirSync(join(root, 'data'));
  write('zhibu.yaml', 'PORT: 8000\n');
  write('data/zhibu.yaml', 'PORT: 8100\n');
  expect(loadConfig({ env: { ZHIBU_DATA: 'data' }, root }).port).toBe(8100);
  expect(loadConfig({ env: { ZHIBU_DATA: 'data', ZHIBU_CONFIG: 'zhibu.yaml' }, root }).port).toBe(8000);
});

test('takes a secret from a file, without its last line break, and shows its password nowhere', () => {
  const path = write('redis', 'redis://:hidden@cache:6379\n');
  const read = readConfig({ env: { REDIS_URL_FILE: path, DATABASE_URL: 'postgres://zhibu:hidden@db/zhibu?sslpassword=hidden' }, root });
  expect(read).toMatchObject({ ok: true, config: { redisUrl: 'redis://:hidden@cache:6379' } });
  expect(effectiveOf(read, 'REDIS_URL')).toMatchObject({ value: { en: 'redis://***@cache:6379' }, source: 'secret-file', where: path });
  expect(JSON.stringify(read.ok && read.effective)).not.toContain('hidden');
});

test('names every problem at once, where it stands and what was found, and repeats no secret', () => {
  write('zhibu.yaml', 'PROT: 8000\nHOST:\n  name: x\nHOTS: a\nZHIBU_USER: me\nsomething-else: 1\n');
  write('empty', '\n');
  const read = readConfig({ env: { PORT: '70000', DATABASE_URL: 'mysql://u:hidden@h/d', REDIS_URL: 'hidden', EVENT_STORE_URL: 'esdb://admin:hidden@', REDIS_URL_FILE: 'empty', LOG_LEVEL: 'loud' }, root });
  expect(problemsOf(read)).toEqual([
    ['PROT', 'zhibu.yaml:1', 'an unknown name'],
    ['HOST', 'zhibu.yaml:2', 'none, or something nested'],
    ['HOTS', 'zhibu.yaml:4', 'an unknown name'],
    ['ZHIBU_USER', 'zhibu.yaml:5', 'it in the file'],
    ['something-else', 'zhibu.yaml:6', 'an unknown name'],
    ['REDIS_URL_FILE', 'environment', 'empty: empty'],
    ['DATABASE_URL', 'environment', '"mysql://u:***@h/d"'],
    ['EVENT_STORE_URL', 'environment', '"esdb://admin:***@"'],
    ['REDIS_URL', 'environment', '"***"'],
    ['PORT', 'environment', '"70000"'],
    ['LOG_LEVEL', 'environment', '"loud"'],
  ]);
  expect(JSON.stringify(read)).not.toContain('hidden');
  if (!read.ok) expect(read.problems.filter(({ name }) => /^(PROT|HOTS)$/.test(name)).map(({ expected }) => expected.en)).toEqual(['perhaps PORT', 'perhaps HOST']);
  expect(() => loadConfig({ env: { PORT: 'x' }, root })).toThrow(/PORT \(environment\) expected a whole number from 0 to 65535, found "x"/);
  expect(() => loadConfig({ env: { PORT: 'x' }, root })).toThrow(expect.objectContaining({ text: expect.objectContaining({ zh: expect.stringContaining('PORT（环境变量）应为0 到 65535 之间的整数，实为“x”。') as string }) as unknown }));
});

test.each([['PORT: [1', 'zhibu.yaml:1'], ['PORT: 1\nPORT: 2\n', 'zhibu.yaml:2'], ['- PORT', 'zhibu.yaml:1'], ['just words', 'zhibu.yaml:1']])('a file that is no list of settings is told with its line: %j', (content, where) => {
  write('zhibu.yaml', content);
  expect(problemsOf(readConfig({ env: {}, root }))[0]?.slice(0, 2)).toEqual(['zhibu.yaml', where]);
});

test('a setting and its file at once are refused', () => {
  const path = write('url', 'postgres://h/d');
  expect(problemsOf(readConfig({ env: { DATABASE_URL: 'postgres://h/d', DATABASE_URL_FILE: path }, root }))).toEqual([['DATABASE_URL', path.replace(`${root}/`, ''), 'both']]);
});

test('a file that is named must exist', () => {
  expect(problemsOf(readConfig({ env: { ZHIBU_CONFIG: 'none.yaml', DATABASE_URL_FILE: 'nothing' }, root }))).toEqual([
    ['ZHIBU_CONFIG', 'environment', 'none.yaml: no such file'], ['DATABASE_URL_FILE', 'environment', 'nothing: no such file'],
  ]);
});

test('shared engines beside the embedded database are for one computer only', () => {
  const env = { EVENT_STORE_URL: 'esdb://h:2113', REDIS_URL: 'redis://h' };
  expect(loadConfig({ env, root })).toMatchObject({ eventStoreUrl: 'esdb://h:2113' });
  const read = readConfig({ env: { ...env, HOST: '0.0.0.0' }, root });
  expect(problemsOf(read)).toEqual([['DATABASE_URL', 'default', 'none, while others can reach the service (HOST is 0.0.0.0)']]);
  expect(loadConfig({ env: { ...env, HOST: '0.0.0.0', DATABASE_URL: 'postgres://h/d' }, root })).toMatchObject({ redisUrl: 'redis://h' });
});

test('a pooler of transactions takes the queues out of the database', () => {
  const env = { DATABASE_URL: 'postgres://h/d', DATABASE_POOLING: 'transaction' };
  expect(problemsOf(readConfig({ env, root }))).toEqual([['REDIS_URL', 'default', 'none']]);
  expect(loadConfig({ env: { ...env, REDIS_URL: 'redis://h' }, root }).databasePooling).toBe('transaction');
});

test.each([['loopback', ['loopback']], ['10.1.2.3, fd00::/8', ['10.1.2.3', 'fd00::/8']], ['192.168.0.0/16,loopback', ['192.168.0.0/16', 'loopback']]])(
  'proxies to be trusted are named: %s', (raw, expected) => expect(loadConfig({ env: { TRUSTED_PROXIES: raw }, root }).trustedProxies).toEqual(expected));

// `true`, a number of hops or a network of everybody would believe whatever a client writes of itself.
test.each(['true', '1', '*', '0.0.0.0/0', '::/0', '10.0.0.0/33', '10.0.0.0/8/8', 'proxy.example.org', 'loopback,', Array(33).fill('loopback').join()])('no proxy is trusted under %s', (raw) => {
  expect(() => loadConfig({ env: { TRUSTED_PROXIES: raw }, root })).toThrow(/TRUSTED_PROXIES/);
});

test.each([
  ['DATABASE_URL', 'postgres://'], ['DATABASE_URL', 'postgres:///db'], ['DATABASE_URL', 'postgres://u:p@'], ['DATABASE_URL', 'postgres://u:p'], ['EVENT_STORE_URL', 'esdb://u:p,h:2113'], ['REDIS_URL', 'redis+cluster://h1:6379,'], ['EVENT_STORE_URL', 'postgres://h/d'], ['EVENT_STORE_URL', 'esdb:'], ['EVENT_STORE_URL', 'esdb://?tls=false'],
  ['REDIS_URL', 'redis:/h'], ['REDIS_URL', 'http://h'], ['REDIS_URL', 'redis://'],
])('%s is not half of a URL: %s', (name, raw) => expect(() => loadConfig({ env: { [name]: raw, ...(name === 'DATABASE_URL' ? {} : { DATABASE_URL: 'postgres://h/d' }) }, root })).toThrow(new RegExp(name)));

test.each([
  ['postgres://u:p@ss/w?rd@h:5432/d', 'postgres://u:***@h:5432/d'], ['esdb://admin:x@a:1,b:2?tls=true', 'esdb://admin:***@a:1,b:2?tls=true'], ['redis://:x@h', 'redis://***@h'],
  ['redis://h?password=x&db=1', 'redis://h?password=***&db=1'], ['redis://h/0', 'redis://h/0'], ['u:x@h', '***'], ['x', '***'], ['esdb://admin:x', 'esdb://***'], ['postgres://h/d?password=a@b', 'postgres://***'], ['postgres://token@h/d', 'postgres://***@h/d'],
])('the password of %s is not shown', (url, masked) => expect(maskUrl(url)).toBe(masked));

test('finds the name that was meant, and none where nothing is near', () => {
  expect(['prot', 'database-url', 'REDISURL', 'colour'].map((word) => nearestOf(word, ['PORT', 'DATABASE_URL', 'REDIS_URL']))).toEqual(['PORT', 'DATABASE_URL', 'REDIS_URL', undefined]);
});

const unknownIn = (env: Readonly<Record<string, string>>): string | readonly (string | null)[][] => {
  const read = readConfig({ env, root });
  return read.ok ? read.warnings.map(({ name, near }) => [name, near]) : new SettingsWrong(read.problems).message;
};

test.each([
  ['EVENT_STORE_URI', 'EVENT_STORE_URL'], ['EVENTSTORE_URL', 'EVENT_STORE_URL'], ['DATABSE_URL', 'DATABASE_URL'], ['DATABASE_URL_FIEL', 'DATABASE_URL_FILE'], ['database-url', 'DATABASE_URL'], ['REDIS_URI', 'REDIS_URL'],
  ['ZHIBU_DATABASE_URL', 'DATABASE_URL'], ['ZHIBU_DATE', 'ZHIBU_DATA'], ['ZHIBUDATA', 'ZHIBU_DATA'], ['ZHIBU_DATA_DIR', 'ZHIBU_DATA'], ['ZHIBU_SECRETS', 'ZHIBU_SECRETS_FILE'], ['ZHIBU_POLICES', 'ZHIBU_POLICIES'], ['ZHIBU_CONFIG_FILE', 'ZHIBU_CONFIG'],
])('%s is refused, because without %s other data would be worked on in silence', (name, near) => {
  expect(unknownIn({ [name]: 'esdb://u:hidden@h' })).toBe(`Settings are wrong: ${name} (environment) expected ${near} (did you mean it?), found an unknown setting.`);
  // Whoever names the right one, though empty, has decided.
  expect(unknownIn({ [name]: 'esdb://u:hidden@h', [near]: '' })).toEqual([[name, near]]);
});

test('a mistyped name beside the right one in the file is told and not refused', () => {
  write('zhibu.yaml', 'DATABASE_URL: postgres://h/d\n');
  expect(unknownIn({ DATABASE_URI: 'x' })).toEqual([['DATABASE_URI', 'DATABASE_URL']]);
});

test.each([['ZHIBU_HEALTH_PROT', 'ZHIBU_HEALTH_PORT'], ['ZHIBU_PORT', 'PORT'], ['ZHIBU_COLOUR', null], ['PROT', 'PORT'], ['HOTS', 'HOST'], ['LOGLEVEL', 'LOG_LEVEL'], ['DATABASE_POOLNG', 'DATABASE_POOLING'], ['ZHIBU_LNAG', 'ZHIBU_LANG']])(
  'what %s lacks is seen soon: it is told', (name, near) => expect(unknownIn({ [name]: '7301' })).toEqual([[name, near]]));

test('what is told of an unknown name is for people, in their language', () => {
  expect(loadConfig({ env: { ZHIBU_HEALTH_PROT: '7301', ZHIBU_X: 'hidden' }, root }).warnings).toEqual([
    { zh: '未知的设置 ZHIBU_HEALTH_PROT（环境变量），没有作用：是否指 ZHIBU_HEALTH_PORT？', en: 'unknown setting ZHIBU_HEALTH_PROT (environment): it has no effect; did you mean ZHIBU_HEALTH_PORT?' },
    { zh: '未知的设置 ZHIBU_X（环境变量），没有作用', en: 'unknown setting ZHIBU_X (environment): it has no effect' },
  ]);
});

test('the ordinary environment is nothing to be told of', () => {
  const ordinary = `HOME HOSTNAME HOSTTYPE PATH PWD OLDPWD SHELL SHLVL TERM USER USERNAME LOGNAME LANG LANGUAGE LC_ALL TZ MAIL EDITOR DISPLAY SSH_CLIENT SSH_TTY XDG_DATA_DIRS XDG_RUNTIME_DIR
    NODE_ENV NODE_OPTIONS npm_config_loglevel npm_package_config_port npm_lifecycle_event INIT_CWD COLOR CI DEBUG JOURNAL_STREAM INVOCATION_ID NOTIFY_SOCKET container GITHUB_SHA
    PGHOST PGPORT PGDATABASE PGUSER PGPASSWORD POSTGRES_PASSWORD POSTGRES_URL TEST_DATABASE_URL DATABASE_HOST DATABASE_PORT DATABASE_NAME DATABASE_USER DATABASE_PASSWORD REDIS_HOST REDIS_TLS_URL REDISCLOUD_URL
    EVENTSTORE_ADMIN_PASSWORD_FILE EVENTSTORE_NODE_IP HTTP_PROXY HTTPS_PROXY NO_PROXY http_proxy LOG_FILE LOG_FORMAT ComSpec SystemRoot APPDATA ProgramData NUMBER_OF_PROCESSORS
    ZHIBU_IMAGE ZHIBU_PUBLISH ZHIBU_TEST_DATABASE_URL ZHIBU_SERVICE_HOST ZHIBU_SERVICE_PORT ZHIBU_SERVICE_PORT_HTTP ZHIBU_API_PORT_7300_TCP ZHIBU_API_PORT_7300_TCP_ADDR REDIS_SERVICE_HOST EVENT_STORE_PORT`.split(/\s+/);
  expect(unknownIn({ ...Object.fromEntries(ordinary.map((name) => [name, 'x'])), ZHIBU_PORT: 'tcp://10.0.0.1:80', ZHIBU_API_PORT: 'tcp://10.0.0.1:80', ZHIBU_DATE: '' })).toEqual([]);
  // A system that takes names in any case, and the same value under both.
  expect(unknownIn({ database_url: 'postgres://h/d', DATABASE_URL: 'postgres://h/d', PORT: '1', PORTS: '1,2' })).toEqual([]);
});

test('is reached from here only on the loopback and through no proxy', () => {
  const reached = (host: string, ...trustedProxies: readonly string[]): boolean => isReachedHereOnly({ host, trustedProxies });
  expect([reached('127.0.0.1'), reached('0.0.0.0'), reached('127.0.0.1', 'loopback')]).toEqual([true, false, false]);
});

test.each([['127.0.0.1', true], ['127.9.9.9', true], ['::1', true], ['localhost', true], ['0.0.0.0', false], ['127.0.0.1.example.org', false], ['::', false]])(
  '%s is loopback: %s', (host, expected) => expect(isLoopback(host)).toBe(expected));

test('keys are made once, are private, and are never replaced', () => {
  const folder = join(root, 'data');
  const first = openSecrets(folder, false);
  expect(statSync(secretsFile(folder)).mode & 0o777).toBe(0o600);
  expect(openSecrets(folder, true)).toEqual(first);
  expect(openSecrets(join(root, 'elsewhere'), true, secretsFile(folder))).toEqual(first);
  expect(first.masterKey.equals(first.pseudonymKey)).toBe(false);
  expect(fingerprintOf(first)).toMatch(/^[0-9a-f]{32}$/);
  expect(fingerprintOf({ ...first, pseudonymKey: first.masterKey })).not.toBe(fingerprintOf(first));
  const content = readFileSync(secretsFile(folder), 'utf8');
  writeFileSync(secretsFile(folder), content.slice(0, 40));
  expect(() => openSecrets(folder, false)).toThrow(/damaged/);
  rmSync(secretsFile(folder));
  expect(() => openSecrets(folder, true)).toThrow(/missing although data exist/);
});
