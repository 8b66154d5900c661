import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isLoopback, isReachedHereOnly, loadConfig, readConfig } from './config';
import { openSecrets, secretsFile } from './secrets';

let root: string;
beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'zhibu-config-')); });
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('needs no setting at all', () => {
  expect(loadConfig({ env: { LANG: 'zh_CN.UTF-8' }, root })).toEqual({
    dataFolder: join(root, '.zhibu'), policiesFolder: join(root, 'policies'), host: '127.0.0.1', port: 7300, trustedProxies: [], logLevel: 'info', language: 'zh',
  });
});

test('takes the file, and the environment over the file', () => {
  writeFileSync(join(root, 'zhibu.yaml'), 'PORT: 8000\nHOST: 0.0.0.0\nZHIBU_DATA: store\n');
  const config = loadConfig({ env: { PORT: '9000', EVENT_STORE_URL: 'esdb+discover://a:1,b:2?tls=false' }, root });
  expect(config).toMatchObject({ port: 9000, host: '0.0.0.0', dataFolder: join(root, 'store'), eventStoreUrl: 'esdb+discover://a:1,b:2?tls=false' });
});

test('names every problem at once and repeats no value', () => {
  writeFileSync(join(root, 'zhibu.yaml'), 'PROT: 8000\n');
  const read = readConfig({ env: { PORT: '70000', DATABASE_URL: 'mysql://u:hidden@h/d', LOG_LEVEL: 'loud' }, root });
  if (read.ok) throw new Error('Expected problems.');
  expect(read.problems.map(({ name }) => name.replace(`${root}/`, ''))).toEqual(['zhibu.yaml: PROT', 'DATABASE_URL', 'PORT', 'LOG_LEVEL']);
  expect(JSON.stringify(read)).not.toMatch(/hidden|70000|loud/);
  expect(() => loadConfig({ env: { PORT: 'x' }, root })).toThrow(/PORT \(a whole number from 0 to 65535\)/);
});

test('a file that is named must exist', () => {
  expect(() => loadConfig({ env: { ZHIBU_CONFIG: 'none.yaml' }, root })).toThrow(/ZHIBU_CONFIG/);
});

test.each([
  ['loopback', ['loopback']], ['10.1.2.3, fd00::/8', ['10.1.2.3', 'fd00::/8']], ['192.168.0.0/16,loopback', ['192.168.0.0/16', 'loopback']],
])('proxies to be trusted are named: %s', (raw, expected) => expect(loadConfig({ env: { TRUSTED_PROXIES: raw }, root }).trustedProxies).toEqual(expected));

// `true`, a number of hops or a network of everybody would believe whatever a client writes of itself.
test.each(['true', '1', '*', '0.0.0.0/0', '::/0', '10.0.0.0/33', '10.0.0.0/8/8', 'proxy.example.org', 'loopback,', Array(33).fill('loopback').join()])('no proxy is trusted under %s', (raw) => {
  expect(() => loadConfig({ env: { TRUSTED_PROXIES: raw }, root })).toThrow(/TRUSTED_PROXIES/);
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
  expect(first.masterKey.equals(first.pseudonymKey)).toBe(false);
  const content = readFileSync(secretsFile(folder), 'utf8');
  writeFileSync(secretsFile(folder), content.slice(0, 40));
  expect(() => openSecrets(folder, false)).toThrow(/damaged/);
  rmSync(secretsFile(folder));
  expect(() => openSecrets(folder, true)).toThrow(/missing although data exist/);
});
