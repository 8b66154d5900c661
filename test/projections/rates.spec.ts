import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { PaymentLine, ZhibuEvent, batchIdOf, batchStream, entitlementIdOf, entitlementStream, fundIdOf, fundStream, linesStream } from '@zhibu/domain';
import { EventStore } from '@zhibu/event-store';
import { createMemoryEventStore } from '@zhibu/event-store/memory';
import { Checkpoint, instantOf, percentFloored } from '@zhibu/kernel';
import { Figure, ProjectedEvent, ProjectionRunner, ReadModelQueries, Share, createMemoryProjection, createProjectionRunner, createProjections, createQueries, scopeOf } from '@zhibu/projections';
import { TestDatabase, createTestDatabase } from '../support/database';
import { history } from './histories';
import { plainCodec, record } from './support';

interface Figures {
  readonly demoCounty: { readonly ruralReward: { readonly people: number }; readonly rates: Readonly<Record<'disbursementAccuracy' | 'fundsInPlace' | 'timelyDisbursement', string>> };
  readonly rounding: readonly { readonly numerator: number; readonly denominator: number; readonly percent: string }[];
}
const figures = JSON.parse(readFileSync(join(__dirname, '../golden/figures.json'), 'utf8')) as Figures;

const county = '990101000000';
const [firstVillage, secondVillage] = ['990101100001', '990101101001'];
const nation = scopeOf(['000000000000']);
const scheme = 'rural-reward';
const batchId = batchIdOf(scheme, county, '2016', 1);
const { people } = figures.demoCounty.ruralReward;
const totalFen = people * 110_000;
const chunkSize = 500;
const source = { userId: 'u1' };

const lines: readonly PaymentLine[] = Array.from({ length: people }, (_, index) => {
  const personKey = `p${String(index).padStart(5, '0')}`;
  return { lineNo: index + 1, personKey, entitlementId: entitlementIdOf(scheme, personKey), accountKey: `a${index}`, amountFen: 110_000 };
});
const chunks = Array.from({ length: Math.ceil(people / chunkSize) }, (_, index) => lines.slice(index * chunkSize, (index + 1) * chunkSize));
const byLevel = [{ level: 'central', amountFen: totalFen - 1_000_00 }, { level: 'county', amountFen: 1_000_00 }] as const;

const settled = (chunk: number, of: readonly PaymentLine[], settledOn: string, attempt = 1, returned: readonly number[] = []): ZhibuEvent => ({
  type: 'LinesSettled',
  data: {
    batchId, chunk, returnFileId: `f${attempt}`, settledOn,
    outcomes: of.map(({ lineNo, personKey, amountFen }) => {
      const back = returned.includes(lineNo);
      return { lineNo, attempt, personKey, amountFen, status: back ? 'returned' : 'credited', reason: back ? 'account-closed' : null };
    }),
  },
});

/** The county's year: everybody carried over, one batch, line 1 returned on 10 July and credited again on 20 August. */
const recordYear = async (store: EventStore): Promise<void> => {
  for (const [index, { personKey, entitlementId }] of lines.entries()) {
    const areaCode = index < 1_000 ? (firstVillage) : (secondVillage);
    const right = { entitlementId, personKey, scheme, branch: null, areaCode, startMonth: '2016-01', confirmedBy: [source.userId], rateFacts: null };
    await record(store, entitlementStream(entitlementId), [{ type: 'EntitlementCarriedOver', data: { ...right, register: 'r', registerId: null, preparedBy: [], approvedBy: [], paidThrough: '2015-12', entitledFrom: null, answer: 'yes', decision: null, carriedOverOn: '2016-01-01' } }]);
  }
  const fundId = fundIdOf(scheme, county, 2016);
  const receipt = (receiptNo: string, level: 'central' | 'county', amountFen: number, receivedOn: string): ZhibuEvent => ({
    type: 'FundReceived', data: { fundId, scheme, areaCode: county, year: 2016, receiptNo, level, amountFen, receivedOn, document: 'd' },
  });
  await record(store, fundStream(fundId), [receipt('1', 'central', totalFen - 1_000_00, '2016-05-01'), receipt('2', 'county', 1_000_00, '2016-07-01')]);
  await record(store, batchStream(batchId), [
    { type: 'BatchOpened', data: { batchId, scheme, areaCode: county, period: '2016', throughMonth: '2016-12', deadline: '2016-08-31', preparedBy: ['u2'], openedOn: '2016-06-01' } },
  ]);
  for (const [index, of] of chunks.entries()) {
    const chunk = index + 1;
    await record(store, linesStream(batchId, chunk), [{ type: 'LinesBuilt', data: { batchId, chunk, lines: of, exceptions: [] } }], instantOf('2016-06-02'));
  }
  await record(store, batchStream(batchId), [{ type: 'BatchFrozen', data: { batchId, lines: people, totalFen, byLevel, listHash: 'h', hashCovers: 'batch', frozenBy: ['u2'], frozenOn: '2016-06-10' } }]);
  for (const [index, of] of chunks.entries()) {
    const chunk = index + 1;
    await record(store, linesStream(batchId, chunk), [
      { type: 'LinesSent', data: { batchId, chunk, fileNo: 1, sentOn: '2016-07-05', lines: of.map(({ lineNo }) => ({ lineNo, attempt: 1 })) } },
      settled(chunk, of, '2016-07-10', 1, [1]),
    ]);
  }
  const [first] = lines as [PaymentLine];
  await record(store, linesStream(batchId, 1), [
    { type: 'LineReissued', data: { batchId, chunk: 1, lineNo: 1, attempt: 2, personKey: first.personKey, accountKey: 'new', amountFen: first.amountFen, reason: 'account-closed', fileNo: 2 } },
    { type: 'LinesSent', data: { batchId, chunk: 1, fileNo: 2, sentOn: '2016-08-15', lines: [{ lineNo: 1, attempt: 2 }] } },
    settled(1, [first], '2016-08-20', 2),
  ], instantOf('2016-08-20'));
};

