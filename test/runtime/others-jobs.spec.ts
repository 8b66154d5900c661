import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadConfig, openSecrets } from '@zhibu/platform';
import { openRuntime } from '@zhibu/runtime';
import { checkEngines } from '../../apps/cli/src/doctor/between-processes';
import { createTestDatabase } from '../support/database';
import { describeWith } from '../support/debian-program';
import { startRedis } from '../support/redis/redis-server';

const ears = { kind: 'command', onError: () => undefined } as const;

describeWith('redis-server', 'an installation whose Redis holds the jobs of another', () => {
  it('does not open, and doctor says why; another key prefix is its own', async () => {
    const [redis, first, second, folder] = await Promise.all([startRedis(), createTestDatabase(2), createTestDatabase(2), mkdtemp(join(tmpdir(), 'zhibu-others-'))]);
    const at = (name: string, databaseUrl: string, redisUrl: string) => {
      const env = { ZHIBU_DATA: join(folder, name), DATABASE_URL: databaseUrl, REDIS_URL: redisUrl };
      return { config: loadConfig({ env, root: resolve(__dirname, '../..') }), database: { url: databaseUrl, secrets: openSecrets(env.ZHIBU_DATA, false), started: false, stop: () => Promise.resolve() } };
    };
    const [one, other, apart] = [at('one', first.url, redis.url), at('other', second.url, redis.url), at('other', second.url, `${redis.url}?keyPrefix=town-2`)];

    const runtime = await openRuntime(one.config, one.database, ears);
    await runtime.queues();
    const refused: unknown = await openRuntime(other.config, other.database, ears).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'engine-unfit', problems: [{ engine: 'queue', rejection: { code: 'redis.other-installation' } }] });
    const looked = async ({ config }: typeof one) => (await checkEngines(config)).find(({ check }) => check === 'engine queue');
    expect(await looked(one)).toMatchObject({ ok: true });
    expect(await looked(other)).toMatchObject({ ok: false, found: { zh: expect.stringContaining('另一套系统的任务') as string, en: expect.stringContaining('the jobs of another installation') as string }, expected: { en: expect.stringContaining('another keyPrefix') as string } });

    const own = await openRuntime(apart.config, apart.database, ears);
    await (await own.queues()).counts();
    expect((await own.engines.states(0)).map(({ engine, ok }) => [engine, ok])).toEqual([['database', true], ['queue', true]]);
    await Promise.all([own.stop(), runtime.stop()]);
    await Promise.all([redis.stop(), first.drop(), second.drop(), rm(folder, { recursive: true })]);
  });
});
