import { setTimeout as wait } from 'node:timers/promises';
import { Pool } from 'pg';
import { describeWith } from '../support/debian-program';
import { MiniCounty } from '../support/mini-county';
import { MiniRuntime, logContent, readModelContent, startMiniRuntime } from '../support/mini-runtime';
import { RedisServer, startRedis } from '../support/redis/redis-server';

interface FinalState {
  readonly log: readonly string[];
  readonly models: Readonly<Record<string, readonly string[]>>;
}

const runYear = async (mini: MiniRuntime): Promise<FinalState> => {
  const county = new MiniCounty(mini.runtime, mini.clock, mini.dataFolder);
  await county.liveThroughYear();
  return { log: await logContent(mini.runtime), models: await readModelContent(mini.runtime) };
};

/** One way of taking jobs away. */
type Blow = readonly [name: string, hit: () => Promise<unknown>];

/** Takes the jobs away, one way after the other, for as long as it is not told to stop. */
const vandal = (blows: readonly Blow[], signal: AbortSignal): { readonly done: Promise<void>; readonly hits: string[] } => {
  const hits: string[] = [];
  const done = (async () => {
    for (let turn = 0; !signal.aborted; turn += 1) {
      await wait(350);
      const [name, hit] = blows[turn % blows.length] as Blow;
      // What is not there, or is being made again at this moment, cannot be hit.
      await hit().then(() => hits.push(name), () => undefined);
    }
  })();
  return { done, hits };
};

const onPostgres = (pool: Pool): readonly Blow[] =>
  ['drop schema if exists bullmq cascade', 'truncate bullmq.job cascade', 'delete from bullmq.job', 'drop table if exists bullmq.job cascade'].map((sql) => [sql, () => pool.query(sql)]);

const allButTheMark = `for _, key in ipairs(redis.call('KEYS', '*')) do if not string.find(key, ':generation') then redis.call('DEL', key) end end`;
const onRedis = (server: RedisServer): readonly Blow[] => [
  ['all databases emptied', () => server.run('FLUSHALL')],
  ['every key but the mark deleted', () => server.run('EVAL', allButTheMark, '0')],
  ['the database emptied', () => server.run('FLUSHDB', 'ASYNC')],
  ['killed, and started again with nothing', server.restart],
];

describe('lost queues', () => {
  let expected: FinalState;
  beforeAll(async () => {
    const calm = await startMiniRuntime();
    expected = await runYear(calm).finally(() => calm.end());
  }, 90_000);

  const endsTheSame = async (hurt: MiniRuntime, blows: readonly Blow[]): Promise<void> => {
    const stop = new AbortController();
    const { done, hits } = vandal(blows, stop.signal);
    try {
      const found = await runYear(hurt).finally(async () => {
        stop.abort();
        await done;
      });
      expect(new Set(hits).size).toBe(blows.length);
      expect(found.log).toEqual(expected.log);
      expect(found.models).toEqual(expected.models);
    } finally {
      await hurt.end();
    }
  };

  it('are of a year with every kind of work in it', () => {
    expect(expected.log.length).toBeGreaterThan(300);
    for (const type of ['EligibilityChecked', 'NoticeClosed', 'EntitlementGranted', 'EntitlementExited', 'BatchChunkBuilt', 'BatchFundsReserved', 'BatchFileWritten', 'ReturnFileApplied', 'BatchReleased', 'ApplicationReopened', 'BatchCancelled'])
      expect(expected.log.filter((line) => line.includes(` ${type} `)).length).toBeGreaterThan(0);
  });

  it('the county ends the same, whatever happened to its jobs on the way', async () => {
    const hurt = await startMiniRuntime();
    await endsTheSame(hurt, onPostgres(hurt.database.pool));
  }, 180_000);

  describeWith('redis-server', 'in Redis', () => {
    it('the county ends the same as with jobs in PostgreSQL, whatever happened to them on the way', async () => {
      const server = await startRedis();
      await endsTheSame(await startMiniRuntime({ redisUrl: server.url }), onRedis(server)).finally(server.stop);
    }, 180_000);
  });
});