describe('rates', () => {
  it.each(figures.rounding)('$numerator of $denominator is $percent', ({ numerator, denominator, percent }) => {
    expect(percentFloored(numerator, denominator)).toBe(percent);
  });

  it('never count below nothing on any day, nor more than everybody', async () => {
    const projection = createProjections(() => null).find(({ name }) => name === 'rates');
    if (projection === undefined) throw new Error('no rates');
    const [standings, , , , , , deltas, coverage] = projection.tables;
    await fc.assert(
      fc.asyncProperty(history(150), async (steps) => {
        const store = createMemoryEventStore();
        for (const { stream, event, recordedAt } of steps) await record(store, stream, [event], recordedAt);
        const memory = createMemoryProjection(projection);
        const events: ProjectedEvent[] = [];
        for await (const event of store.readAll()) events.push(event as ProjectedEvent);
        await memory.apply(events);
        if (standings === undefined || deltas === undefined || coverage === undefined) throw new Error('tables');
        const rows = [...memory.rows(deltas), ...memory.rows(coverage)];
        for (const { areaCode, scheme: of, day } of rows as unknown as readonly Readonly<Record<'areaCode' | 'scheme' | 'day', string>>[]) {
          const sum = (table: typeof deltas, column: string): number =>
            memory.rows(table)
              .filter((row) => row['areaCode'] === areaCode && row['scheme'] === of && String(row['day']) <= day)
              .reduce((total, row) => total + Number(row[column]), 0);
          expect(sum(coverage, 'eligible')).toBeGreaterThanOrEqual(sum(coverage, 'covered'));
          expect(sum(coverage, 'covered')).toBeGreaterThanOrEqual(0);
          expect(sum(deltas, 'peopleDue')).toBeGreaterThanOrEqual(sum(deltas, 'peoplePaid'));
          expect(sum(deltas, 'peoplePaid')).toBeGreaterThanOrEqual(0);
          expect(sum(deltas, 'dueFen')).toBeGreaterThanOrEqual(sum(deltas, 'paidFen'));
          expect(sum(deltas, 'sampled')).toBeGreaterThanOrEqual(sum(deltas, 'wronglyIn') + sum(deltas, 'wronglyOut'));
        }
        // What was counted of each person is found again on any day: their newest turns until then are the sums until then.
        const days = new Set(rows.map((row) => String((row as unknown as { readonly day: string }).day)));
        const [payees, paidLines] = [projection.tables[5], projection.tables[4]] as const;
        if (payees === undefined || paidLines === undefined) throw new Error('tables');
        for (const day of days) {
          const then = (table: typeof deltas, at: number): number =>
            memory.rows(table).reduce((sum, row) => sum + Number((row['turns'] as readonly (readonly [string, ...unknown[]])[]).findLast(([since]) => since <= day)?.[at] ?? 0), 0);
          const until = (table: typeof deltas, column: string): number => memory.rows(table).filter((row) => String(row['day']) <= day).reduce((total, row) => total + Number(row[column]), 0);
          expect([then(standings, 3), then(standings, 4), then(standings, 5)]).toEqual([until(coverage, 'eligible'), until(coverage, 'covered'), until(coverage, 'refusedDespiteYes')]);
          expect([then(payees, 2), then(payees, 3)]).toEqual([until(deltas, 'peopleDue'), until(deltas, 'peoplePaid')]);
          expect([then(paidLines, 3), then(paidLines, 5), then(paidLines, 6)]).toEqual([until(deltas, 'credited'), until(deltas, 'submitted'), until(deltas, 'returned')]);
        }
        const confirmed = memory.rows(standings).filter((row) => row['coveredCounted'] === true).length;
        expect(memory.rows(coverage).reduce((total, row) => total + Number(row['covered']), 0)).toBe(confirmed);
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  it('count somebody as paid only when no month of theirs was left off the same list', async () => {
    const projection = createProjections(() => null).find(({ name }) => name === 'rates');
    const deltas = projection?.tables[6];
    if (projection === undefined || deltas === undefined) throw new Error('no rates');
    const [line] = lines as [PaymentLine];
    const next = batchIdOf(scheme, county, '2016', 2);
    const exception = { personKey: line.personKey, entitlementId: line.entitlementId, code: 'payee.lower-scheme-was-paid' };
    const store = createMemoryEventStore();
    const paid = async (): Promise<readonly number[]> => {
      const memory = createMemoryProjection(projection);
      const events: ProjectedEvent[] = [];
      for await (const event of store.readAll()) events.push(event as ProjectedEvent);
      await memory.apply(events);
      return ['peopleDue', 'peoplePaid'].map((column) => memory.rows(deltas).reduce((total, row) => total + Number(row[column]), 0));
    };
    await record(store, linesStream(batchId, 1), [{ type: 'LinesBuilt', data: { batchId, chunk: 1, lines: [line], exceptions: [exception] } }, settled(1, [line], '2016-07-10')]);
    expect(await paid()).toEqual([1, 0]);
    // The months that were left off come with a later list.
    const built: ZhibuEvent = { type: 'LinesBuilt', data: { batchId: next, chunk: 1, lines: [line], exceptions: [] } };
    const credited = settled(1, [line], '2016-09-10') as Extract<ZhibuEvent, { type: 'LinesSettled' }>;
    await record(store, linesStream(next, 1), [built, { ...credited, data: { ...credited.data, batchId: next } }]);
    expect(await paid()).toEqual([1, 1]);
  });

  it('count a credit from the value day that the bank names, and follow what two officers decide', async () => {
    const projection = createProjections(() => null).find(({ name }) => name === 'rates');
    if (projection === undefined) throw new Error('no rates');
    const deltas = projection.tables[6];
    if (deltas === undefined) throw new Error('tables');
    const [first, second, third] = lines.slice(0, 3) as [PaymentLine, PaymentLine, PaymentLine];
    const store = createMemoryEventStore();
    await record(store, batchStream(batchId), [{ type: 'BatchOpened', data: { batchId, scheme, areaCode: county, period: '2016', throughMonth: '2016-12', deadline: '2016-08-31', preparedBy: ['u2'], openedOn: '2016-06-01' } }]);
    const outcome = (line: PaymentLine, change: object) => ({ lineNo: line.lineNo, attempt: 1, personKey: line.personKey, amountFen: line.amountFen, status: 'credited' as const, reason: null, ...change });
    const reconciled = (line: PaymentLine, reconciliation: number, outcome_: 'credited' | 'returned', creditedOn: string | null): ZhibuEvent => ({
      type: 'LineReconciled',
      data: {
        batchId, chunk: 1, lineNo: line.lineNo, attempt: 1, personKey: line.personKey, reconciliation, from: 'unknown', outcome: outcome_, amountFen: line.amountFen,
        creditedFen: line.amountFen, returnedFen: 0, creditedOn, reconciledOn: '2016-10-01', decidedBy: ['u2'], approvedBy: ['u3'],
      },
    });
    await record(store, linesStream(batchId, 1), [
      { type: 'LinesBuilt', data: { batchId, chunk: 1, lines: [first, second, third], exceptions: [] } },
      { type: 'LinesSent', data: { batchId, chunk: 1, fileNo: 1, sentOn: '2016-08-29', lines: [1, 2, 3].map((lineNo) => ({ lineNo, attempt: 1 })) } },
      // The file was loaded in September: one credit was in time, one was not, one is not known.
      { type: 'LinesSettled', data: { batchId, chunk: 1, returnFileId: 'f', settledOn: '2016-09-05', outcomes: [outcome(first, { creditedOn: '2016-08-31' }), outcome(second, { creditedOn: '2016-09-01' }), outcome(third, { status: 'unknown' })] } },
      reconciled(third, 1, 'credited', '2016-08-30'),
    ], instantOf('2016-06-02'));
    const memory = createMemoryProjection(projection);
    const events: ProjectedEvent[] = [];
    for await (const event of store.readAll()) events.push(event as ProjectedEvent);
    await memory.apply(events);
    const upTo = (day: string, column: string): number => memory.rows(deltas).filter((row) => String(row['day']) <= day).reduce((total, row) => total + Number(row[column]), 0);
    expect([upTo('2016-12-31', 'deadlineLines'), upTo('2016-12-31', 'timelyLines'), upTo('2016-12-31', 'credited')]).toEqual([3, 2, 3]);
    // On the days that the bank names; the third was known to be open until the fifth, and never counts before that.
    expect(['2016-08-30', '2016-08-31', '2016-09-01', '2016-09-04', '2016-09-05'].map((day) => upTo(day, 'credited'))).toEqual([0, 1, 2, 2, 3]);
    // Later two officers found that the third had come back after all.
    await record(store, linesStream(batchId, 1), [reconciled(third, 2, 'returned', null)], instantOf('2016-10-02'));
    for await (const event of store.readAll({ direction: 'backwards', limit: 1 })) await memory.apply([event as ProjectedEvent]);
    expect([upTo('2016-12-31', 'credited'), upTo('2016-12-31', 'timelyLines'), upTo('2016-12-31', 'returned'), upTo('2016-12-31', 'peoplePaid')]).toEqual([2, 1, 1, 2]);
  });

  describe('of the published county', () => {
    let database: TestDatabase;
    let runner: ProjectionRunner;
    let rates: ReadModelQueries['rates'];
    const on = async (day?: string, areaCode = county) => {
      const [found] = await rates.ratesOn({ scope: nation, year: 2016, areaCode, ...(day === undefined ? {} : { on: day }) });
      return found;
    };

    beforeAll(async () => {
      database = await createTestDatabase(14);
      const store = createMemoryEventStore();
      await recordYear(store);
      const projections = createProjections(() => null).filter(({ name }) => name === 'rates');
      runner = createProjectionRunner({ pool: database.pool, eventStore: store, codec: plainCodec, projections });
      await runner.start();
      expect(await runner.waitFor((await store.head()) as Checkpoint, { timeoutMs: 30_000 })).toEqual({ reached: true });
      rates = createQueries({ db: database.pool }).rates;
    }, 60_000);
    afterAll(async () => {
      await runner.stop();
      await database.drop();
    });

    it('at the end of the year they are the published ones', async () => {
      const found = await on();
      expect(found?.coverage).toEqual({ numerator: people, denominator: people, percent: '100.00%' });
      expect(found?.disbursementAccuracy).toEqual({
        count: { numerator: people, denominator: people, percent: figures.demoCounty.rates.disbursementAccuracy },
        amountFen: { numerator: 465_080_000, denominator: 465_080_000, percent: '100.00%' },
      });
      expect(found?.timelyDisbursement.amountFen).toEqual({ numerator: 465_080_000, denominator: 465_080_000, percent: figures.demoCounty.rates.timelyDisbursement });
      expect(found?.fundsInPlace?.total.percent).toBe(figures.demoCounty.rates.fundsInPlace);
      expect(found?.creditSuccess.count).toEqual({ numerator: 4_228, denominator: 4_229, percent: '99.97%' });
      expect(found?.returned.count).toEqual({ numerator: 1, denominator: 4_229, percent: '0.02%' });
      expect(found?.decisionAccuracy.percent).toBe('n/a');
    });

    it('on earlier days they are what was true then', async () => {
      expect((await on('2016-06-09'))?.fundsInPlace?.total.percent).toBe('n/a');
      expect((await on('2016-06-30'))?.fundsInPlace?.byLevel).toMatchObject({ central: { percent: '100.00%' }, county: { percent: '0.00%' }, city: { percent: 'n/a' } });
      expect((await on('2016-07-09'))?.disbursementAccuracy.count).toEqual({ numerator: 0, denominator: people, percent: '0.00%' });
      expect((await on('2016-07-31'))?.disbursementAccuracy.count).toEqual({ numerator: 4_227, denominator: 4_228, percent: '99.97%' });
      expect((await on('2016-07-31'))?.timelyDisbursement.count.percent).toBe('n/a');
      expect((await on('2016-08-31'))?.timelyDisbursement.count).toEqual({ numerator: 4_228, denominator: 4_228, percent: '100.00%' });
    });

    it('villages add up to their county, and a village keeps no fund', async () => {
      const parts = [await on(undefined, firstVillage), await on(undefined, secondVillage)];
      expect(parts.map((part) => part?.disbursementAccuracy.count.denominator)).toEqual([1_000, people - 1_000]);
      expect(parts[0]?.fundsInPlace).toBeNull();
      expect((await on(undefined, '990000000000'))?.disbursementAccuracy.count.numerator).toBe(people);
    });

    it('over time and by area they are those of each day and of each area', async () => {
      const days = await rates.ratesOverTime({ scope: nation, year: 2016, areaCode: county, on: '2016-07-15' });
      expect(days.map(({ on: day }) => day)).toEqual(['2016-01-31', '2016-02-29', '2016-03-31', '2016-04-30', '2016-05-31', '2016-06-30', '2016-07-15']);
      for (const { on: day, rates: found } of days) expect([day, found]).toEqual([day, await rates.ratesOn({ scope: nation, year: 2016, areaCode: county, on: day })]);
      for (const above of [county, '990101101000', firstVillage, '990000000000']) {
        const areas = await rates.ratesByArea({ scope: nation, year: 2016, areaCode: above, on: '2016-07-15' });
        expect(areas.length).toBe(above === county ? 2 : 1);
        for (const { areaCode, rates: found } of areas) expect([areaCode, found]).toEqual([areaCode, await rates.ratesOn({ scope: nation, year: 2016, areaCode, on: '2016-07-15' })]);
      }
    });

    it('the people behind them are as many as they say, on any day', async () => {
      type Behind = { readonly numerator: number; readonly denominator: number; readonly amountFen: number | null };
      const behind = async (figure: Figure, day: string, areaCode = county, share: Share = 'all'): Promise<readonly Behind[]> => {
        const found: Behind[] = [];
        let cursor: string | undefined;
        for (;;) {
          const page = await rates.behind({ scope: nation, year: 2016, areaCode, scheme, on: day, figure, share, limit: 500, ...(cursor === undefined ? {} : { cursor }) });
          found.push(...page.items);
          if (page.next === null) return found;
          cursor = page.next;
        }
      };
      const sums = (rows: readonly Behind[], weigh: (row: Behind) => number = () => 1) => [rows.reduce((sum, row) => sum + row.numerator * weigh(row), 0), rows.reduce((sum, row) => sum + row.denominator * weigh(row), 0)];
      const of = ({ numerator, denominator }: { readonly numerator: number; readonly denominator: number } = { numerator: 0, denominator: 0 }) => [numerator, denominator];
      for (const [day, areaCode] of [['2016-06-30', firstVillage], ['2016-07-31', firstVillage], ['2016-09-30', '990101101000'], ['2016-09-30', firstVillage]] as const) {
        const at = await on(day, areaCode);
        const money = await behind('amount-paid', day, areaCode);
        expect([day, sums(await behind('coverage', day, areaCode)), sums(await behind('people-paid', day, areaCode)), sums(money), sums(money, ({ amountFen }) => amountFen ?? 0)])
          .toEqual([day, of(at?.coverage), of(at?.disbursementAccuracy.count), of(at?.disbursementAccuracy.count), of(at?.disbursementAccuracy.amountFen)]);
        expect([day, sums(await behind('timely', day, areaCode)), sums(await behind('credit-success', day, areaCode)), sums(await behind('returned', day, areaCode))])
          .toEqual([day, of(at?.timelyDisbursement.count), of(at?.creditSuccess.count), of(at?.returned.count)]);
      }
      // Who is missing from a figure of July was found in August.
      expect(await behind('people-paid', '2016-07-31', county, 'missing')).toMatchObject([{ personKey: 'p00000', areaCode: firstVillage, numerator: 0, denominator: 1 }]);
      expect(await behind('returned', '2016-09-30', county, 'counted')).toMatchObject([{ personKey: 'p00000', batchId, lineNo: 1, numerator: 1, denominator: 2, amountFen: 110_000 }]);
      expect(await behind('people-paid', '2016-09-30', county, 'missing')).toEqual([]);
      expect((await rates.behind({ scope: scopeOf(['990102000000']), year: 2016, areaCode: county, scheme, on: '2016-09-30', figure: 'coverage' })).items).toEqual([]);
    });

    it('shows nothing of an area outside the scope', async () => {
      const other = scopeOf(['990102000000']);
      expect(await rates.ratesOn({ scope: other, year: 2016, areaCode: county })).toEqual([]);
      // @ts-expect-error a query without a scope does not compile
      await expect(rates.ratesOn({ year: 2016, areaCode: county })).rejects.toThrow();
    });
  });
});
