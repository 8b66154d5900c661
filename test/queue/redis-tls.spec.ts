import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createJobQueue, inspectRedis } from '@zhibu/queue';
import { describeWith } from '../support/debian-program';
import { makeServerCertificate } from '../support/eventstoredb/test-certificates';
import { RedisServer, freePort, startRedis } from '../support/redis/redis-server';
import { until } from '../support/until';

describeWith('redis-server', 'Redis over TLS', () => {
  let folder: string;
  let server: RedisServer;
  let at: string;
  let caFile: string;
  let own: string;
  const other = makeServerCertificate();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zhibu-redis-tls-'));
    const made = makeServerCertificate(['redis.example']);
    caFile = made.caFile;
    const [certFile, keyFile] = [join(folder, 'redis.crt'), join(folder, 'redis.key')];
    await writeFile(certFile, made.certificate);
    await writeFile(keyFile, made.key);
    own = `tlsCertFile=${certFile}&tlsKeyFile=${keyFile}`;
    const port = await freePort();
    at = `127.0.0.1:${port}`;
    server = await startRedis({ args: ['--tls-port', String(port), '--tls-cert-file', certFile, '--tls-key-file', keyFile, '--tls-ca-cert-file', caFile, '--tls-auth-clients', 'no'] });
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  const codesAt = async (url: string): Promise<readonly string[]> => (await inspectRedis(url, { timeoutMs: 1_500 })).faults.map(({ code }) => code);
  const right = (): string => `rediss://${at}?tlsCaFile=${caFile}&tlsServerName=redis.example`;

  it('holds jobs and gives them to a worker', async () => {
    const queues = await createJobQueue({ redisUrl: right() });
    let ran = 0;
    await queues.work('returns', () => Promise.resolve(void (ran += 1)));
    await queues.enqueue([{ queue: 'returns', id: 'a', payload: {} }]);
    await until(() => ran === 1);
    await queues.close();
  });

  it('is refused with another authority, with another name, and without an authority', async () => {
    expect(await codesAt(right())).toEqual([]);
    expect(await codesAt(`rediss://${at}?tlsCaFile=${other.caFile}&tlsServerName=redis.example`)).toEqual(['redis.tls-untrusted']);
    expect(await codesAt(`rediss://${at}?tlsServerName=redis.example`)).toEqual(['redis.tls-untrusted']);
    expect(await codesAt(`rediss://${at}?tlsCaFile=${caFile}`)).toEqual(['redis.tls-name']);
    expect(await codesAt(`rediss://${at}?tlsCaFile=${caFile}&tlsServerName=redis.elsewhere`)).toEqual(['redis.tls-name']);
    expect(await codesAt(`rediss://${at}?tlsCaFile=${join(folder, 'none.pem')}`)).toEqual(['redis.tls-file']);
    expect(await codesAt(`rediss://${at}?tlsCaFile=${__filename}&tlsServerName=redis.example`)).not.toEqual([]);
  });

  it('is told from a port without TLS, which waits for a line and says nothing', async () => {
    const { faults } = await inspectRedis(`rediss://127.0.0.1:${server.port}?tlsCaFile=${caFile}`, { timeoutMs: 500 });
    expect(faults.map(({ code }) => code)).toEqual(['redis.no-answer']);
    expect(faults[0]?.expected.en).toContain('speaks TLS');
    expect(await codesAt(`redis://${at}`)).toEqual(['redis.unreachable']);
  });

  it('shows a certificate of its own where Redis asks for one', async () => {
    await server.run('CONFIG', 'SET', 'tls-auth-clients', 'yes');
    expect(await codesAt(right())).toEqual(['redis.tls-client-certificate']);
    expect(await codesAt(`${right()}&${own}`)).toEqual([]);
  });
});
