import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { instantOf, sumFen } from '@zhibu/kernel';
import { loadStream } from '@zhibu/application';
import { batchStream, ledgerStream, linesStream, payeeLedgerDecider, paymentBatchDecider, paymentLinesDecider } from '@zhibu/domain';
import { demoCounty, demoPlan, scaledNumbers } from '@zhibu/demo';
import { scopeOf } from '@zhibu/projections';
import { must, officers, value } from '../simulation/county';
import { describeWith } from '../support/debian-program';
import { EventStoreDouble, startEventStoreDouble } from '../support/eventstoredb';
import { MiniCounty } from '../support/mini-county';
import { MiniRuntime, startMiniRuntime } from '../support/mini-runtime';
import { RedisServer, startRedis } from '../support/redis/redis-server';
import { until } from '../support/until';

const chunkSize = 4;
const stillMs = 1_200;
const yuan = 100;

/** Twelve months at 80 yuan (财教[2011]623号) and the 140 yuan a year that the demo county adds. */
const eachFen = (12 * 80 + 140) * yuan;

const built = (double: EventStoreDouble): number => {
  let chunks = 0;
  for (let index = 0; index < double.log.readableCount; index += 1) if (double.log.recordAt(index)?.type === 'LinesBuilt') chunks += 1;
  return chunks;
};

describeWith('redis-server', 'a batch whose chunks are being built', () => {
  let double: EventStoreDouble;
  let redis: RedisServer;
  let mini: MiniRuntime;
  let county: MiniCounty;
  beforeAll(async () => {
    [double, redis] = await Promise.all([startEventStoreDouble(), startRedis()]);
    mini = await startMiniRuntime({ eventStoreUrl: double.url, redisUrl: redis.url, chunkSize, lookEveryMs: 100 });
    county = new MiniCounty(mini.runtime, mini.clock, mini.dataFolder, demoPlan(scaledNumbers(75), 7).filter(({ scheme, story }) => scheme === 'rural-reward' && story === 'carried-over').slice(0, 36));
    await county.settleIn();
    mini.clock.advanceTo(instantOf('2016-03-07', 9));
  }, 60_000);
  afterAll(async () => {
    await mini.end();
    await Promise.all([double.stop(), redis.stop()]);
  });

  /** Strikes as soon as so many chunks are built, and tells how many it found. */
  const after = async (chunks: number, strike: () => Promise<unknown>): Promise<number> => {
    for (const endMs = Date.now() + 30_000; built(double) < chunks; await turn()) if (Date.now() > endMs) throw new Error(`expected ${chunks} chunks, found ${built(double)}`);
    const found = built(double);
    await strike();
    return found;
  };

  it('pays everybody once when the event store crashes, then stands still, and then the jobs are lost', async () => {
    const { services, eventStore, codec, queries, queues } = mini.runtime;
    const deadLetters = async () => (await queues()).deadLetters({ limit: 10 });
    const people = county.carriedOver;
    const chunks = Math.ceil(people.length / chunkSize);
    const { batchId } = value(await services.payments.open(county.as(officers.preparer, 'open'), { scheme: 'rural-reward', areaCode: demoCounty, period: '2016' }));

    const struck = [
      await after(2, async () => {
        await double.crash();
        await until(() => mini.runtime.engines.isAway('event-store'));
        await double.restart({ data: 'kept' });
      }),
      await after(4, async () => {
        double.gate.pause();
        await wait(stillMs);
        double.gate.resume();
      }),
      await after(6, async () => {
        // Dead letters are lost with the jobs.
        expect(await deadLetters()).toEqual([]);
        await redis.run('FLUSHALL');
      }),
    ];
    expect(struck.every((found) => found > 0 && found < chunks)).toBe(true);
    await county.quiet();
    must(await services.payments.freeze(county.as(officers.preparer, 'freeze'), { batchId }));
    await county.quiet();

    const deps = { store: eventStore, codec };
    const batch = (await loadStream(deps, paymentBatchDecider, batchStream(batchId))).state;
    expect(batch.chunksPlanned).toHaveLength(chunks);
    const lines = (await Promise.all(batch.chunksPlanned.map((chunk) => loadStream(deps, paymentLinesDecider, linesStream(batchId, chunk))))).flatMap(({ state }) => Object.values(state.lines));
    const keys = people.map((person) => county.keyOf(person)).sort();
    expect(lines.map(({ personKey }) => personKey).sort()).toEqual(keys);
    expect(sumFen(lines.map(({ amountFen }) => amountFen))).toBe(keys.length * eachFen);
    expect(batch.totalFen).toBe(keys.length * eachFen);
    for (const key of keys) expect((await loadStream(deps, payeeLedgerDecider, ledgerStream(key))).state.claims.filter(({ released }) => !released)).toMatchObject([{ batchId }]);
    expect((await queries.payments.lines({ scope: scopeOf([demoCounty]), batchId, limit: 200 })).items.map(({ personKey }) => personKey).sort()).toEqual(keys);
    expect(await deadLetters()).toEqual([]);
    const verified = await services.verify.verify({ readModels: true });
    expect(verified).toMatchObject({ differences: 0, rulesGone: 0 });
    expect(verified.readModels.filter(({ differences }) => differences > 0)).toEqual([]);
  }, 90_000);
});
