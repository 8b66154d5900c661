import { StoredEvent } from '@zhibu/event-store';
import { alteringStore } from './altering-store';
import { County } from './county';

type Data = Readonly<Record<string, unknown>>;

/** A county that paid one list, read back as somebody changed it. */
const paidCounty = async () => {
  let alter = (event: StoredEvent): StoredEvent => event;
  const county = new County({ people: 6, chunkSize: 4, wrapStore: (store) => alteringStore(store, (event) => alter(event)) });
  await county.settleIn();
  await county.payOut('2016');
  return (type: string, change: (data: Data) => Data) => {
    alter = (event) => (event.type === type ? { ...event, data: change(event.data as Data) } : event);
    return county.runtime.services.verify.verify();
  };
};

describe('lists executed again from their lines', () => {
  it('have the hashes that were approved, and name the line, the chunk or the list that was changed', async () => {
    const verifyWith = await paidCounty();
    const count = (kind: string, executed: number, differences = 0) => ({ kind, executed, differences, rulesGone: 0, erased: 0 });
    const sound = await verifyWith('none', (data) => data);
    expect(sound).toMatchObject({ differences: 0, kinds: expect.arrayContaining([count('chunk', 2), count('list', 1), count('approval', 1)]) as unknown });
    const lines = await verifyWith('LinesBuilt', (data) => ({ ...data, lines: (data['lines'] as Data[]).map((line, index) => (index === 0 ? { ...line, accountKey: 'another' } : line)) }));
    expect(lines).toMatchObject({ differences: 2, sample: [{ kind: 'chunk' }, { kind: 'chunk' }] });
    const chunk = await verifyWith('BatchChunkBuilt', (data) => ({ ...data, hash: String(data['hash']).replace(/^./, 'x') }));
    expect(chunk.kinds).toEqual(expect.arrayContaining([count('chunk', 2, 2), count('list', 1, 1)]));
    const list = await verifyWith('BatchFrozen', (data) => ({ ...data, totalFen: Number(data['totalFen']) - 1 }));
    const limit = await verifyWith('BatchApproved', (data) => ({ ...data, secondApprovalAboveFen: 1 }));
    expect(limit).toMatchObject({ differences: 1, sample: [{ kind: 'approval', what: { en: expect.stringContaining('limit') as string } }] });
    expect(list).toMatchObject({ differences: 2, sample: [{ kind: 'list', what: { zh: expect.stringContaining('冻结名单') as string } }, { kind: 'approval' }] });
  });
});
