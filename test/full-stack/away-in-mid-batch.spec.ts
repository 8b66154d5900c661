import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { instantOf, sumFen } from '@zhibu/kernel';
import { loadStream } from '@zhibu/application';
import { readPaymentFile } from '@zhibu/banking';
import { batchStream, ledgerStream, linesStream, payeeLedgerDecider, paymentBatchDecider, paymentLinesDecider } from '@zhibu/domain';
import { demoCounty, demoPlan, scaledNumbers } from '@zhibu/demo';
import { scopeOf } from '@zhibu/projections';
import { checkMoney } from '../chaos/check-money';
import { must, officers, value } from '../simulation/county';
import { describeWith } from '../support/debian-program';
import { EventStoreDouble, startEventStoreDouble } from '../support/eventstoredb';
import { MiniCounty } from '../support/mini-county';
import { Runtime } from '@zhibu/runtime';
import { MiniRuntime, startMiniRuntime } from '../support/mini-runtime';
import { RedisServer, startRedis } from '../support/redis/redis-server';
import { until } from '../support/until';

const chunkSize = 4;
const stillMs = 1_200;
const lateMs = 400;
const yuan = 100;

/** Twelve months at 80 yuan (财教[2011]623号) and the 140 yuan a year that the demo county adds. */
const eachFen = (12 * 80 + 140) * yuan;

/** Two accounts are closed, so that their lines come back and go out again. */
const returnedLines = 2;

/**
 * Each fault here was seen to find a planted bug. Lost answers: an append sent again under other ids, without reading first.
 * Built by two: a claim's key of each attempt; with claims at any version as well, or a ledger that checks no months, people
 * are claimed for twice. A job that fails halfway: a builder that forgets earlier claims. Lost jobs: nobody sweeps. Files
 * written at once: drafts of one name. An opening asked for again: another batch.
 */
