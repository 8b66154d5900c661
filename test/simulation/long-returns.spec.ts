import { contentHash, sumFen } from '@zhibu/kernel';
import { ReturnFileInput, ReturnRows, ReturnRowsPart, loadStream } from '@zhibu/application';
import { ReturnFileRow, linesOf, linesStream, paymentLinesDecider, returnFileStream } from '@zhibu/domain';
import { EventStore, ReadStreamOptions, StoredEvent } from '@zhibu/event-store';
import { County, must, officers, value } from './county';
import { crashingStore } from './crashing-store';

/** The most events of a return file that anybody asked the store for at once; each of its parts is one. */
interface Watch {
  mostEvents: number;
}

const watchedStore = (inner: EventStore, watch: Watch): EventStore =>
  new Proxy(inner, {
    get: (target, name) => {
      const member = Reflect.get(target, name) as unknown;
      if (name !== 'readStream') return typeof member === 'function' ? (member as () => unknown).bind(target) : member;
      return async function* read(stream: string, options?: ReadStreamOptions): AsyncGenerator<StoredEvent> {
        let events = 0;
        for await (const event of target.readStream(stream, options)) {
          events += 1;
          if (stream.startsWith('returnfile-')) watch.mostEvents = Math.max(watch.mostEvents, events);
          yield event;
        }
      };
    },
  });

const people = 9;
const times = 1_000;

/** The bank says everything a thousand times over, in another order each time: 9,000 rows, of which 500 exist at once. */
const longAnswer = (county: County, batchId: string, change: (row: ReturnFileRow, n: number) => ReturnFileRow = (row) => row): ReturnFileInput<ReturnRows> => {
  const answer = county.answer(batchId, 1, (lineNo) => (lineNo === 2 ? 'returned' : 'credited'));
  const rowOf = (n: number): ReturnFileRow => change(answer.rows[(n * 4 + Math.floor(n / people)) % people] as ReturnFileRow, n);
  const count = people * times;
  const rows: ReturnRows = {
    parts: count / 500,
    async *read(parts): AsyncGenerator<ReturnRowsPart> {
      for (const part of parts) yield await Promise.resolve({ part, rows: Array.from({ length: 500 }, (_, index) => rowOf(part * 500 + index)) });
    },
  };
  return { ...answer, sha256: contentHash([batchId, change.toString()]), statedRows: count, statedTotalFen: times * sumFen(answer.rows.map((row) => row.amountFen)), rows };
};

const sent = async (watch: Watch, wrap: (store: EventStore) => EventStore = (store) => store): Promise<{ readonly county: County; readonly batchId: string }> => {
  const county = new County({ people, chunkSize: 4, wrapStore: (store) => wrap(watchedStore(store, watch)) });
  await county.settleIn();
  return { county, batchId: await county.payOut('2016') };
};

const statuses = async (county: County, batchId: string): Promise<readonly string[]> => {
  const chunks = await Promise.all([1, 2, 3].map((chunk) => loadStream(county.runtime.deps, paymentLinesDecider, linesStream(batchId, chunk))));
  return chunks.flatMap(({ state }) => linesOf(state).map(({ status }) => status));
};
const settled = Array.from({ length: people }, (_, index) => (index === 1 ? 'returned' : 'credited'));

