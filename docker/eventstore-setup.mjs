/**
 * Makes the product's user in EventStoreDB and lets it read `$all`, which only administrators may by default.
 * Reads EVENT_STORE_URL(_FILE), whose user and password are those to be made, and EVENTSTORE_ADMIN_PASSWORD(_FILE).
 * Safe to repeat: it changes only what is not so yet, and ends with 0 when the user can read `$all`.
 */
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { EventStoreDBClient } from '@eventstore/db-client';

const waitSeconds = 120;
const answerWithinMs = 10_000;

class Stop extends Error {}

const setting = (name) => {
  const file = process.env[`${name}_FILE`];
  const value = process.env[name] ?? (file === undefined ? undefined : readFileSync(file, 'utf8').trim());
  if (value === undefined || value === '') throw new Stop(`${name} or ${name}_FILE is missing.`);
  return value;
};

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** `esdb://user:password@host:port,host:port?tls=…`: nodes, credentials and the CA of the URL. The URL itself is never printed. */
const parsed = (url) => {
  const found = /^(esdb(?:\+discover)?):\/\/([^:@/]+):([^@/]+)@([^/?]+)\/?(?:\?(.*))?$/.exec(url);
  if (found === null) throw new Stop('EVENT_STORE_URL has to be esdb://user:password@host:port?tls=true&tlsCAFile=…');
  const [, scheme, user, password, hosts, given = ''] = found;
  // A parameter of the product, not of the client.
  const query = given.split('&').filter((each) => !/^installation=/i.test(each)).join('&');
  return { scheme, user: decodeURIComponent(user), password: decodeURIComponent(password), hosts, query, options: new Map([...new URLSearchParams(query)].map(([name, value]) => [name.toLowerCase(), value])) };
};

const urlOf = ({ scheme, hosts, query }, { user, password }) => `${scheme}://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${hosts}?${query}`;

/** One request to the users' API of the first node; a follower passes it on to the leader. */
const ask = (target, { user, password }, method, path, body) => new Promise((resolve, reject) => {
  const [host, port = '2113'] = target.hosts.split(',')[0].split(':');
  const ca = target.options.get('tlscafile');
  const sent = request({
    host, port, path, method, timeout: answerWithinMs, auth: `${user}:${password}`,
    ...(ca === undefined ? {} : { ca: readFileSync(ca) }),
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
  }, (answer) => {
    answer.resume();
    answer.once('end', () => resolve(answer.statusCode));
  });
  sent.once('timeout', () => sent.destroy(new Error('no answer in time')));
  sent.once('error', reject);
  sent.end(body === undefined ? undefined : JSON.stringify(body));
});

const makeUser = async (target, admin) => {
  const path = `/users/${encodeURIComponent(target.user)}`;
  const known = await ask(target, admin, 'GET', path);
  if (known === 401) throw new Stop('The password of admin is refused: it is the one of the first start, or was changed since.');
  if (known === 404) {
    const status = await ask(target, admin, 'POST', '/users/', { LoginName: target.user, FullName: 'Zhibu', Groups: [], Password: target.password });
    if (status !== 201) throw new Error(`making the user was answered with ${status}`);
    return 'made';
  }
  if (known !== 200) throw new Error(`looking for the user was answered with ${known}`);
  if (await ask(target, target, 'GET', '/users/$current') === 200) return 'known';
  const status = await ask(target, admin, 'POST', `${path}/command/reset-password`, { NewPassword: target.password });
  if (status !== 200) throw new Error(`setting the password was answered with ${status}`);
  return 'given its password';
};

/** Adds the user to those who may read `$all`, and keeps whoever may already. */
const letReadAll = async (target, admin) => {
  const client = EventStoreDBClient.connectionString(urlOf(target, admin));
  try {
    const { metadata = {} } = await client.getStreamMetadata('$all');
    const readers = [metadata.acl?.readRoles ?? '$admins'].flat();
    if (readers.includes(target.user)) return 'may read $all';
    await client.setStreamMetadata('$all', { ...metadata, acl: { ...metadata.acl, readRoles: [...readers, target.user] } });
    return 'may read $all from now on';
  } finally {
    await client.dispose();
  }
};

const canRead = async (target) => {
  const client = EventStoreDBClient.connectionString(urlOf(target, target));
  try {
    for await (const _ of client.readAll({ maxCount: 1 })) break;
  } finally {
    await client.dispose();
  }
};

const setUp = async (target, admin) => {
  const user = await makeUser(target, admin);
  const right = await letReadAll(target, admin);
  await canRead(target);
  return `${target.user}: ${user}, ${right}`;
};

/** A server that has just started may have no leader yet, nor its first users. */
const main = async () => {
  const target = parsed(setting('EVENT_STORE_URL'));
  if (target.options.get('tls') === 'false') return 'tls=false: a server without TLS asks nobody for a password, so there is nothing to set up';
  const admin = { user: 'admin', password: setting('EVENTSTORE_ADMIN_PASSWORD') };
  const until = Date.now() + waitSeconds * 1000;
  for (;;) {
    try {
      return await setUp(target, admin);
    } catch (error) {
      if (error instanceof Stop || Date.now() > until) throw error;
      process.stderr.write(`EventStoreDB: ${error.type ?? error.code ?? error.message}; tried again\n`);
      await pause(2_000);
    }
  }
};

main().then(
  (done) => { process.stdout.write(`${done}\n`); process.exit(0); },
  (error) => { process.stderr.write(`${error instanceof Stop ? error.message : `EventStoreDB: ${error.type ?? error.code ?? error.message}`}\n`); process.exit(1); },
);
