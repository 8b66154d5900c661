import { loadStream } from '@zhibu/application';
import { batchStream, paymentBatchDecider } from '@zhibu/domain';
import { County, must, officers, value } from './county';
import { meanwhileStore } from './meanwhile-store';

const second = { ...officers.approver, userId: 'approver-2' };

const funded = async () => {
  const at = { meanwhile: (): Promise<void> => Promise.resolve(), armed: false, dies: false };
  const county = new County({ people: 3, chunkSize: 10, wrapStore: meanwhileStore('batch-', at) });
  await county.settleIn();
  const batchId = (await county.list('2016')) ?? '';
  await county.approve('2016', batchId);
  return { at, county, batchId, stateNow: async () => (await loadStream(county.runtime.deps, paymentBatchDecider, batchStream(batchId))).state };
};

describe('a file that was voided while a slow worker still wrote it', () => {
  it('is not recorded as its successor; that one is written when an officer asks for it', async () => {
    const { at, county, batchId, stateNow } = await funded();
    const { payments } = county.runtime.services;
    const write = (by: typeof second, key: string) => payments.writeFile(county.as(by, key), { batchId });
    at.meanwhile = async () => {
      value(await write(officers.preparer, 'file'));
      must(await payments.voidFile(county.as(second, 'void'), { batchId, fileNo: 1, reason: 'the wrong day' }));
    };
    at.armed = true;
    expect(await write(county.runtime.automation, 'slow')).toMatchObject({ ok: false, rejection: { code: 'batch.file-voided' } });
    expect(await stateNow()).toMatchObject({ status: 'funded', files: [], voidedFiles: [{ fileNo: 1, version: 1 }] });
    expect(value(await write(officers.preparer, 'successor'))).toMatchObject({ location: `memory:${batchId}/1.v2` });
    must(await payments.takeFile(county.as(officers.preparer, 'take'), { batchId, fileNo: 1, reason: 'to the bank' }));
  });
});