describe('a long return file', () => {
  it('is stored and posted a few parts at a time, and once', async () => {
    const watch = { mostEvents: 0 };
    const { county, batchId } = await sent(watch);
    const { payments } = county.runtime.services;
    const first = must(await payments.receiveReturns(county.as(officers.preparer, 'a'), longAnswer(county, batchId)));
    expect(first).toMatchObject({ duplicate: false, value: { credited: 8, returned: 1, exceptions: people } });
    expect(await statuses(county, batchId)).toEqual(settled);
    const stored = [...(await county.runtime.eventStore.readStreams([returnFileStream(first.value.returnFileId)])).values()].flat();
    expect(stored.map(({ type }) => type)).toEqual(['ReturnFileReceived', ...Array<string>(18).fill('ReturnRowsRead'), 'ReturnFileApplied']);
    const before = await county.runtime.eventStore.head();
    expect(await payments.receiveReturns(county.as(officers.preparer, 'b'), longAnswer(county, batchId))).toMatchObject({ ok: true, duplicate: true, value: first.value });
    expect(await county.runtime.eventStore.head()).toEqual(before);
    expect(watch.mostEvents).toBe(16);
    await county.checkMoney([batchId]);
  });

  it.each<[string, (row: ReturnFileRow, n: number) => ReturnFileRow, string]>([
    ['the last row is short by a fen', (row, n) => (n === 8_999 ? { ...row, amountFen: row.amountFen - 1 } : row), 'return-file.total-differs'],
    ['a late row has a day before the file was sent', (row, n) => (n === 8_990 && row.status === 'credited' ? { ...row, creditedOn: '2016-01-03' } : row), 'line.credited-on'],
    ['a late row of nobody is credited tomorrow', (row, n) => (n === 8_990 ? { ...row, status: 'credited', reason: null, lineNo: 9_999, creditedOn: '2016-01-05' } : row), 'return-file.credited-on'],
    ['half of it speaks of one line', (row, n) => (n % 2 === 0 ? row : { ...row, lineNo: 1 }), 'return-file.too-many-rows'],
  ])('is refused whole when %s: not one event more', async (_, change, code) => {
    const { county, batchId } = await sent({ mostEvents: 0 });
    const before = await county.runtime.eventStore.head();
    const outcome = await county.runtime.services.payments.receiveReturns(county.as(officers.preparer, 'bad'), longAnswer(county, batchId, change));
    expect(outcome).toMatchObject({ ok: false, rejection: { code } });
    expect(await county.runtime.eventStore.head()).toEqual(before);
    expect(await statuses(county, batchId)).toEqual(Array(people).fill('sent'));
  });

  it('goes on where it was interrupted, before or after any of its appends', async () => {
    const whole = await sent({ mostEvents: 0 });
    const plain = { appends: 0 };
    const at = { append: -1, stored: false };
    const counted = await sent({ mostEvents: 0 }, (store) => crashingStore(store, at, () => (plain.appends += 1)));
    const before = plain.appends;
    value(await counted.county.runtime.services.payments.receiveReturns(counted.county.as(officers.preparer, 'a'), longAnswer(counted.county, counted.batchId)));
    const appends = plain.appends - before;
    // Two for the rows, one a chunk, funds, batch and the file itself.
    expect(appends).toBe(8);
    value(await whole.county.runtime.services.payments.receiveReturns(whole.county.as(officers.preparer, 'a'), longAnswer(whole.county, whole.batchId)));
    const typesOf = async ({ county }: { readonly county: County }): Promise<readonly string[]> => {
      const types: string[] = [];
      for await (const { type } of county.runtime.eventStore.readAll()) types.push(type);
      return types;
    };
    const expected = await typesOf(whole);
    for (let nth = 1; nth <= appends; nth += 1) {
      for (const stored of [false, true]) {
        const crash = { append: -1, stored };
        const seen = { appends: 0 };
        const { county, batchId } = await sent({ mostEvents: 0 }, (store) => crashingStore(store, crash, () => (seen.appends += 1)));
        crash.append = seen.appends + nth;
        const receive = () => county.runtime.services.payments.receiveReturns(county.as(officers.preparer, 'a'), longAnswer(county, batchId));
        await expect(receive()).rejects.toThrow('the connection broke');
        value(await receive());
        expect([nth, stored, await statuses(county, batchId)]).toEqual([nth, stored, settled]);
        expect((await typesOf({ county })).toSorted()).toEqual([...expected].toSorted());
      }
    }
  }, 120_000);
});
