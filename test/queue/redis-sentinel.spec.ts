import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createJobQueue, inspectRedis } from '@zhibu/queue';
import { job, many } from '../contract/job-bench';
import { describeWith } from '../support/debian-program';
import { RedisServer, startRedis } from '../support/redis/redis-server';
import { until } from '../support/until';

const password = 'between-servers-1';

describeWith('redis-server', 'Redis with a sentinel', () => {
  let folder: string;
  let master: RedisServer;
  let replica: RedisServer;
  let sentinel: RedisServer;
  const client = { password };
  const login = ['--requirepass', password, '--masterauth', password];
  const url = (name = 'mymaster'): string => `redis+sentinel://:${password}@127.0.0.1:${sentinel.port}/${name}/1?keyPrefix=town`;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zhibu-sentinel-'));
    master = await startRedis({ args: login, client });
    replica = await startRedis({ args: [...login, '--replicaof', `127.0.0.1 ${master.port}`, '--repl-diskless-sync-delay', '0'], client });
    await until(async () => String(await replica.run('INFO', 'replication')).includes('master_link_status:up'));
    const config = join(folder, 'sentinel.conf');
    await writeFile(config, [
      `sentinel monitor mymaster 127.0.0.1 ${master.port} 1`,
      `sentinel auth-pass mymaster ${password}`,
      'sentinel down-after-milliseconds mymaster 300',
      'sentinel failover-timeout mymaster 2000',
    ].join('\n'));
    sentinel = await startRedis({ sentinel: true, args: [config] });
    await until(async () => String(await sentinel.run('SENTINEL', 'REPLICAS', 'mymaster')).includes(String(replica.port)));
  });
  afterAll(async () => {
    await Promise.all([sentinel, replica, master].map((server) => server.stop()));
    await rm(folder, { recursive: true });
  });

  it('is asked for the master, and a wrong name or password is told', async () => {
    expect((await inspectRedis(url())).faults).toEqual([]);
    const codes = async (asked: string): Promise<readonly string[]> => (await inspectRedis(asked, { timeoutMs: 1_000 })).faults.map(({ code }) => code);
    expect(await codes(url('nobody'))).toEqual(['redis.master-unknown']);
    expect(await codes(url().replace(password, 'wrong'))).toEqual(['redis.password-refused']);
    expect(await codes(`redis://127.0.0.1:${sentinel.port}`)).toEqual(['redis.is-sentinel']);
    expect(await codes(`redis://:${password}@127.0.0.1:${replica.port}`)).toEqual(['redis.replica']);
  });

  it('goes on with its jobs on the new master, and lost wake-ups are looked for', async () => {
    const [done, told] = [new Set<string>(), [] as string[]];
    const queues = await createJobQueue({ redisUrl: url(), watchMs: 100, lockMs: 2_000, commandMs: 1_000 });
    queues.onLost(async () => {
      told.push('lost');
      await queues.enqueue(many(60).filter(({ id }) => !done.has(id)));
    });
    await queues.enqueue(many(60));
    await queues.work('eligibility', async ({ id }) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      done.add(id);
    });
    await until(() => done.size >= 10);
    await master.kill();
    await until(() => done.size === 60 && told.length > 0, 25_000);
    await until(() => queues.enqueue([job('after')]).then(() => true, () => false));
    await until(() => done.has('after'));
    expect(String(await replica.run('INFO', 'replication'))).toContain('role:master');
    await queues.close();
  }, 60_000);

  it('leaves a master that stands still for the one that took over', async () => {
    await master.restart();
    // The sentinel makes it a replica, and cuts whoever is connected at that moment.
    await until(async () => String(await master.run('INFO', 'replication').catch(() => '')).includes('master_link_status:up'));
    let ran = 0;
    const queues = await createJobQueue({ redisUrl: url(), watchMs: 100, lockMs: 2_000, commandMs: 500 });
    await queues.work('returns', () => Promise.resolve(void (ran += 1)));
    replica.freeze();
    await until(() => queues.enqueue([job('after', { queue: 'returns' })]).then(() => true, () => false), 25_000);
    await until(() => ran > 0, 25_000);
    replica.thaw();
    await queues.close();
  }, 60_000);
});
