import { AddressInfo, Socket, createServer } from 'node:net';
import { StoreFault } from '@zhibu/event-store';
import { createEventStoreDbEventStore, inspectEventStoreDb } from '@zhibu/event-store/eventstoredb';
import { EventStoreDouble, makeServerCertificate, startEventStoreCluster, startEventStoreDouble } from '../support/eventstoredb';
import { appendTo, collect, events } from './sample-append';

const admin = { name: 'admin', password: 'changeit' };
let plain: EventStoreDouble;
let tls: EventStoreDouble;
let other: EventStoreDouble;
beforeAll(async () => {
  plain = await startEventStoreDouble();
  tls = await startEventStoreDouble({ tls: makeServerCertificate(), users: { clerk: { password: 's3cret-word', groups: [] } } });
  other = await startEventStoreDouble({ tls: makeServerCertificate(['elsewhere.example']) });
});
afterAll(() => Promise.all([plain.stop(), tls.stop(), other.stop()]));

const codeOf = async (url: string, timeoutMs = 5_000): Promise<string> => {
  const found = await inspectEventStoreDb(url, { timeoutMs });
  if (found.kind === 'usable') return 'usable';
  const words = JSON.stringify(found.rejection);
  expect(words).not.toMatch(/s3cret-word|changeit/);
  for (const { zh, en } of [found.rejection.message, found.rejection.expected, found.rejection.actual]) expect([zh.length > 0, en.length > 0]).toEqual([true, true]);
  const { code, actual } = found.rejection;
  // A version reads the same in every language.
  expect([/\p{Script=Han}/u.test(actual.zh) || code === 'event-store.too-old', /\p{Script=Han}/u.test(actual.en)]).toEqual([true, false]);
  return `${found.rejection.code}${found.waitable ? ' (waitable)' : ''}`;
};

/** A port that nobody listens on, or one that says nothing. */
const deadPort = async (isSilent: boolean): Promise<{ port: number; stop: () => void }> => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  if (!isSilent) await new Promise((resolve) => server.close(resolve));
  return {
    port,
    stop: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
};

describe('a look at EventStoreDB before it is used', () => {
  it('finds one that can be used, and its version', async () => {
    expect(await inspectEventStoreDb(plain.url)).toEqual({ kind: 'usable', address: `127.0.0.1:${plain.port}`, version: expect.stringMatching(/^22\.10/) });
    expect(await codeOf(tls.urlFor(admin))).toBe('usable');
  });

  it.each([
    ['http://127.0.0.1:2113'],
    ['esdb://'],
    ['esdb://127.0.0.1:99999?tls=false'],
    ['esdb://127.0.0.1:2113?tls=perhaps'],
    ['esdb://admin@127.0.0.1:2113'],
    ['esdb://admin:s3cret-word@127.0.0.1:2113?colour=red'],
    ['esdb://admin:s3cret-word@127.0.0.1:2113?tlsVerifyCert=false'],
    ['esdb://admin:s3cret-word%@127.0.0.1:2113'],
    ['esdb://127.0.0.1:2113?tls=true&tlsCAFile=/nowhere/ca.crt'],
    ['esdb://127.0.0.1:2113?tls=false&installation=Not%20One'],
  ])('says what is wrong with the address %s', async (url) => {
    expect(await codeOf(url)).toBe('event-store.url-wrong');
    expect(() => createEventStoreDbEventStore({ url })).toThrow(StoreFault);
  });

  it('waits for a server that is not there, or says nothing', async () => {
    const [closed, silent] = [await deadPort(false), await deadPort(true)];
    expect(await codeOf(`esdb://127.0.0.1:${closed.port}?tls=false`)).toBe('event-store.unreachable (waitable)');
    expect(await codeOf(`esdb://127.0.0.1:${silent.port}?tls=false`, 400)).toBe('event-store.not-ready (waitable)');
    expect(await codeOf(`esdb://127.0.0.1:${silent.port}`, 400)).toBe('event-store.unreachable (waitable)');
    silent.stop();
  });

  it('tells a certificate that is not trusted, one for another host, and a server without encryption', async () => {
    expect(await codeOf(`esdb://${admin.name}:${admin.password}@127.0.0.1:${tls.port}`)).toBe('event-store.tls-wrong');
    expect(await codeOf(other.urlFor(admin))).toBe('event-store.tls-wrong');
    expect(await codeOf(`esdb://127.0.0.1:${plain.port}`)).toBe('event-store.tls-wrong');
    expect(await codeOf(`esdb://127.0.0.1:${tls.port}?tls=false`)).toBe('event-store.tls-wrong');
  });

  it('tells a refused password from a right that is missing', async () => {
    expect(await codeOf(tls.urlFor({ name: 'clerk', password: 'wrong' }))).toBe('event-store.password-refused');
    expect(await codeOf(tls.urlFor({ name: 'clerk', password: 's3cret-word' }))).toBe('event-store.may-not-read-all');
    expect(await codeOf(tls.urlFor(null))).toBe('event-store.may-not-read-all');
  });

  it('refuses a version that is too old for us', async () => {
    const old = await startEventStoreDouble({ version: '21.10.11' as never });
    expect(await codeOf(old.url)).toBe('event-store.too-old');
    await old.stop();
  });
});

describe('a user without rights', () => {
  it('meets a fault with words, and writes nothing', async () => {
    const store = createEventStoreDbEventStore({ url: tls.urlFor({ name: 'clerk', password: 'wrong' }), patience: { answerMs: 1_000, giveUpMs: 3_000 } });
    await expect(store.head()).rejects.toMatchObject({ rejection: { code: 'event-store.access-denied', actual: { zh: '读取 $all 被拒绝', en: 'read $all: denied' } } });
    await expect(store.append(appendTo('person-a', 0, events(1)))).rejects.toMatchObject({ rejection: { code: 'event-store.access-denied' } });
    await store.close();
    expect(tls.eventsOf('zhibu/person-a')).toEqual([]);
  });
});

describe('a cluster', () => {
  it('is written to and followed through a change of its leader', async () => {
    const cluster = await startEventStoreCluster();
    const store = createEventStoreDbEventStore({ url: `${cluster.url}&installation=hubei`, patience: { answerMs: 2_000, giveUpMs: 20_000 } });
    const ending = new AbortController();
    const seen: number[] = [];
    const following = (async () => {
      for await (const batch of store.subscribe({ after: null, signal: ending.signal })) {
        seen.push(...batch.events.map(({ meta }) => meta.version));
        if (seen.length >= 40) ending.abort();
      }
    })();
    for (let version = 0; version < 40; version += 1) {
      if (version === 10) cluster.elect(1);
      if (version === 20) {
        cluster.loseLeader();
        setTimeout(() => cluster.elect(2), 300);
      }
      if (version === 30) {
        await cluster.nodes[2]?.crash();
        cluster.elect(0);
      }
      expect(await store.append(appendTo('person-a', version, events(1)))).toMatchObject({ version: version + 1 });
    }
    await following;
    const all = Array.from({ length: 40 }, (_, index) => index + 1);
    expect(seen).toEqual(all);
    expect((await collect(store.readStream('person-a'))).map(({ meta }) => meta.version)).toEqual(all);
    expect(cluster.nodes[0]?.eventsOf('hubei/person-a')).toHaveLength(40);
    await store.close();
    await cluster.stop();
  });
});
