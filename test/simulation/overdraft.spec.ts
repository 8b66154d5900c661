import { loadStream } from '@zhibu/application';
import { demoCounty } from '@zhibu/demo';
import { batchStream, paymentBatchDecider } from '@zhibu/domain';
import { County, must, officers, scheme } from './county';

const second = { ...officers.approver, userId: 'approver-2' };
const limitFen = 10_000_000;

describe('a list paid with money that is not there', () => {
  it('needs an approver of the list and another person who allows the overdraft', async () => {
    const county = new County({ people: 3, chunkSize: 10 });
    await county.settleIn();
    const { payments, funds } = county.runtime.services;
    const batchId = (await county.list('2016')) ?? '';
    const stateNow = async () => (await loadStream(county.runtime.deps, paymentBatchDecider, batchStream(batchId))).state;
    must(await payments.submit(county.as(officers.preparer, 'submit'), { batchId }));
    must(await payments.approve(county.as(officers.approver, 'approve'), { batchId, listHash: (await stateNow()).listHash ?? '' }));
    await county.runtime.settle();
    expect((await stateNow()).status).toBe('approved');
    const levels = (await stateNow()).byLevel.map(({ level }) => level);
    const allow = async (by: typeof second): Promise<void> => {
      for (const level of levels) must(await funds.allowOverdraft(county.as(by, `overdraft-${by.userId}-${level}`), { scheme, areaCode: demoCounty, year: 2016, level, limitFen, document: '县府〔2016〕3号' }));
      // The wake-up does not fail: it waits for people, as with money that is short.
      await county.runtime.settle();
    };
    await allow(officers.approver);
    expect((await stateNow()).status).toBe('approved');
    expect(await payments.reserveFunds(county.as(officers.preparer, 'reserve'), { batchId })).toMatchObject({ ok: false, rejection: { code: 'duty.allowed-overdraft-and-approves' } });
    expect(await payments.writeFile(county.as(officers.preparer, 'file'), { batchId })).toMatchObject({ ok: false, rejection: { code: 'batch.wrong-status' } });
    await allow(second);
    // Reserved, and the file written by the next wake-up.
    expect(await stateNow()).toMatchObject({ status: 'filed', lines: 3 });
  });
});
