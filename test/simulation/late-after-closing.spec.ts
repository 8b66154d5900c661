import fc from 'fast-check';
import { addDays, contentHash, dateOf, instantOf, sumFen } from '@zhibu/kernel';
import { ReturnFileInput, loadStream } from '@zhibu/application';
import { LineState, availableOf, fundDecider, fundIdOf, fundStream, heldOf, linesStream, paymentLinesDecider } from '@zhibu/domain';
import { StoreUnavailable } from '@zhibu/event-store';
import { County, must, officers, scheme, value } from './county';
import { crashingStore } from './crashing-store';
import { meanwhileStore } from './meanwhile-store';

const size = { people: 9, chunkSize: 4 };
const areaCode = '990101000000';

/** A file that speaks of one line of a batch whose answer was complete long ago. */
const late = (county: County, batchId: string, lineNo: number, verdict: 'credited' | 'returned' = 'credited'): ReturnFileInput => {
  const whole = county.answer(batchId, 1, (no) => (no === lineNo ? verdict : 'silent'));
  return { ...whole, sha256: contentHash({ late: whole.rows }) };
};

/** Paid for 2016; line 1 came back and the batch was closed without it. */
const closed = async (county: County): Promise<string> => {
  const { payments } = county.runtime.services;
  await county.settleIn();
  const batchId = await county.payOut('2016');
  value(await payments.receiveReturns(county.as(officers.preparer, 'answer'), county.answer(batchId, 1, (lineNo) => (lineNo === 1 ? 'returned' : 'credited'))));
  must(await payments.close(county.as(officers.preparer, 'close'), { batchId }));
  await county.runtime.settle();
  const after = addDays(dateOf(county.clock.now()), 3);
  if (county.clock.now() < instantOf('2016-01-07', 9)) county.clock.advanceTo(instantOf(after, 9));
  return batchId;
};

const lateAnswer = async (county: County, batchId: string): Promise<void> => {
  value(await county.runtime.services.payments.receiveReturns(county.as(officers.preparer, 'late'), late(county, batchId, 1)));
  await county.runtime.settle();
};

/** The next list of the county; what is free is on it. */
const nextList = async (county: County, period = '2016-12'): Promise<{ readonly batchId: string; readonly lines: number }> => {
  const { payments } = county.runtime.services;
  const { batchId } = value(await payments.open(county.as(officers.preparer, `${period}/open`), { scheme, areaCode, period }));
  const { lines } = value(await payments.buildAll(county.as(officers.preparer, `${period}/build`), { batchId }));
  return { batchId, lines };
};

const settleBy = async (county: County, batchId: string, outcome: 'credited' | 'returned', step = 'first'): Promise<void> => {
  const { payments } = county.runtime.services;
  const creditedOn = outcome === 'credited' ? '2016-01-06' : null;
  const { reconciliation } = value(await payments.proposeReconciliation(county.as(officers.preparer, `propose-${step}`), { batchId, lineNo: 1, outcome, creditedOn, evidence: '银行对账单 2016-01 第 3 页' }));
  value(await payments.approveReconciliation(county.as(officers.approver, `agree-${step}`), { batchId, lineNo: 1, reconciliation }));
  await county.runtime.settle();
};

const lineOne = async (county: County, batchId: string): Promise<LineState | undefined> => (await loadStream(county.runtime.deps, paymentLinesDecider, linesStream(batchId, 1))).state.lines[1];
/** Months that the person of line 1 has claimed. */
const monthsHeld = async (county: County, batchId: string): Promise<readonly string[]> => {
  const { personKey } = (await lineOne(county, batchId)) ?? {};
  return county.monthsClaimed(county.people.findIndex((_, index) => county.personKey(index) === personKey));
};
const fundOf = async (county: County) => (await loadStream(county.runtime.deps, fundDecider, fundStream(fundIdOf(scheme, areaCode, 2016)))).state;
const total = (money: Readonly<Record<string, number>>): number => sumFen(Object.values(money));
const yearly = 12;

