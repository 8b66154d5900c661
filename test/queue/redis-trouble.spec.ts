import { setTimeout as wait } from 'node:timers/promises';
import { unwrap } from '@zhibu/kernel';
import { JobQueues, JobQueuesOptions, createJobQueue } from '@zhibu/queue';
import { parseRedisUrl } from '../../libs/queue/src/redis/redis-address';
import { createRedisClient } from '../../libs/queue/src/redis/redis-client';
import { job, many } from '../contract/job-bench';
import { describeWith } from '../support/debian-program';
import { RedisServer, startRedis } from '../support/redis/redis-server';
import { until } from '../support/until';

const password = 'not-to-be-told-1';

describeWith('redis-server', 'Redis in trouble', () => {
  let server: RedisServer;
  let opened: JobQueues[];
  let said: string[];
  let prefixes = 0;
  const urlOf = (prefix: string): string => `redis://:${password}@127.0.0.1:${server.port}?keyPrefix=${prefix}`;
  const open = async (prefix: string, options: JobQueuesOptions = {}): Promise<JobQueues> => {
    const queues = await createJobQueue({ redisUrl: urlOf(prefix), commandMs: 400, watchMs: 50, lockMs: 2_000, onError: (error) => said.push(String(error)), ...options });
    opened.push(queues);
    return queues;
  };
  const fresh = (): string => `trouble-${(prefixes += 1)}`;

  beforeAll(async () => {
    server = await startRedis({ args: ['--requirepass', password], client: { password } });
  });
  beforeEach(() => {
    opened = [];
    said = [];
  });
  afterEach(async () => {
    await Promise.all(opened.map((queues) => queues.close()));
    expect(said.join()).not.toContain(password);
  });
  afterAll(() => server.stop());

  it('is not spoken of while all is well', async () => {
    const queues = await open(fresh());
    let ran = 0;
    await queues.work('timers', () => Promise.resolve(void (ran += 1)));
    await queues.enqueue([job('a', { queue: 'timers' })]);
    await until(() => ran === 1);
    await queues.close();
    expect(said).toEqual([]);
  });

  it('holds nobody up while it stands still, and goes on afterwards', async () => {
    const queues = await open(fresh());
    const done = new Set<string>();
    await queues.work('eligibility', ({ id }) => Promise.resolve(void done.add(id)));
    server.freeze();
    const startedMs = Date.now();
    const refused = await Promise.allSettled([queues.enqueue(many(2)), queues.counts(), queues.deadLetters({ limit: 5 })]);
    // Once it is known to be away, nothing waits at all.
    const atOnce = await Promise.allSettled(Array.from({ length: 500 }, () => queues.enqueue([job('x')])));
    const heldMs = Date.now() - startedMs;
    await wait(600);
    server.thaw();
    expect([...refused, ...atOnce].every((one) => one.status === 'rejected' && /^RedisTrouble: redis\.(no-answer|unreachable)/.test(String(one.reason)))).toBe(true);
    expect(heldMs).toBeLessThan(4_000);
    await until(() => queues.enqueue([job('after')]).then(() => true, () => false));
    await until(() => done.has('after'));
    await until(() => said.some((line) => line.includes('redis.back')));
    expect(said.length).toBeLessThanOrEqual(6);
  });

  it('has no more than so many commands waiting for it', async () => {
    const address = unwrap(parseRedisUrl(urlOf(fresh())));
    const client = createRedisClient({ address, tls: undefined, limits: { connectMs: 400, commandMs: 400, waitingMax: 3 }, onTrouble: () => undefined });
    await client.connect();
    server.freeze();
    const asked = await Promise.allSettled(Array.from({ length: 10 }, () => client.get('a')));
    server.thaw();
    client.retire();
    const reasons = asked.map((one) => (one.status === 'rejected' ? String(one.reason) : 'answered'));
    expect(reasons.filter((reason) => reason.includes('redis.overloaded'))).toHaveLength(7);
  });

  it('is told of once while it is away, keeps nothing for later, and is found again without its jobs', async () => {
    const queues = await open(fresh());
    const [done, lost] = [new Set<string>(), [] as string[]];
    queues.onLost(async () => {
      lost.push('told');
      await queues.enqueue([job('found-again')]);
    });
    await queues.work('eligibility', ({ id }) => Promise.resolve(void done.add(id)));
    await server.kill();
    await until(() => said.length > 0);
    const atOnce = await Promise.allSettled(Array.from({ length: 500 }, (_, turn) => queues.enqueue([job(`kept-${turn}`)])));
    expect(atOnce.every(({ status }) => status === 'rejected')).toBe(true);
    await wait(700);
    expect(said.length).toBeLessThanOrEqual(3);
    await server.restart();
    await until(() => lost.length > 0 && done.has('found-again'));
    expect([...done].filter((id) => id.startsWith('kept-'))).toEqual([]);
    await until(() => said.some((line) => /redis\.back: Redis works again after \d+ s/.test(line)));
  });

  it.each([['away', () => server.kill()], ['frozen', () => Promise.resolve(server.freeze())]])('closes in time while it is %s', async (_, hurt) => {
    const queues = await createJobQueue({ redisUrl: urlOf(fresh()), commandMs: 400 });
    await queues.work('eligibility', () => Promise.resolve());
    await queues.work('timers', () => Promise.resolve());
    await hurt();
    await wait(100);
    const startedMs = Date.now();
    await queues.close({ waitMs: 1_000 });
    expect(Date.now() - startedMs).toBeLessThan(2_500);
    await server.restart();
  });

  it('takes no more jobs when its memory is full, and says so once', async () => {
    const queues = await open(fresh());
    let ran = 0;
    await queues.work('returns', () => Promise.resolve(void (ran += 1)));
    await server.run('CONFIG', 'SET', 'maxmemory', '1');
    await expect(queues.enqueue([job('a', { queue: 'returns' })])).rejects.toThrow('redis.memory-full');
    await wait(300);
    expect(said.filter((line) => line.includes('redis.memory-full')).length).toBe(1);
    await server.run('CONFIG', 'SET', 'maxmemory', '0');
    await until(() => queues.enqueue([job('b', { queue: 'returns' })]).then(() => true, () => false));
    await until(() => ran > 0);
  });

  it('looks for lost work also when the mark survived a restart, since the last writes may not have', async () => {
    const durable = await startRedis({ args: ['--appendonly', 'yes', '--appendfsync', 'always'] });
    const queues = await createJobQueue({ redisUrl: durable.url, watchMs: 50 });
    let told = 0;
    queues.onLost(() => void (told += 1));
    await queues.enqueue(many(3));
    await durable.restart();
    await until(() => told > 0);
    expect((await queues.counts()).eligibility.waiting).toBe(3);
    expect(told).toBe(1);
    await queues.close();
    await durable.stop();
  });

  it('serves several installations, each with its own prefix', async () => {
    const [one, two] = [await open('county-1'), await open('county-2')];
    await one.enqueue(many(4));
    expect((await two.counts()).eligibility.waiting).toBe(0);
    const keys = (await server.run('KEYS', '*')) as string[];
    expect(keys.every((key) => /^\{(county|trouble)-\d+\}:/.test(key))).toBe(true);
  });
});
