import { loadStream } from '@zhibu/application';
import { batchStream, paymentBatchDecider } from '@zhibu/domain';
import { MemoryFile } from '@zhibu/runtime';
import { County, officers, value } from './county';

const written = async () => {
  const county = new County({ people: 3, chunkSize: 2 });
  await county.settleIn();
  const batchId = (await county.list('2016')) ?? '';
  await county.approve('2016', batchId);
  value(await county.runtime.services.payments.writeFile(county.as(officers.preparer, 'file'), { batchId }));
  const taken = async (): Promise<number> => {
    const { events } = await loadStream(county.runtime.deps, paymentBatchDecider, batchStream(batchId));
    return events.filter(({ type }) => type === 'BatchFileTaken').length;
  };
  return { county, batchId, taken };
};

describe('taking a bank file', () => {
  it('is recorded before the first byte, and gives the bytes that were recorded', async () => {
    const { county, batchId, taken } = await written();
    const file = value(await county.runtime.services.payments.takeFile(county.as(officers.preparer, 'take'), { batchId, fileNo: 1, reason: 'to the bank' }));
    expect([await taken(), file.name]).toEqual([1, `${batchId}.1.txt`]);
    const bytes: Uint8Array[] = [];
    for await (const piece of file.content) bytes.push(piece);
    expect(Buffer.concat(bytes).toString()).toContain(county.people[0]?.form.account?.accountNumber);
  });

  it('gives nothing when what is kept is not what was recorded, and records nothing', async () => {
    const { county, batchId, taken } = await written();
    const take = (key: string) => county.runtime.services.payments.takeFile(county.as(officers.preparer, key), { batchId, fileNo: 1, reason: 'to the bank' });
    const files = county.runtime.files as Map<string, MemoryFile>;
    const location = `memory:${batchId}/1`;
    const kept = files.get(location) as MemoryFile;
    files.set(location, { ...kept, sha256: 'f'.repeat(64) });
    expect(await take('changed')).toMatchObject({ ok: false, rejection: { code: 'file.not-kept', actual: { en: 'f'.repeat(64) } } });
    files.delete(location);
    expect(await take('missing')).toMatchObject({ ok: false, rejection: { code: 'file.not-kept', actual: { en: 'no file' } } });
    expect(await taken()).toBe(0);
    // Written again, to the same content, it can be taken.
    expect(value(await county.runtime.services.payments.writeFile(county.as(officers.preparer, 'again'), { batchId })).sha256).toBe(kept.sha256);
    expect((await take('again')).ok).toBe(true);
  });
});
