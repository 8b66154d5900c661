import { Server, createServer } from 'node:net';
import { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { inspect } from 'node:util';
import { Rejection, RejectionError } from '@zhibu/kernel';
import { createJobQueue, inspectRedis, isPassingFault } from '@zhibu/queue';
import { describeWith } from '../support/debian-program';
import { RedisServer, freePort, startRedis } from '../support/redis/redis-server';

const password = 'p@ss:w/rd#1';
const login = (user: string, word = password): string => `${user}:${encodeURIComponent(word)}@`;

/** What is asked and what is found; the password is in none of it. */
const faultsAt = async (url: string): Promise<readonly Rejection[]> => {
  const { faults, address } = await inspectRedis(url, { timeoutMs: 1_000 });
  const refused: unknown = await createJobQueue({ redisUrl: url, commandMs: 1_000 }).then((queues) => queues.close(), (error: unknown) => error);
  if (faults.length > 0) {
    expect(refused).toBeInstanceOf(RejectionError);
    expect((refused as RejectionError).rejection.code).toBe(faults[0]?.code);
  } else expect(refused).toBeUndefined();
  const everything = inspect([faults, address, refused], { depth: 9, showHidden: true });
  expect(everything).not.toContain(password);
  expect(everything).not.toContain(encodeURIComponent(password));
  expect(everything).not.toContain('wr0ng');
  return faults;
};
const codesAt = async (url: string): Promise<readonly string[]> => (await faultsAt(url)).map(({ code }) => code);

describeWith('redis-server', 'a Redis that cannot hold the jobs', () => {
  let server: RedisServer;
  let at: string;
  beforeAll(async () => {
    server = await startRedis({ args: ['--requirepass', password], client: { password } });
    at = `127.0.0.1:${server.port}`;
  });
  afterAll(() => server.stop());

  it('is told apart from one that can', async () => {
    expect(await inspectRedis(`redis://${login('')}${at}/2`)).toEqual({ address: at, version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string, maxmemoryPolicy: 'noeviction', faults: [] });
    expect(await faultsAt(`redis://${login('default')}${at}`)).toEqual([]);
  });

  it('asks for a password, or refuses the one given', async () => {
    expect(await codesAt(`redis://${at}`)).toEqual(['redis.password-missing']);
    expect(await codesAt(`redis://${login('', 'wr0ng')}${at}`)).toEqual(['redis.password-refused']);
    expect(await codesAt(`redis://${login('nobody')}${at}`)).toEqual(['redis.password-refused']);
  });

  it('lets a user of its own work on the keys of the prefix, and says what another lacks', async () => {
    await server.run('ACL', 'SETUSER', 'jobs', 'on', `>${password}`, '~{zhibu}:*', '+@all', '-@admin', '-@dangerous', '+info');
    expect(await codesAt(`redis://${login('jobs')}${at}`)).toEqual([]);
    expect(await codesAt(`redis://${login('jobs')}${at}?keyPrefix=other`)).toEqual(['redis.not-permitted']);
  });

  it('throws jobs away when memory runs short', async () => {
    await server.run('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');
    const [fault, ...others] = await faultsAt(`redis://${login('')}${at}`);
    await server.run('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
    expect(others).toEqual([]);
    expect(fault?.code).toBe('redis.eviction');
    expect(fault?.actual.zh).toBe('maxmemory-policy allkeys-lru');
    expect(fault?.expected.en).toContain('CONFIG SET maxmemory-policy noeviction');
    expect(fault?.message.zh).toContain('丢弃');
  });

  it('is a replica, is full, or has no such database', async () => {
    await server.run('REPLICAOF', '127.0.0.1', '1');
    expect(await codesAt(`redis://${login('')}${at}`)).toEqual(['redis.replica']);
    await server.run('REPLICAOF', 'NO', 'ONE');
    await server.run('CONFIG', 'SET', 'maxmemory', '1');
    expect(await codesAt(`redis://${login('')}${at}`)).toEqual(['redis.memory-full']);
    await server.run('CONFIG', 'SET', 'maxmemory', '0');
    expect(await codesAt(`redis://${login('')}${at}/99`)).toEqual(['redis.database']);
  });

  it('is no cluster, or is one', async () => {
    expect(await codesAt(`redis+cluster://${login('')}${at}`)).toEqual(['redis.not-cluster']);
    const cluster = await startRedis({ args: ['--cluster-enabled', 'yes', '--cluster-port', String(await freePort())] });
    expect(await codesAt(cluster.url)).toEqual(['redis.is-cluster']);
    await cluster.stop();
  });

  it('does not answer: worth waiting for', async () => {
    server.freeze();
    const frozen = await faultsAt(`redis://${login('')}${at}`).finally(server.thaw);
    const away = await faultsAt(`redis://${login('')}127.0.0.1:${await freePort()}`);
    const nowhere = await faultsAt('redis://redis.invalid:6379');
    expect([frozen, away, nowhere].map(([fault]) => fault?.code)).toEqual(['redis.no-answer', 'redis.unreachable', 'redis.unreachable']);
    expect([frozen, away].flat().every(isPassingFault)).toBe(true);
    expect((await faultsAt(`redis://${at}`)).some(isPassingFault)).toBe(false);
  });
});

/** Answers like a Redis that says this of itself, and knows no CONFIG. */
const startNamesake = async (info: readonly string[]): Promise<{ readonly url: string; readonly server: Server }> => {
  const answer = info.join('\r\n');
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (asked) => {
      for (const command of asked.toString('latin1').split(/(?=\*\d+\r\n\$)/)) {
        if (/\r\ninfo\r\n/i.test(command)) socket.write(`$${answer.length}\r\n${answer}\r\n`);
        else socket.write(/\r\nconfig\r\n/i.test(command) ? '-ERR unknown command\r\n' : '+OK\r\n');
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
};

describe('what a server says of itself', () => {
  it.each([
    ['5.0.14', 'noeviction', ['redis.version']],
    ['6.0.16', 'volatile-lru', ['redis.version', 'redis.eviction']],
    ['6.2.0', 'noeviction', []],
    ['7.2.4', 'allkeys-random', ['redis.eviction']],
    ['10.0.1', 'noeviction', []],
  ])('version %s with %s', async (version, policy, codes) => {
    const { url, server } = await startNamesake([`redis_version:${version}`, 'redis_mode:standalone', 'role:master', `maxmemory_policy:${policy}`]);
    const { faults } = await inspectRedis(url);
    server.close();
    expect(faults.map(({ code }) => code)).toEqual(codes);
  });
});
