import { entitlementIdOf } from '@zhibu/domain';
import { StoreUnavailable } from '@zhibu/event-store';
import { demoCounty } from '@zhibu/demo';
import { County, must, officers, scheme, value } from './county';
import { meanwhileStore } from './meanwhile-store';

const months = ['2016-01', '2016-02', '2016-03', '2016-04', '2016-05', '2016-06'];

/**
 * A worker claims for somebody whose right is suspended in the same moment; another one builds the chunk without that
 * person before the claim is written.
 */
const builtByTwo = async (dies: boolean): Promise<{ readonly county: County; readonly batchId: string; readonly entitlementId: string; readonly who: number }> => {
  const at = { meanwhile: () => Promise.resolve(), armed: false, dies };
  const county = new County({ people: 6, chunkSize: 6, wrapStore: meanwhileStore('ledger-', at) });
  await county.settleIn();
  const { payments, entitlements } = county.runtime.services;
  const { batchId } = value(await payments.open(county.as(officers.preparer, 'open'), { scheme, areaCode: demoCounty, period: '2016-06' }));
  // The first of the list is claimed for first.
  const [first = ''] = county.people.map((_, index) => county.personKey(index)).sort();
  const entitlementId = entitlementIdOf(scheme, first);
  at.meanwhile = async () => {
    must(await entitlements.suspend(county.as(officers.caseworker, 'suspend'), { entitlementId, fromMonth: '2016-01', reason: 'check' }));
    expect(value(await payments.buildChunk(county.as(officers.preparer, 'second'), { batchId, chunk: 1 }))).toMatchObject({ lines: 5 });
  };
  at.armed = true;
  const built = await payments.buildChunk(county.as(officers.preparer, 'first'), { batchId, chunk: 1 }).catch((error: unknown) => error);
  expect([at.armed, built instanceof StoreUnavailable]).toEqual([false, dies]);
  return { county, batchId, entitlementId, who: county.people.findIndex((_, index) => county.personKey(index) === first) };
};

describe('two workers that build one chunk and differ about somebody', () => {
  it('leave no month with a batch that has no line for it', async () => {
    const { county, batchId, who } = await builtByTwo(false);
    expect(await county.monthsClaimed(who)).toEqual([]);
    must(await county.runtime.services.payments.freeze(county.as(officers.preparer, 'freeze'), { batchId }));
    await county.checkMoney([batchId]);
  });

  it('leave it no longer than until the batch is closed, when the one that claimed it died', async () => {
    const { county, batchId, entitlementId, who } = await builtByTwo(true);
    const { payments, entitlements } = county.runtime.services;
    must(await payments.freeze(county.as(officers.preparer, 'freeze'), { batchId }));
    await county.approve('2016-06', batchId);
    value(await payments.writeFile(county.as(officers.preparer, 'file'), { batchId }));
    must(await payments.send(county.as(officers.preparer, 'send'), { batchId, fileNo: 1, bankReference: 'b1' }));
    value(await payments.receiveReturns(county.as(officers.preparer, 'answer'), county.answer(batchId, 1, () => 'credited')));
    must(await payments.close(county.as(officers.preparer, 'close'), { batchId }));
    expect(await county.monthsClaimed(who)).toEqual([]);
    const { changeId } = value(await entitlements.propose(county.as(officers.caseworker, 'propose'), { entitlementId, change: { kind: 'resume', fromMonth: '2016-07', backPay: true }, reason: 'found' }));
    must(await entitlements.approve(county.as(officers.county, 'agree'), { entitlementId, changeId }));
    await county.list('2016-07');
    expect(await county.monthsClaimed(who)).toEqual([...months, '2016-07']);
  });
});
