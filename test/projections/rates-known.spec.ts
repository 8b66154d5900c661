import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { StoredEvent } from '@zhibu/event-store';
import { createMemoryEventStore } from '@zhibu/event-store/memory';
import { Checkpoint, dateOf, instantOf } from '@zhibu/kernel';
import {
  BehindQuery, ProjectedEvent, Projection, ReadModelQueries, createMemoryProjection, createProjectionRunner, createProjections, createQueries, figures, scopeOf, shares,
} from '@zhibu/projections';
import { County, must, officers, value } from '../simulation/county';
import { TestDatabase, createTestDatabase } from '../support/database';
import { Step, history } from './histories';
import { plainCodec, record } from './support';

const rates = createProjections(() => null).find(({ name }) => name === 'rates') as Projection;
const histories = join(__dirname, '../histories');
const frozen = readdirSync(histories).filter((file) => file.endsWith('.jsonl'));
const nation = scopeOf(['000000000000']);

type Log = readonly ProjectedEvent[];
type Row = Readonly<Record<string, unknown>>;
type Turn = readonly [day: string, knownOn: string, ...unknown[]];

const knownOn = (event: ProjectedEvent): string => dateOf(event.meta.recordedAt);
const daysOf = (log: Log): readonly string[] => [...new Set(log.map(knownOn))].sort();
const cutAt = (log: Log, day: string): Log => log.filter((event) => knownOn(event) <= day);

const frozenLog = (file: string): Log =>
  readFileSync(join(histories, file), 'utf8').split('\n').filter((line) => line !== '').slice(1).map((line) => JSON.parse(line) as ProjectedEvent);

const logOf = async (steps: readonly Step[]): Promise<Log> => {
  const store = createMemoryEventStore();
  for (const { stream, event, recordedAt } of steps) await record(store, stream, [event], recordedAt);
  const log: ProjectedEvent[] = [];
  for await (const event of store.readAll()) log.push(event as ProjectedEvent);
  return log;
};

/** The steps with hours between them, so that a history is recorded over weeks; `shift` sets clocks wrong. */
const spread = (steps: readonly Step[], hours: number, shift: (index: number) => number = () => 0): readonly Step[] =>
  steps.map((step, index) => ({ ...step, recordedAt: new Date(Date.UTC(2016, 4, 1, (index + shift(index)) * hours)).toISOString() }));

/** Every row of the differences, and the turns of every person and payment, that a day knew. */
const foldedFor = async (log: Log, day = '9999-12-31') => {
  const memory = createMemoryProjection(rates);
  await memory.apply(log.filter(({ type }) => rates.filter.types?.includes(type)));
  return Object.fromEntries(rates.tables.map((table) => {
    const rows = memory.rows(table) as readonly Row[];
    if (table.counter) return [table.name, rows.filter((row) => String(row['knownOn']) <= day)];
    if (!('turns' in table.columns)) return [table.name, []];
    return [table.name, rows.map((row) => [table.key.map((name) => row[name]), (row['turns'] as readonly Turn[]).filter(([, known]) => known <= day)]).filter(([, turns]) => turns?.length !== 0)];
  }));
};

const sum = (rows: readonly unknown[], name: string, at: { readonly day: string; readonly knownOn: string }): number =>
  (rows as readonly Row[]).filter((row) => String(row['day']) <= at.day && String(row['knownOn']) <= at.knownOn).reduce((total, row) => total + Number(row[name]), 0);

/** People and payments by their newest turn up to both days. */
const turnSum = (rows: readonly unknown[], index: number, at: { readonly day: string; readonly knownOn: string }): number =>
  (rows as readonly (readonly [unknown, readonly Turn[]])[]).reduce((total, [, turns]) => total + Number(turns.findLast(([day, known]) => day <= at.day && known <= at.knownOn)?.[index] ?? 0), 0);

