import fc from 'fast-check';
import { StoreUnavailable } from '@zhibu/event-store';
import { County, must, officers, value } from './county';
import { crashingStore } from './crashing-store';

const size = { people: 9, chunkSize: 4 };

/** A batch's whole life by the same keys each time, as people and jobs that try again would do it. */
const life = async (county: County): Promise<void> => {
  const { payments } = county.runtime.services;
  await county.settleIn();
  const batchId = await county.payOut('2016');
  value(await payments.receiveReturns(county.as(officers.preparer, 'answer'), county.answer(batchId, 1, (lineNo) => (lineNo % 4 === 1 ? 'returned' : 'credited'))));
  value(await payments.reissue(county.as(officers.preparer, 'reissue'), { batchId, lines: [1, 5], reason: 'unfrozen' }));
  value(await payments.writeFile(county.as(officers.preparer, 'file-2'), { batchId }));
  must(await payments.send(county.as(officers.preparer, 'send-2'), { batchId, fileNo: 2, bankReference: 'b2' }));
  value(await payments.receiveReturns(county.as(officers.preparer, 'answer-2'), county.answer(batchId, 2, (lineNo) => (lineNo === 1 ? 'returned' : 'credited'))));
  must(await payments.close(county.as(officers.preparer, 'close'), { batchId }));
  await county.runtime.settle();
};

const untilDone = async (county: County): Promise<number> => {
  for (let crashes = 0; crashes < 3; crashes += 1) {
    try {
      await life(county);
      return crashes;
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
    }
  }
  throw new Error('expected one crash at most');
};

describe('a crash at any append', () => {
  it('leads to the same log as no crash, once the work is done again', async () => {
    const calm = new County(size);
    await life(calm);
    const expected = await calm.content();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 90 }), fc.boolean(), async (append, stored) => {
        const county = new County({ ...size, wrapStore: (store) => crashingStore(store, { append, stored }) });
        await untilDone(county);
        expect(await county.content()).toEqual(expected);
        await county.checkMoney(['rural-reward.990101000000.2016.1']);
      }),
      // Also the moment between the record of a file and its name.
      { numRuns: 40, examples: [[69, true]] },
    );
  });
});
