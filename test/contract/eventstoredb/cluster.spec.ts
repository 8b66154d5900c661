import { ErrorType, EventStoreDBClient } from '@eventstore/db-client';
import { ClusterOptions, DoubleOptions, EventStoreCluster, EventStoreDouble, makeServerCertificate, startEventStoreCluster, startEventStoreDouble } from '../../support/eventstoredb';
import { Heard, failureOf, made, newStream, revisionsOf, several } from './protocol-world';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

const connect = (url: string): EventStoreDBClient => {
  const client = EventStoreDBClient.connectionString(url);
  opened.push(() => client.dispose());
  return client;
};

const startCluster = async (options: ClusterOptions = {}): Promise<EventStoreCluster> => {
  const cluster = await startEventStoreCluster(options);
  opened.push(() => cluster.stop());
  return cluster;
};

const startDouble = async (options: DoubleOptions): Promise<EventStoreDouble> => {
  const double = await startEventStoreDouble(options);
  opened.push(() => double.stop());
  return double;
};

describe('a cluster', () => {
  it('is found by gossip, follows its leader, and refuses at a follower who asks for a leader', async () => {
    const cluster = await startCluster();
    const client = connect(cluster.url);
    const follower = connect(cluster.nodes[1]!.url);
    const stream = newStream();
    await client.appendToStream(stream, made());
    expect(cluster.nodes.map((node) => node.gate.connections > 0)).toEqual([true, false, false]);
    // A follower passes a write on, unless it is told not to; then the client goes to the leader by itself.
    expect(await follower.appendToStream(stream, made())).toMatchObject({ nextExpectedRevision: 1n });
    // (A client that has appended already keeps its batch call, made without that wish.)
    const strict = connect(cluster.nodes[1]!.url);
    const leader = { address: cluster.nodes[0]!.host, port: cluster.nodes[0]!.port };
    const refused = await failureOf(strict.appendToStream(stream, made(), { requiresLeader: true }));
    expect(refused).toMatchObject({ type: ErrorType.NOT_LEADER, leader });
    expect(await strict.appendToStream(stream, made(), { requiresLeader: true })).toMatchObject({ nextExpectedRevision: 2n });
  });

  it('loses its leader, takes nothing, and goes on under another', async () => {
    const cluster = await startCluster();
    const client = connect(cluster.url);
    const stream = newStream();
    const heard = new Heard(client.subscribeToStream(stream));
    await heard.starts();
    await client.appendToStream(stream, made());
    await cluster.nodes[0]!.crash();
    expect(await failureOf(client.appendToStream(stream, made()))).toMatchObject({ type: ErrorType.UNAVAILABLE });
    expect(heard.error).toMatchObject({ type: ErrorType.UNAVAILABLE });
    const aside = connect(cluster.nodes[1]!.url);
    expect(await failureOf(revisionsOf(aside, stream))).toMatchObject({ type: ErrorType.UNAVAILABLE });
    cluster.elect(2);
    expect(await client.appendToStream(stream, made())).toMatchObject({ nextExpectedRevision: 1n });
    expect(cluster.leader).toBe(cluster.nodes[2]);
  });
});

describe('a server with users', () => {
  const certificate = makeServerCertificate();
  const admin = { name: 'admin', password: 'changeit' };
  const plain = { name: 'plain', password: 'a:b@c' };

  const access = async (url: string): Promise<Record<string, unknown>> => {
    const client = connect(url);
    const stream = newStream();
    const told = async (call: Promise<unknown>): Promise<string> => call.then(() => 'yes', (error: { type: string; code?: number }) => `${error.type} ${error.code ?? ''}`.trim());
    const readAll = async (): Promise<void> => { for await (const event of client.readAll({ maxCount: 1 })) expect(event).toBeDefined(); };
    const subscribe = async (): Promise<void> => {
      const heard = new Heard(client.subscribeToAll({ fromPosition: 'end' }));
      await heard.starts();
      await heard.ends();
      if (heard.error !== null) throw heard.error;
    };
    const answers = {
      append: await told(client.appendToStream(stream, several(2))),
      read: await told(revisionsOf(client, stream)),
      readAll: await told(readAll()),
      subscribe: await told(subscribe()),
      system: await told(client.appendToStream(`$${stream}`, made())),
      metadata: await told(client.setStreamMetadata(stream, { maxCount: 3 })),
      delete: await told(client.deleteStream(stream)),
    };
    return answers;
  };
  const refusedAs = (how: string): Record<string, string> => Object.fromEntries(['append', 'read', 'readAll', 'subscribe', 'system', 'metadata', 'delete'].map((call) => [call, how]));
  it('may be a cluster, found by gossip over TLS', async () => {
    const cluster = await startCluster({ tls: certificate, size: 2 });
    const client = connect(cluster.urlFor(admin));
    const stream = newStream();
    await client.appendToStream(stream, made());
    cluster.elect(1);
    await cluster.nodes[0]!.crash();
    await failureOf(client.appendToStream(stream, made()));
    expect(await client.appendToStream(stream, made())).toMatchObject({ nextExpectedRevision: 1n });
  });

  const ordinary = { ...refusedAs('yes'), readAll: 'access-denied 7', subscribe: 'access-denied 7', system: 'access-denied' };

  it.each(['22.10.5', '24.10.4'] as const)('lets each do what he may, on %s', async (version) => {
    const double = await startDouble({ version, tls: certificate, users: { plain: { password: plain.password, groups: [] } } });
    expect(await access(double.urlFor(admin))).toEqual(refusedAs('yes'));
    expect(await access(double.urlFor(plain))).toEqual(ordinary);
    expect(await access(double.urlFor({ name: 'plain', password: 'wrong' }))).toEqual(refusedAs('access-denied 16'));
    // 24 asks everybody for a name; a batch says so in its own words, without a code.
    expect(await access(double.urlFor(null))).toEqual(version === '22.10.5' ? ordinary : { ...refusedAs('access-denied 7'), append: 'access-denied', system: 'access-denied', metadata: 'access-denied' });
  });

  it('is not reached by a client that trusts another authority, or by a name that the certificate does not carry', async () => {
    const double = await startDouble({ tls: certificate });
    const elsewhere = await startDouble({ tls: makeServerCertificate(['eventstore.example']) });
    const untrusted = double.urlFor(admin).replace(encodeURIComponent(certificate.caFile), encodeURIComponent(makeServerCertificate().caFile));
    for (const url of [untrusted, elsewhere.urlFor(admin)]) {
      const client = connect(url);
      const failure = await failureOf(client.appendToStream(newStream(), made()));
      expect(failure).toMatchObject({ code: 14 });
    }
    expect((await access(double.urlFor(admin)))['append']).toBe('yes');
  });
});
