import { loadStream } from '@zhibu/application';
import { batchIdOf, entitlementIdOf, linesOf, linesStream, paymentBatchDecider, batchStream, paymentLinesDecider } from '@zhibu/domain';
import { demoCounty } from '@zhibu/demo';
import { County, must, officers, scheme, value } from './county';

const lineIds = async (county: County, batchId: string): Promise<readonly string[]> => {
  const batch = await loadStream(county.runtime.deps, paymentBatchDecider, batchStream(batchId));
  const chunks = await Promise.all(batch.state.chunksPlanned.map((chunk) => loadStream(county.runtime.deps, paymentLinesDecider, linesStream(batchId, chunk))));
  return chunks.flatMap(({ state }) => linesOf(state).map((line) => `${line.lineNo} ${line.entitlementId}`));
};

describe('people who join after a batch was planned', () => {
  it('wait for the next batch, also while two workers build the same chunks', async () => {
    const county = new County({ people: 12, chunkSize: 4 });
    const { payments } = county.runtime.services;
    const ids = county.people.map((_, index) => entitlementIdOf(scheme, county.personKey(index)));
    // Every third by id joins late, so that each chunk has newcomers in its range.
    const late = new Set([...ids].sort().filter((_, place) => place % 3 === 1));
    await county.settleIn('2016-01', (index) => !late.has(ids[index] ?? ''));
    const { batchId } = value(await payments.open(county.as(officers.preparer, 'open'), { scheme, areaCode: demoCounty, period: '2016' }));
    await county.settleIn('2016-01', (index) => late.has(ids[index] ?? ''));
    const workers = ['one', 'two'].map((name) => payments.buildAll(county.as(officers.preparer, `build-${name}`), { batchId }));
    for (const built of await Promise.all(workers)) expect(must(built).value).toMatchObject({ lines: 8, exceptions: 0 });
    const planned = ids.filter((id) => !late.has(id)).sort();
    expect(await lineIds(county, batchId)).toEqual(planned.map((id, index) => `${index + 1} ${id}`));
    const next = value(await payments.open(county.as(officers.preparer, 'open-2'), { scheme, areaCode: demoCounty, period: '2016' }));
    expect(next.batchId).toBe(batchIdOf(scheme, demoCounty, '2016', 2));
    must(await payments.buildAll(county.as(officers.preparer, 'build-2'), { batchId: next.batchId }));
    expect((await lineIds(county, next.batchId)).map((line) => line.split(' ')[1]).sort()).toEqual([...late].sort());
  });
});