describe('a credit that the bank reports after the batch was closed', () => {
  it('keeps the next batch from paying those months again', async () => {
    const county = new County(size);
    const batchId = await closed(county);
    expect(await monthsHeld(county, batchId)).toHaveLength(0);
    await lateAnswer(county, batchId);
    expect(await monthsHeld(county, batchId)).toHaveLength(yearly);
    expect(await nextList(county)).toMatchObject({ lines: 0 });
    expect(await lineOne(county, batchId)).toMatchObject({ status: 'unknown', openExceptions: ['late'] });
  });

  it('is paid once by that batch when two officers find it credited, and its money is booked beyond the reservation', async () => {
    const county = new County(size);
    const batchId = await closed(county);
    const before = await fundOf(county);
    await lateAnswer(county, batchId);
    await settleBy(county, batchId, 'credited');
    const after = await fundOf(county);
    const amountFen = (await lineOne(county, batchId))?.amountFen ?? 0;
    expect([total(heldOf(before)) - total(heldOf(after)), total(availableOf(before)) - total(availableOf(after))]).toEqual([amountFen, amountFen]);
    expect(total(after.reservations[batchId]?.beyond ?? {})).toBe(amountFen);
    expect(await nextList(county)).toMatchObject({ lines: 0 });
    expect(await county.checkMoney([batchId])).toBe(9 * amountFen);
  });

  it('is paid by the next batch when two officers find that it came back', async () => {
    const county = new County(size);
    const batchId = await closed(county);
    await lateAnswer(county, batchId);
    await settleBy(county, batchId, 'returned');
    expect(await monthsHeld(county, batchId)).toHaveLength(0);
    expect(await nextList(county)).toMatchObject({ lines: 1 });
    await county.checkMoney([batchId]);
  });

  it('is an exception when another batch has claimed the months meanwhile, and no third batch pays them', async () => {
    const county = new County(size);
    const { payments } = county.runtime.services;
    const batchId = await closed(county);
    const next = await nextList(county);
    expect(next.lines).toBe(1);
    await lateAnswer(county, batchId);
    expect(await lineOne(county, batchId)).toMatchObject({ openExceptions: ['late', 'paid-twice'] });
    expect(await monthsHeld(county, batchId)).toHaveLength(yearly);
    await settleBy(county, batchId, 'credited');
    // The other batch can still be stopped; what it gives back is not free, because it was paid.
    must(await payments.cancel(county.as(officers.preparer, 'cancel-next'), { batchId: next.batchId, reason: '已由前一批次发放' }));
    expect(await nextList(county, '2016-11')).toMatchObject({ lines: 0 });
    expect(await lineOne(county, batchId)).toMatchObject({ status: 'credited', openExceptions: ['paid-twice'] });
    // Once the person has paid it back, nothing of it is open and the months are owed again.
    await settleBy(county, batchId, 'returned', 'second');
    expect(await lineOne(county, batchId)).toMatchObject({ status: 'returned', openExceptions: [] });
    expect(total((await fundOf(county)).reservations[batchId]?.used ?? {})).toBe(8 * ((await lineOne(county, batchId))?.amountFen ?? 0));
    expect(await nextList(county, '2016-10')).toMatchObject({ lines: 1 });
  });

  it('books the money also when the bank says it once more, without any decision', async () => {
    const county = new County(size);
    const batchId = await closed(county);
    await lateAnswer(county, batchId);
    const again = late(county, batchId, 1);
    value(await county.runtime.services.payments.receiveReturns(county.as(officers.preparer, 'later'), { ...again, sha256: contentHash('later') }));
    expect(await lineOne(county, batchId)).toMatchObject({ status: 'credited' });
    expect(total((await fundOf(county)).reservations[batchId]?.beyond ?? {})).toBe((await lineOne(county, batchId))?.amountFen);
    expect(await nextList(county)).toMatchObject({ lines: 0 });
  });
});

