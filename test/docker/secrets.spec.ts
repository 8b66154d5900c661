import { spawnSync } from 'node:child_process';
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSecrets, readConfig } from '@zhibu/platform';
import { describeWith, programPath } from '../support/debian-program';
import { dockerFolder } from './deployment-files';

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'zhibu-secrets-')); });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const make = (into: string, env = process.env) => spawnSync(process.execPath, [join(dockerFolder, 'make-secrets.mjs'), into], { encoding: 'utf8', env });
const content = (name: string): string => readFileSync(join(folder, name), 'utf8');
const everything = (): Readonly<Record<string, string>> =>
  Object.fromEntries(readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile()).map((name) => [name, content(name)]));

describe('docker/make-secrets.mjs', () => {
  it('makes everything once, for its owner alone, and never again', () => {
    expect(make(folder).status).toBe(programPath('openssl') === null ? 1 : 0);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const before = everything();
    expect(make(folder).stdout).toMatch(/^Nothing to do/);
    expect(everything()).toEqual(before);
    const passwords = Object.values(before).flatMap((text) => text.match(/\b[0-9a-f]{48}\b/g) ?? []);
    // The superuser of PostgreSQL; of PostgreSQL, Redis and EventStoreDB one user each; admin and ops.
    expect(new Set(passwords).size).toBe(6);
  });

  it('makes keys that the product opens', () => {
    const keys = openSecrets(folder, true, join(folder, 'zhibu_keys.json'));
    expect([keys.masterKey, keys.pseudonymKey, keys.tokenKey].map((key) => key.length)).toEqual([32, 32, 32]);
  });

  it('makes addresses that the product takes', () => {
    const env = { DATABASE_URL_FILE: join(folder, 'database_url'), EVENT_STORE_URL_FILE: join(folder, 'event_store_url'), REDIS_URL_FILE: join(folder, 'redis_url'), ZHIBU_SECRETS_FILE: join(folder, 'zhibu_keys.json') };
    const read = readConfig({ env, root: folder });
    expect(read).toMatchObject({ ok: true, config: { databaseUrl: content('database_url'), eventStoreUrl: content('event_store_url'), redisUrl: content('redis_url') } });
    expect(content('redis_users.acl')).toContain(`>${new URL(content('redis_url')).password} `);
    expect(content('eventstore.env')).toContain(`EVENTSTORE_DEFAULT_ADMIN_PASSWORD=${content('eventstore_admin_password')}\n`);
    expect(new URL(content('pooled_database_url')).password).toBe(content('postgres_zhibu_password'));
    expect(content('pgbouncer_users.txt')).toBe(`"zhibu" "${content('postgres_zhibu_password')}"\n`);
  });

  it('stops at half of what belongs together', () => {
    const [name, kept] = ['redis_url', content('redis_url')];
    rmSync(join(folder, name));
    const again = make(folder);
    expect([again.status, again.stderr]).toEqual([1, expect.stringMatching(/redis_users\.acl stand in .* without redis_url/) as string]);
    expect(existsSync(join(folder, name))).toBe(false);
    writeFileSync(join(folder, name), kept);
    chmodSync(join(folder, name), 0o444);
  });

  it('says where certificates come from when there is no openssl', () => {
    const empty = mkdtempSync(join(tmpdir(), 'zhibu-secrets-'));
    try {
      const done = make(empty, { PATH: '' });
      expect([done.status, done.stdout]).toEqual([1, expect.stringContaining('run --rm certificates') as string]);
      expect(existsSync(join(empty, 'zhibu_keys.json'))).toBe(true);
    } finally {
      rmSync(empty, { recursive: true, force: true });
    }
  });
});

describeWith('openssl', 'the certificates of docker/make-secrets.mjs', () => {
  it('fit the name, the authority and the key of the stack', () => {
    const [authority, node] = ['eventstore/ca/ca.crt', 'eventstore/node/node.crt'].map((name) => new X509Certificate(content(name))) as [X509Certificate, X509Certificate];
    expect([authority.ca, node.ca]).toEqual([true, false]);
    expect(node.checkIssued(authority) && node.verify(authority.publicKey)).toBe(true);
    for (const name of ['eventstore', 'localhost']) expect(node.checkHost(name)).toBe(name);
    expect(node.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(node.checkHost('elsewhere')).toBeUndefined();
    expect(node.subject).toBe('CN=eventstoredb-node');
    const key = content('eventstore/node/node.key');
    expect(key).toMatch(/^-----BEGIN RSA PRIVATE KEY-----/);
    expect(node.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(statSync(join(folder, 'eventstore', 'ca', 'ca.key')).mode & 0o777).toBe(0o400);
  });

  it('are made anew under the same authority', () => {
    const before = content('eventstore/ca/ca.crt');
    rmSync(join(folder, 'eventstore', 'node'), { recursive: true });
    expect(make(folder).status).toBe(0);
    expect(content('eventstore/ca/ca.crt')).toBe(before);
    expect(new X509Certificate(content('eventstore/node/node.crt')).verify(new X509Certificate(before).publicKey)).toBe(true);
    for (const name of ['node', 'ca/ca.key']) rmSync(join(folder, 'eventstore', name), { recursive: true });
    expect(make(folder)).toMatchObject({ status: 1, stderr: expect.stringContaining('ca.key: put that back') as string });
  });
});
