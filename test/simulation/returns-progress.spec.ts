import { contentHash } from '@zhibu/kernel';
import { ReturnFileInput } from '@zhibu/application';
import { County, must, officers, value } from './county';
import { crashingStore } from './crashing-store';

/** Nine chunks: lines are settled eight chunks at a time. */
const [people, chunkSize, firstStep] = [36, 4, 32];

const answerOf = (county: County, batchId: string): ReturnFileInput => ({ ...county.answer(batchId, 1, () => 'credited'), sha256: contentHash([batchId, 'all credited']) });

describe('how far a return file is', () => {
  it('is told in rows of the file that stand on their lines, also by the receipt that goes on after a break', async () => {
    const [crash, seen] = [{ append: -1, stored: false }, { appends: 0 }];
    const county = new County({ people, chunkSize, wrapStore: (store) => crashingStore(store, crash, () => (seen.appends += 1)) });
    await county.settleIn();
    const batchId = await county.payOut('2016');
    const { payments } = county.runtime.services;
    const receive = async () => {
      const told: number[] = [];
      const outcome = await payments.receiveReturns(county.as(officers.preparer, 'a'), answerOf(county, batchId), (rows) => told.push(rows)).catch(() => null);
      return { told, outcome };
    };
    // One append stores the rows, eight settle the first chunks; the one of the ninth breaks.
    crash.append = seen.appends + 10;
    expect(await receive()).toEqual({ told: [firstStep], outcome: null });
    expect(value(await payments.postedReturns({ batchId }))).toEqual([]);
    const second = await receive();
    expect(second.told).toEqual([firstStep, people]);
    const third = await receive();
    expect([third.told, third.outcome]).toEqual([[firstStep, people], expect.objectContaining({ ok: true, duplicate: true })]);
    expect(value(await payments.postedReturns({ batchId }))).toEqual([answerOf(county, batchId).sha256]);
    if (second.outcome === null) throw new Error('expected an outcome');
    expect(must(second.outcome).value.credited).toBe(people);
  });

  it('is not told of a file that is refused, nor is it posted', async () => {
    const county = new County({ people: 2, chunkSize });
    await county.settleIn();
    const batchId = await county.payOut('2016');
    const told: number[] = [];
    const { payments } = county.runtime.services;
    const answer = answerOf(county, batchId);
    const outcome = await payments.receiveReturns(county.as(officers.preparer, 'a'), { ...answer, statedTotalFen: answer.statedTotalFen + 1 }, (rows) => told.push(rows));
    expect([outcome, told]).toEqual([expect.objectContaining({ ok: false }), []]);
    expect(value(await payments.postedReturns({ batchId }))).toEqual([]);
    expect(await payments.postedReturns({ batchId: 'rural-reward.990101000000.1999.1' })).toMatchObject({ ok: false, rejection: { code: 'batch.not-found' } });
  });
});