/** A county that finds out in February about a credit of January, and in March about a receipt of January and a line that came back. */
const simulated = async (): Promise<Log> => {
  const county = new County({ people: 9, chunkSize: 4 });
  const { payments } = county.runtime.services;
  await county.settleIn();
  const batchId = await county.payOut('2016');
  const on = (day: string): void => county.clock.advanceTo(instantOf(day, 9));
  const settle = async (lineNo: number, outcome: 'credited' | 'returned'): Promise<void> => {
    const { reconciliation } = value(await payments.proposeReconciliation(county.as(officers.preparer, `${outcome} ${lineNo}`), { batchId, lineNo, outcome, creditedOn: outcome === 'credited' ? '2016-01-06' : null, evidence: '银行对账单' }));
    value(await payments.approveReconciliation(county.as(officers.approver, `agreed ${outcome} ${lineNo}`), { batchId, lineNo, reconciliation }));
    await county.runtime.settle();
  };
  on('2016-01-08');
  value(await payments.receiveReturns(county.as(officers.preparer, 'answer'), county.answer(batchId, 1, (lineNo) => (lineNo < 3 ? 'unknown' : lineNo === 3 ? 'returned' : 'credited'))));
  await county.runtime.settle();
  on('2016-02-10');
  await settle(1, 'credited');
  on('2016-03-10');
  await settle(2, 'returned');
  must(await county.runtime.services.funds.recordReceipt(county.as(officers.preparer, 'late receipt'), { scheme: 'rural-reward', areaCode: '990101000000', year: 2016, receiptNo: 'late', level: 'county', amountFen: 12_345, receivedOn: '2016-01-04', document: '示例财社〔2016〕9号' }));
  await county.runtime.settle();
  const log: ProjectedEvent[] = [];
  for await (const event of county.runtime.eventStore.readAll()) log.push(event as ProjectedEvent);
  return log;
};

