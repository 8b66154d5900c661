import { createJobQueue, inspectRedis } from '@zhibu/queue';
import { job, many } from '../contract/job-bench';
import { describeWith } from '../support/debian-program';
import { RedisServer, freePort, startRedis } from '../support/redis/redis-server';
import { until } from '../support/until';

const slots = 16_384;

/** Three masters with a third of the slots each, and one replica of the master that serves our keys. */
const startCluster = async (): Promise<{ readonly masters: readonly RedisServer[]; readonly owner: RedisServer; readonly replica: RedisServer }> => {
  const start = async (): Promise<RedisServer> =>
    startRedis({ args: ['--cluster-enabled', 'yes', '--cluster-port', String(await freePort()), '--cluster-node-timeout', '1000', '--repl-diskless-sync-delay', '0'] });
  const nodes = await Promise.all([start(), start(), start(), start()]);
  const [first, second, third, replica] = nodes;
  for (const node of [second, third, replica]) {
    const port = /@(\d+)/.exec(String(await node.run('CLUSTER', 'NODES')))?.[1] ?? '';
    await first.run('CLUSTER', 'MEET', '127.0.0.1', String(node.port), port);
  }
  const masters = [first, second, third];
  for (const [index, node] of masters.entries()) {
    await node.run('CLUSTER', 'ADDSLOTSRANGE', String(Math.floor((index * slots) / 3)), String(Math.floor(((index + 1) * slots) / 3) - 1));
  }
  const slot = Number(await first.run('CLUSTER', 'KEYSLOT', '{town}'));
  const owner = masters[Math.floor((slot * 3) / slots)];
  if (owner === undefined) throw new Error(`no master serves slot ${slot}`);
  const ownerId = String(await owner.run('CLUSTER', 'MYID'));
  await until(async () => String(await replica.run('CLUSTER', 'NODES')).includes(ownerId));
  await replica.run('CLUSTER', 'REPLICATE', ownerId);
  await until(async () => (await Promise.all(nodes.map(async (node) => String(await node.run('CLUSTER', 'INFO'))))).every((info) => info.includes('cluster_state:ok') && info.includes('cluster_known_nodes:4')));
  await until(async () => String(await replica.run('INFO', 'replication')).includes('master_link_status:up'));
  return { masters, owner, replica };
};

describeWith('redis-server', 'Redis Cluster', () => {
  let cluster: Awaited<ReturnType<typeof startCluster>>;
  let url: string;
  beforeAll(async () => {
    cluster = await startCluster();
    url = `redis+cluster://${cluster.masters.map(({ port }) => `127.0.0.1:${port}`).join()}?keyPrefix=town`;
  }, 30_000);
  afterAll(() => Promise.all([...cluster.masters, cluster.replica].map((node) => node.stop())));

  it('holds all keys of an installation in one slot, and looks at every master', async () => {
    expect((await inspectRedis(url)).faults).toEqual([]);
    const queues = await createJobQueue({ redisUrl: url });
    const done = new Set<string>();
    await queues.enqueue([...many(40), job('later', { queue: 'timers', notBefore: new Date(Date.now() + 300).toISOString() })]);
    await queues.work('eligibility', ({ id }) => Promise.resolve(void done.add(id)), { concurrency: 4 });
    await queues.work('timers', ({ id }) => Promise.resolve(void done.add(id)));
    await until(() => done.size === 41);
    await queues.close();
    expect(await Promise.all(cluster.masters.map(async (node) => Number(await node.run('DBSIZE')) > 0))).toEqual(cluster.masters.map((node) => node === cluster.owner));
    const other = cluster.masters.find((node) => node !== cluster.owner);
    await other?.run('CONFIG', 'SET', 'maxmemory-policy', 'volatile-lru');
    expect((await inspectRedis(url)).faults.map(({ code }) => code)).toEqual(['redis.eviction']);
    await other?.run('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
  });

  it('goes on when the master of the keys dies and its replica takes over', async () => {
    const done = new Set<string>();
    let lost = 0;
    const queues = await createJobQueue({ redisUrl: url, watchMs: 100, lockMs: 2_000, commandMs: 1_000 });
    queues.onLost(async () => {
      lost += 1;
      await queues.enqueue(many(60).filter(({ id }) => !done.has(id)));
    });
    await queues.enqueue(many(60));
    await queues.work('eligibility', async ({ id }) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      done.add(id);
    });
    await until(() => done.size >= 10);
    await cluster.owner.kill();
    await until(() => done.size === 60 && lost > 0, 30_000);
    await until(() => queues.enqueue([job('after')]).then(() => true, () => false));
    await until(() => done.has('after'));
    await queues.close();
  }, 60_000);
});