describe('a credit that the bank reports while a closed batch gives its months back', () => {
  it('keeps the next batch from paying them again, also when the one that gave them back dies right after', async () => {
    const at = { meanwhile: () => Promise.resolve(), armed: false, dies: true };
    const county = new County({ ...size, wrapStore: meanwhileStore('ledger-', at) });
    const { payments } = county.runtime.services;
    await county.settleIn();
    const batchId = await county.payOut('2016');
    value(await payments.receiveReturns(county.as(officers.preparer, 'answer'), county.answer(batchId, 1, (lineNo) => (lineNo === 1 ? 'returned' : 'credited'))));
    at.meanwhile = async () => void value(await payments.receiveReturns(county.as(officers.preparer, 'late'), late(county, batchId, 1)));
    at.armed = true;
    await expect(payments.close(county.as(officers.preparer, 'close'), { batchId })).rejects.toThrow(StoreUnavailable);
    expect([at.armed, (await lineOne(county, batchId))?.status]).toEqual([false, 'unknown']);
    // The work is found again and ends.
    value(await payments.release(county.as(officers.preparer, 'release'), { batchId }));
    expect(await monthsHeld(county, batchId)).toHaveLength(yearly);
    expect(await nextList(county)).toMatchObject({ lines: 0 });
    await county.checkMoney([batchId]);
  });
});

describe('a credit that the bank takes back', () => {
  it('is issued again and credited once after two officers agreed, and the batch closes to the fen', async () => {
    const county = new County(size);
    const { payments } = county.runtime.services;
    await county.settleIn();
    const batchId = await county.payOut('2016');
    value(await payments.receiveReturns(county.as(officers.preparer, 'answer'), county.answer(batchId, 1, () => 'credited')));
    value(await payments.receiveReturns(county.as(officers.preparer, 'taken-back'), late(county, batchId, 1, 'returned')));
    expect(await lineOne(county, batchId)).toMatchObject({ status: 'credited', openExceptions: ['reversed'] });
    await settleBy(county, batchId, 'returned');
    await county.checkMoney([batchId]);
    value(await payments.reissue(county.as(officers.preparer, 'reissue'), { batchId, lines: [1], reason: '账户已恢复' }));
    await county.runtime.settle();
    value(await payments.writeFile(county.as(officers.preparer, 'file-2'), { batchId }));
    must(await payments.send(county.as(officers.preparer, 'send-2'), { batchId, fileNo: 2, bankReference: 'b2' }));
    value(await payments.receiveReturns(county.as(officers.preparer, 'answer-2'), county.answer(batchId, 2, () => 'credited')));
    must(await payments.close(county.as(officers.preparer, 'close'), { batchId }));
    const amountFen = (await lineOne(county, batchId))?.amountFen ?? 0;
    expect(await county.checkMoney([batchId])).toBe(9 * amountFen);
    expect(total((await fundOf(county)).reservations[batchId]?.used ?? {})).toBe(9 * amountFen);
  });
});

describe('a crash at any append of a late credit and its settlement', () => {
  const story = async (county: County, claimedMeanwhile: boolean, outcome: 'credited' | 'returned'): Promise<string> => {
    const batchId = await closed(county);
    if (claimedMeanwhile) await nextList(county);
    await lateAnswer(county, batchId);
    await settleBy(county, batchId, outcome);
    if (!claimedMeanwhile) await nextList(county);
    await county.runtime.settle();
    return batchId;
  };
  const untilDone = async (county: County, claimedMeanwhile: boolean, outcome: 'credited' | 'returned'): Promise<void> => {
    for (let crashes = 0; crashes < 3; crashes += 1) {
      try {
        await story(county, claimedMeanwhile, outcome);
        return;
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
      }
    }
    throw new Error('expected one crash at most');
  };

  it.each<[boolean, 'credited' | 'returned']>([[false, 'credited'], [false, 'returned'], [true, 'credited'], [true, 'returned']])(
    'leads to the same log as no crash (claimed meanwhile: %s, %s)',
    async (claimedMeanwhile, outcome) => {
      let appends = 0;
      const calm = new County({ ...size, wrapStore: (store) => crashingStore(store, { append: 0, stored: false }, () => (appends += 1)) });
      const batchId = await story(calm, claimedMeanwhile, outcome);
      const [expected, from] = [await calm.content(), appends - 24];
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: from, max: appends }), fc.boolean(), async (append, stored) => {
          const county = new County({ ...size, wrapStore: (store) => crashingStore(store, { append, stored }) });
          await untilDone(county, claimedMeanwhile, outcome);
          expect(await county.content()).toEqual(expected);
          if (!claimedMeanwhile) await county.checkMoney([batchId]);
        }),
        { numRuns: 12 },
      );
    },
    120_000,
  );
});
