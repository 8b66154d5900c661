import { createJobQueue } from '@zhibu/queue';
import { JobStoreUnderTest } from '../contract/job-bench';
import { jobQueueContract } from '../contract/job-queue.contract';
import { describeWith } from '../support/debian-program';
import { RedisServer, startRedis } from '../support/redis/redis-server';

jest.setTimeout(60_000);
describeWith('redis-server', 'one redis-server', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  let installations = 0;
  const openStore = (): Promise<JobStoreUnderTest> => {
    // Every test is an installation of its own in the same Redis.
    const prefix = `town-${(installations += 1)}`;
    const ofTheQueues = async (): Promise<readonly string[]> =>
      String(await server.run('CLIENT', 'LIST')).split('\n').filter((line) => line.includes(`name={${prefix}}`));
    const inDatabase = (script: string, key: string): Promise<unknown> => server.run('EVAL', `redis.call('SELECT', 3) ${script}`, '1', key);
    return Promise.resolve({
      open: (options) => createJobQueue({ redisUrl: `${server.url}/3?keyPrefix=${prefix}`, ...options }),
      loseJobs: async () => void (await server.run('FLUSHALL')),
      cutConnections: async () => {
        for (const line of await ofTheQueues()) await server.run('CLIENT', 'KILL', 'ID', /\bid=(\d+)/.exec(line)?.[1] ?? '');
      },
      connections: async () => (await ofTheQueues()).length,
      loseLock: async ({ queue, id }) => void (await inDatabase(`redis.call('DEL', KEYS[1])`, `{${prefix}}:${queue}:${id}:lock`)),
      countStalls: async ({ queue, id }, stalls) => void (await inDatabase(`redis.call('HSET', KEYS[1], 'stc', '${stalls}')`, `{${prefix}}:${queue}:${id}`)),
      close: () => Promise.resolve(),
    });
  };
  jobQueueContract('Redis', openStore);
});