describeWith('redis-server', 'a batch whose engines fail while it is built and paid', () => {
  let double: EventStoreDouble;
  let redis: RedisServer;
  let mini: MiniRuntime;
  let county: MiniCounty;
  let neighbour: Runtime;
  let batchId: string;
  let keys: readonly string[];
  beforeAll(async () => {
    [double, redis] = await Promise.all([startEventStoreDouble(), startRedis()]);
    mini = await startMiniRuntime({ eventStoreUrl: double.url, redisUrl: redis.url, chunkSize, lookEveryMs: 100 });
    county = new MiniCounty(mini.runtime, mini.clock, mini.dataFolder, demoPlan(scaledNumbers(75), 7).filter(({ scheme, story }) => scheme === 'rural-reward' && story === 'carried-over').slice(0, 36));
    await county.settleIn();
    keys = county.carriedOver.map((person) => county.keyOf(person)).sort();
    mini.clock.advanceTo(instantOf('2016-03-07', 9));
    neighbour = await mini.neighbour();
    await neighbour.caughtUp(1_000);
  }, 60_000);
  afterAll(async () => {
    await mini.end();
    await Promise.all([double.stop(), redis.stop()]);
  });

  const deps = () => ({ store: mini.runtime.eventStore, codec: mini.runtime.codec });
  const batch = async () => (await loadStream(deps(), paymentBatchDecider, batchStream(batchId))).state;
  const deadLetters = async () => (await mini.runtime.queues()).deadLetters({ limit: 10 });
  const built = (): number => {
    let chunks = 0;
    for (let index = 0; index < double.log.readableCount; index += 1) if (double.log.recordAt(index)?.type === 'LinesBuilt') chunks += 1;
    return chunks;
  };
  /** Appends to these streams are written, and the connection is reset before their answer. */
  const loseAnswers = (kind: string, times: number): void => double.faults.nextAppend({ kind: 'cut-after-write' }, { stream: `zhibu/${kind}-`, times });

  /** Strikes as soon as so many chunks are built, and tells how many it found. */
  const after = async (chunks: number, strike: () => Promise<unknown>): Promise<number> => {
    for (const endMs = Date.now() + 30_000; built() < chunks; await turn()) if (Date.now() > endMs) throw new Error(`expected ${chunks} chunks, found ${built()}`);
    const found = built();
    await strike();
    return found;
  };

  /**
   * A worker and another process build the first chunk at once. Both see nobody claimed for; the worker comes late to the first
   * person, the other one to the rest.
   */
  const comeLate = (): void => {
    for (const delayMs of [2 * lateMs, lateMs, lateMs, lateMs, 1, lateMs, lateMs, lateMs]) double.faults.nextAppend({ kind: 'slow', delayMs }, { stream: 'zhibu/ledger-' });
  };

  it('has everybody on one line: answers are lost, a chunk is built by two, the event store crashes, then stands still, and then a job fails halfway and all are lost', async () => {
    const { services, automation } = mini.runtime;
    const chunks = Math.ceil(keys.length / chunkSize);
    comeLate();
    loseAnswers('batch', 2);
    const opened = await services.payments.open(county.as(officers.preparer, 'rural-reward/2016/open'), { scheme: 'rural-reward', areaCode: demoCounty, period: '2016' });
    ({ batchId } = value(opened));
    await until(() => double.faults.struck >= 2 + chunkSize);
    value(await neighbour.services.payments.buildChunk(county.as(automation, 'there'), { batchId, chunk: 1 }));
    for (const kind of ['lines', 'ledger']) loseAnswers(kind, 3);
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
        // A job ends with everybody of its chunk claimed for and no line, and is lost before it is tried again.
        const before = double.faults.struck;
        double.faults.nextAppend({ kind: 'access-denied' }, { stream: 'zhibu/lines-' });
        await until(() => double.faults.struck > before);
        await redis.run('FLUSHALL');
      }),
    ];
    expect(struck.every((found) => found > 0 && found < chunks)).toBe(true);
    await county.quiet();
    must(await services.payments.freeze(county.as(officers.preparer, 'rural-reward/2016/freeze'), { batchId }));
    await county.quiet();

    const { chunksPlanned, totalFen } = await batch();
    expect(chunksPlanned).toHaveLength(chunks);
    const lines = (await Promise.all(chunksPlanned.map((chunk) => loadStream(deps(), paymentLinesDecider, linesStream(batchId, chunk))))).flatMap(({ state }) => Object.values(state.lines));
    expect(lines.map(({ personKey }) => personKey).sort()).toEqual(keys);
    expect([sumFen(lines.map(({ amountFen }) => amountFen)), totalFen]).toEqual([keys.length * eachFen, keys.length * eachFen]);
    for (const key of keys) {
      const ledger = await loadStream(deps(), payeeLedgerDecider, ledgerStream(key));
      expect(ledger.events.filter(({ type }) => type === 'DuesClaimed')).toHaveLength(1);
      expect(ledger.state.claims).toMatchObject([{ batchId, released: false }]);
    }
    expect((await mini.runtime.queries.payments.lines({ scope: scopeOf([demoCounty]), batchId, limit: 200 })).items.map(({ personKey }) => personKey).sort()).toEqual(keys);
  }, 90_000);

  it('pays everybody once by its files, though answers are lost and two processes and a worker write its files at once', async () => {
    const { services, automation, bankLayout, eventStore } = mini.runtime;
    for (const kind of ['batch', 'lines', 'fund', 'returnfile']) loseAnswers(kind, 12);
    const paying = new AbortController();
    const again = async (): Promise<void> => {
      for (let turnNo = 1; !paying.signal.aborted; turnNo += 1) {
        await Promise.all([mini.runtime, neighbour].map(({ services }, who) => services.payments.writeFile(county.as(automation, `again/${who}/${turnNo}`), { batchId })));
        await wait(10);
      }
    };
    const writing = again();
    expect(await county.pay('rural-reward', '2016').finally(() => paying.abort())).toBe(batchId);
    await writing;

    const folder = join(mini.dataFolder, 'files');
    const files = readdirSync(folder).filter((name) => name.endsWith('.txt'));
    const orders = await Promise.all(files.map((name) => readPaymentFile(bankLayout, createReadStream(join(folder, name)))));
    expect(orders.map(({ length }) => length)).toEqual([keys.length, returnedLines]);
    const closed = county.carriedOver.slice(2, 2 + returnedLines).map(({ form }) => form.account?.accountNumber);
    for (const { form, newAccount } of county.carriedOver) {
      const own = orders.flat().filter(({ accountNumber }) => !closed.includes(accountNumber) && [form.account?.accountNumber, newAccount.accountNumber].includes(accountNumber));
      expect(own.map(({ amountFen }) => amountFen)).toEqual([eachFen]);
    }
    expect(await checkMoney(eventStore, bankLayout, folder)).toEqual({ monthsClaimed: keys.length * 12, monthsCredited: keys.length * 12, files: 2, wrong: [] });
    expect(await deadLetters()).toEqual([]);
    const verified = await services.verify.verify({ readModels: true });
    expect(verified).toMatchObject({ differences: 0, rulesGone: 0 });
    expect(verified.readModels.filter(({ differences }) => differences > 0)).toEqual([]);
  }, 90_000);
});