describe('rates as a day knew them', () => {
  it.each(frozen)('%s: on every day what a fold of the log up to it gives, row by row', async (file) => {
    const log = frozenLog(file);
    const whole = await foldedFor(log);
    for (const day of daysOf(log)) expect(await foldedFor(log, day)).toEqual(await foldedFor(cutAt(log, day)));
    expect(await foldedFor(log, daysOf(log).at(-1))).toEqual(whole);
  });

  it('of any history, on any day, are what a fold of the log up to it gives', async () => {
    await fc.assert(fc.asyncProperty(history(120), fc.integer({ min: 3, max: 40 }), fc.double({ min: 0, max: 1, noNaN: true }), async (steps, hours, part) => {
      const log = await logOf(spread(steps, hours));
      const days = daysOf(log);
      const day = days[Math.floor(part * (days.length - 1))] ?? '';
      expect(await foldedFor(log, day)).toEqual(await foldedFor(cutAt(log, day)));
      expect(await foldedFor(log, days.at(-1))).toEqual(await foldedFor(log));
    }), { numRuns: 100 });
  }, 60_000);

  it('add up to their people and never fall below nothing, also where clocks disagree', async () => {
    await fc.assert(fc.asyncProperty(history(80), fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 5, maxLength: 5 }), async (steps, shifts) => {
      const log = await logOf(spread(steps, 7, (index) => shifts[index % shifts.length] ?? 0));
      const { rateStandings, rateLines, ratePayees, rateDeltas, coverageDeltas } = (await foldedFor(log)) as Readonly<Record<string, readonly unknown[]>>;
      if (rateStandings === undefined || rateLines === undefined || ratePayees === undefined || rateDeltas === undefined || coverageDeltas === undefined) throw new Error('tables');
      for (const known of daysOf(log)) for (const day of ['2016-03-31', '2016-06-30', '2016-08-31', known]) {
        const at = { day, knownOn: known };
        expect([turnSum(rateStandings, 3, at), turnSum(rateStandings, 4, at)]).toEqual([sum(coverageDeltas, 'eligible', at), sum(coverageDeltas, 'covered', at)]);
        expect([turnSum(ratePayees, 2, at), turnSum(ratePayees, 3, at)]).toEqual([sum(rateDeltas, 'peopleDue', at), sum(rateDeltas, 'peoplePaid', at)]);
        expect([turnSum(rateLines, 3, at), turnSum(rateLines, 5, at), turnSum(rateLines, 6, at)]).toEqual([sum(rateDeltas, 'credited', at), sum(rateDeltas, 'submitted', at), sum(rateDeltas, 'returned', at)]);
        expect(sum(rateDeltas, 'peopleDue', at)).toBeGreaterThanOrEqual(sum(rateDeltas, 'peoplePaid', at));
        expect(Math.min(...['peoplePaid', 'dueFen', 'paidFen', 'timelyFen', 'credited'].map((name) => sum(rateDeltas, name, at)))).toBeGreaterThanOrEqual(0);
      }
    }), { numRuns: 40 });
  }, 60_000);

  describe('on PostgreSQL', () => {
    let database: TestDatabase;
    let schemas = 0;
    beforeAll(async () => {
      database = await createTestDatabase(14);
    });
    afterAll(async () => database.drop());

    const queriesOver = async (log: Log): Promise<ReadModelQueries['rates']> => {
      schemas += 1;
      const schema = `known_${schemas}`;
      const store = createMemoryEventStore();
      for (const event of log as readonly StoredEvent[]) {
        const { stream, recordedAt, simulated: isSimulated, actor, causationId, correlationId, schemaVersion, subjects } = event.meta;
        await store.append({ stream, expectedVersion: 'any', events: [{ type: event.type, schemaVersion, data: event.data, subjects }], command: { key: event.meta.id, contentHash: event.meta.id }, recordedAt, simulated: isSimulated, actor, causationId, correlationId });
      }
      const runner = createProjectionRunner({ pool: database.pool, eventStore: store, codec: plainCodec, projections: [rates], schema });
      await runner.start();
      if (log.length > 0) expect(await runner.waitFor((await store.head()) as Checkpoint, { timeoutMs: 30_000 })).toEqual({ reached: true });
      await runner.stop();
      return createQueries({ db: database.pool, schema }).rates;
    };

    /** Every figure of some areas on some days, over time, by area and down to the people. */
    const answers = async (of: ReadModelQueries['rates'], on: string, known?: string) => {
      const asKnown = known === undefined ? {} : { knownOn: known };
      const found: unknown[] = [];
      for (const areaCode of ['990101000000', '990101100000', '990101100001']) {
        const asked = { scope: nation, year: 2016, areaCode, ...asKnown };
        found.push(await of.ratesOn(asked), await of.ratesOn({ ...asked, on }), await of.ratesOverTime({ ...asked, on }), await of.ratesByArea({ ...asked, on }));
        for (const scheme of ['rural-reward', 'special-hardship']) for (const figure of figures) for (const share of shares) {
          const query: BehindQuery = { ...asked, scheme, on, figure, share, limit: 500 };
          found.push([areaCode, scheme, figure, share, await of.behind(query)]);
        }
      }
      return found;
    };

    const isLaw = async (log: Log, knownDays: readonly string[], on: readonly string[]): Promise<readonly string[]> => {
      const whole = await queriesOver(log);
      const told: string[] = [];
      for (const known of knownDays) {
        const cut = await queriesOver(cutAt(log, known));
        for (const day of on) {
          const found = await answers(whole, day, known);
          expect(found).toEqual(await answers(cut, day));
          told.push(JSON.stringify(found));
        }
      }
      const last = daysOf(log).at(-1) ?? '';
      for (const day of on) expect(await answers(whole, day, last)).toEqual(await answers(whole, day));
      return told;
    };

    it('a simulated county: each figure and the people behind it, to the last digit, on each day that anything was recorded', async () => {
      const log = await simulated();
      const told = await isLaw(log, ['2016-01-04', '2016-01-08', '2016-02-10', '2016-03-09', '2016-03-10'], ['2016-01-09', '2016-12-31']);
      // One day of January, as five days knew it: before the answer, with it, with the credit found in February, the same, and with the receipt found in March.
      expect(new Set(told.filter((_, index) => index % 2 === 0)).size).toBe(4);
    }, 60_000);

    it('a history in any order', async () => {
      await fc.assert(fc.asyncProperty(history(150), async (steps) => {
        const log = await logOf(spread(steps, 17));
        const days = daysOf(log);
        await isLaw(log, [days[Math.floor(days.length / 2)] ?? ''], ['2016-06-30', '2016-12-31']);
      }), { numRuns: 3 });
    }, 60_000);
  });
});
