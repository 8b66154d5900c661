import { JobQueues, createJobQueue } from '../../../../libs/queue';
import { Case, Side, whole } from '../harness';
import { startRedis } from '../redis';

const jobs = 2_000;
const perCall = 500;
const atOnceMax = 8;
const redisPort = 46_379;

/** Wake-ups into the queue and through a handler that does nothing, by the same code on both engines. */
const sideOf = async (name: string, queues: JobQueues): Promise<Side> => {
  let left = 0;
  let finished: () => void = () => undefined;
  await queues.work('case-steps', async () => {
    left -= 1;
    if (left === 0) finished();
  }, { concurrency: atOnceMax });
  return {
    name,
    run: async (round) => {
      left = jobs;
      const done = new Promise<void>((resolve) => (finished = resolve));
      for (let from = 0; from < jobs; from += perCall) {
        await queues.enqueue(Array.from({ length: perCall }, (_, index) => ({ queue: 'case-steps', id: `${round}.${from + index}`, payload: { applicationId: 'rural-reward.person.1' } })));
      }
      await done;
      return jobs;
    },
  };
};

export const drainJobsCase: Case = {
  name: 'drain-jobs',
  run: async (databaseUrl, compare, report) => {
    const name = `enqueue and work off ${whole(jobs)} wake-ups`;
    const redis = await startRedis(redisPort);
    if (redis === null) return report({ name, ours: 'not measured: no redis-server' });
    const onRedis = await createJobQueue({ redisUrl: redis.url });
    const onPostgres = await createJobQueue({ connectionString: await databaseUrl('jobs') });
    await compare({ name, unit: 'jobs', target: 2, ours: await sideOf('Redis', onRedis), peer: await sideOf('PostgreSQL', onPostgres) });
    await Promise.all([onRedis.close(), onPostgres.close()]);
    await redis.stop();
  },
};
