/**
 * Makes every secret that docker/compose.yml names, once: `node docker/make-secrets.mjs [folder]`, by default docker/secrets.
 * What stands there already is left as it is, so certificates of one's own are put there first, and an address is replaced afterwards.
 * Certificates are made with openssl; where that is missing, `docker compose -f docker/compose.yml run --rm certificates` makes them.
 *
 * The folder is for its owner only. The files in it can be read by all who get that far: a container sees a mounted
 * secret with the rights it has here, and every engine runs as a user of its own.
 */
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = resolve(process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), 'secrets'));
const at = (...parts) => join(folder, ...parts);
const made = [];

/** Letters and digits only: it stands in URLs, SQL and users' files alike. */
const password = () => randomBytes(24).toString('hex');
const key = () => randomBytes(32).toString('base64');

const write = (name, content) => {
  if (existsSync(at(name))) return;
  writeFileSync(at(name), content, { mode: 0o444, flag: 'wx' });
  made.push(name);
};

/** Files that repeat one password are made together or not at all: half of them anew would lock the stack out of itself. */
const writeTogether = (files) => {
  const there = Object.keys(files).filter((name) => existsSync(at(name)));
  if (there.length > 0 && there.length < Object.keys(files).length) {
    throw new Error(`${there.join(', ')} stand in ${folder} without ${Object.keys(files).filter((name) => !there.includes(name)).join(', ')}: restore those or remove these.`);
  }
  for (const [name, content] of Object.entries(files)) write(name, content);
};

const openssl = (...args) => {
  const { status, stderr, error } = spawnSync('openssl', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`openssl ${args[0]}: ${error?.message ?? stderr.trim()}`);
};

/** In the traditional RSA form, the one that every version of the server reads. */
const newKey = (path, mode) => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs1', format: 'pem' } });
  writeFileSync(path, privateKey, { mode });
};

const certificateFiles = ['ca/ca.crt', 'ca/ca.key', 'node/node.crt', 'node/node.key'].map((name) => join('eventstore', name));

/** The authority of this installation: kept as long as it is there, because the processes trust it. */
const makeAuthority = (caCrt, caKey) => {
  if (existsSync(caCrt) && existsSync(caKey)) return;
  if (existsSync(caCrt)) throw new Error(`The certificate of the node is missing and cannot be made without ${caKey}: put that back for the moment.`);
  newKey(caKey, 0o400);
  openssl('req', '-x509', '-new', '-key', caKey, '-sha256', '-days', '3650', '-subj', '/O=zhibu/CN=zhibu EventStoreDB CA', '-out', caCrt,
    '-addext', 'basicConstraints=critical,CA:TRUE,pathlen:0', '-addext', 'keyUsage=critical,keyCertSign,cRLSign');
  chmodSync(caCrt, 0o444);
  made.push(...certificateFiles.slice(0, 2));
};

/** The certificate of the node, as es-gencert-cli would make it. False: there is nothing to make it with. */
const makeCertificates = () => {
  const [caCrt, caKey, nodeCrt, nodeKey] = certificateFiles.map((name) => at(name));
  // The key of the authority may be kept elsewhere: the stack does not need it.
  if ([caCrt, nodeCrt, nodeKey].every((path) => existsSync(path))) return true;
  if (spawnSync('openssl', ['version']).status !== 0) return false;
  for (const part of ['ca', 'node']) mkdirSync(at('eventstore', part), { recursive: true, mode: 0o755 });
  makeAuthority(caCrt, caKey);
  const [request, extensions] = [at('eventstore', 'node.csr'), at('eventstore', 'node.ext')];
  for (const path of [nodeCrt, nodeKey]) rmSync(path, { force: true });
  newKey(nodeKey, 0o444);
  openssl('req', '-new', '-key', nodeKey, '-sha256', '-subj', '/CN=eventstoredb-node', '-out', request);
  writeFileSync(extensions, [
    'basicConstraints=critical,CA:FALSE', 'keyUsage=critical,digitalSignature,keyEncipherment', 'extendedKeyUsage=serverAuth,clientAuth',
    'subjectAltName=DNS:eventstore,DNS:localhost,IP:127.0.0.1', '',
  ].join('\n'));
  openssl('x509', '-req', '-sha256', '-days', '730', '-in', request, '-CA', caCrt, '-CAkey', caKey, '-set_serial', `0x${randomBytes(15).toString('hex')}`, '-extfile', extensions, '-out', nodeCrt);
  rmSync(request);
  rmSync(extensions);
  chmodSync(nodeCrt, 0o444);
  made.push(...certificateFiles.slice(2));
  return true;
};

const main = () => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const [database, redis, events, admin] = [password(), password(), password(), password()];
  write('zhibu_keys.json', `${JSON.stringify({ pseudonymKey: key(), masterKey: key(), tokenKey: key() }, null, 2)}\n`);
  write('postgres_password', password());
  writeTogether({
    postgres_zhibu_password: database,
    database_url: `postgres://zhibu:${database}@postgres:5432/zhibu`,
    pooled_database_url: `postgres://zhibu:${database}@pgbouncer:6432/zhibu`,
    'pgbouncer_users.txt': `"zhibu" "${database}"\n`,
  });
  writeTogether({
    redis_url: `redis://zhibu:${redis}@redis:6379/0`,
    'redis_users.acl': `${[
      'user default off',
      'user health on nopass -@all +ping',
      `user zhibu on >${redis} ~{zhibu}:* &* +@all -@admin -@dangerous +info`,
    ].join('\n')}\n`,
  });
  write('event_store_url', `esdb://zhibu:${events}@eventstore:2113?tls=true&tlsCAFile=/run/secrets/eventstore_ca`);
  writeTogether({
    eventstore_admin_password: admin,
    'eventstore.env': `EVENTSTORE_DEFAULT_ADMIN_PASSWORD=${admin}\nEVENTSTORE_DEFAULT_OPS_PASSWORD=${password()}\n`,
  });
  const certificates = makeCertificates();
  process.stdout.write(made.length === 0 ? `Nothing to do: ${folder} has everything.\n` : `Made in ${folder}:\n${made.map((name) => `  ${name}`).join('\n')}\n`);
  process.stdout.write('Back up zhibu_keys.json apart from the databases: without it nobody can read the data.\n');
  if (!certificates) {
    process.stdout.write('Certificates are missing and so is openssl: docker compose -f docker/compose.yml run --rm certificates\n');
    process.exitCode = 1;
  }
};

try {
  main();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
