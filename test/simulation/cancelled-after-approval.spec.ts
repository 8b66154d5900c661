import { loadStream } from '@zhibu/application';
import { areaAtLevel, batchStream, fundDecider, fundIdOf, fundStream, linesStream, outstandingOf, paymentBatchDecider, paymentLinesDecider } from '@zhibu/domain';
import { StoreUnavailable } from '@zhibu/event-store';
import { demoCounty } from '@zhibu/demo';
import { County, must, officers, scheme, value } from './county';
import { meanwhileStore } from './meanwhile-store';

const fundId = fundIdOf(scheme, areaAtLevel(demoCounty, 'county'), 2016);

/** Frozen, submitted and approved, with no money in the account. */
const approvedList = async (county: County, period: string): Promise<string> => {
  const { payments } = county.runtime.services;
  const batchId = await county.list(period);
  if (batchId === null) throw new Error('expected somebody due');
  const { state } = await loadStream(county.runtime.deps, paymentBatchDecider, batchStream(batchId));
  must(await payments.submit(county.as(officers.preparer, `${period}/submit`), { batchId }));
  must(await payments.approve(county.as(officers.approver, `${period}/approve`), { batchId, listHash: state.listHash ?? '' }));
  return batchId;
};

const money = async (county: County): Promise<void> => {
  for (const level of ['central', 'province', 'city', 'county'] as const) {
    const receipt = { scheme, areaCode: demoCounty, year: 2016, receiptNo: level, level, amountFen: 1e9, receivedOn: '2016-01-04', document: '示例财社〔2016〕1号' };
    must(await county.runtime.services.funds.recordReceipt(county.as(officers.preparer, `receipt-${level}`), receipt));
  }
};

const stillReserved = async (county: County): Promise<number> => {
  const { state } = await loadStream(county.runtime.deps, fundDecider, fundStream(fundId));
  return Object.values(state.reservations).flatMap((each) => Object.values(outstandingOf(each))).reduce((sum, fen) => sum + fen, 0);
};

describe('an approved batch that is cancelled', () => {
  it('gives the months back when the money stays short, and another batch pays them', async () => {
    const county = new County({ people: 6, chunkSize: 4 });
    await county.settleIn();
    const { payments } = county.runtime.services;
    const batchId = await approvedList(county, '2016-06');
    expect(await payments.reserveFunds(county.as(officers.preparer, 'reserve'), { batchId })).toMatchObject({ ok: false, rejection: { code: 'fund.short' } });
    expect(await payments.cancel(county.as(officers.preparer, 'cancel-1'), { batchId, reason: 'no money' })).toMatchObject({ ok: false, rejection: { code: 'authority.role' } });
    expect(await county.monthsClaimed(0)).toHaveLength(6);
    must(await payments.cancel(county.as(officers.approver, 'cancel-2'), { batchId, reason: 'no money' }));
    expect(await county.monthsClaimed(0)).toHaveLength(0);
    // Money that comes later is not set aside for it.
    await money(county);
    await county.runtime.settle();
    expect(await stillReserved(county)).toBe(0);
    await county.payOut('2016-07');
    expect(await county.monthsClaimed(0)).toHaveLength(7);
  });

  it('gives the money back that was set aside, also when it was cancelled in the middle of that', async () => {
    const county = new County({ people: 6, chunkSize: 4 });
    await county.settleIn();
    await money(county);
    const { payments } = county.runtime.services;
    const funded = await approvedList(county, '2016-06');
    must(await payments.reserveFunds(county.as(officers.preparer, 'reserve'), { batchId: funded }));
    expect(await stillReserved(county)).toBeGreaterThan(0);
    must(await payments.cancel(county.as(officers.approver, 'cancel'), { batchId: funded, reason: 'mistake' }));
    expect(await stillReserved(county)).toBe(0);
    const torn = await approvedList(county, '2016-07');
    const [cancelled, reserved] = await Promise.all([
      payments.cancel(county.as(officers.approver, 'cancel-torn'), { batchId: torn, reason: 'mistake' }),
      payments.reserveFunds(county.as(officers.preparer, 'reserve-torn'), { batchId: torn }),
    ]);
    expect([cancelled.ok, reserved.ok]).toEqual([true, false]);
    await county.runtime.settle();
    expect(await stillReserved(county)).toBe(0);
    expect(value(await payments.release(county.as(officers.preparer, 'release'), { batchId: torn }))).toEqual({ batchId: torn });
  });
});

describe('an approved batch that is cancelled while a worker sets money aside for it', () => {
  it.each([
    ['and its job is lost', true],
    ['and the worker lives', false],
  ])('keeps no money %s', async (_, dies) => {
    const at = { meanwhile: () => Promise.resolve(), armed: false, dies };
    const county = new County({ people: 6, chunkSize: 4, wrapStore: meanwhileStore('fund-', at) });
    await county.settleIn();
    await money(county);
    const { payments } = county.runtime.services;
    const batchId = await approvedList(county, '2016-06');
    at.meanwhile = async () => void must(await payments.cancel(county.as(officers.approver, 'cancel'), { batchId, reason: 'mistake' }));
    at.armed = true;
    // Nobody reserves again: the batch ended, and was recorded as released, before the money was set aside.
    const reserved = await payments.reserveFunds(county.as(officers.preparer, 'reserve'), { batchId }).catch((error: unknown) => error);
    expect([at.armed, reserved instanceof StoreUnavailable]).toEqual([false, dies]);
    if (!dies) expect(reserved).toMatchObject({ ok: false, rejection: { code: 'fund.batch-ended' } });
    expect(await stillReserved(county)).toBe(0);
    await county.payOut('2016-07');
    expect(await county.monthsClaimed(0)).toHaveLength(7);
  });
});

describe('a batch that is cancelled while a worker builds it', () => {
  it.each([
    ['claims for the first person', 'ledger-', true],
    ['claims for the first person, and lives', 'ledger-', false],
    ['writes its lines', 'lines-', true],
    ['writes its lines, and lives', 'lines-', false],
    ['notes the chunk', 'batch-', true],
  ])('keeps no month when the worker just %s and its job is lost', async (_, prefix, dies) => {
    const at = { meanwhile: () => Promise.resolve(), armed: false, dies };
    const county = new County({ people: 6, chunkSize: 4, wrapStore: meanwhileStore(prefix, at) });
    await county.settleIn();
    const { payments } = county.runtime.services;
    const { batchId } = value(await payments.open(county.as(officers.preparer, 'open'), { scheme, areaCode: demoCounty, period: '2016' }));
    at.meanwhile = async () => void must(await payments.cancel(county.as(officers.preparer, 'cancel'), { batchId, reason: 'mistake' }));
    at.armed = true;
    // Nobody builds again: the queue that held the job is gone.
    const built = await payments.buildChunk(county.as(officers.preparer, 'build'), { batchId, chunk: 1 }).catch((error: unknown) => error);
    expect([at.armed, built instanceof StoreUnavailable || (built as { ok: boolean }).ok]).toEqual([false, dies]);
    for (const index of county.people.keys()) expect(await county.monthsClaimed(index)).toEqual([]);
    const { state } = await loadStream(county.runtime.deps, paymentLinesDecider, linesStream(batchId, 1));
    expect(state.status).toBe('cancelled');
    await county.payOut('2016');
    expect(await county.monthsClaimed(0)).toHaveLength(12);
    await county.checkMoney([batchId, batchId.replace(/1$/, '2')]);
  });

  it('may be released by finance only', async () => {
    const county = new County({ people: 2, chunkSize: 4 });
    await county.settleIn();
    const batchId = (await county.list('2016')) ?? '';
    const before = await county.content();
    for (const who of [officers.caseworker, officers.county]) {
      expect(await county.runtime.services.payments.release(county.as(who, 'release'), { batchId })).toMatchObject({ ok: false, rejection: { code: 'authority.role' } });
      expect(await county.runtime.services.payments.writeFile(county.as(who, 'file'), { batchId })).toMatchObject({ ok: false, rejection: { code: 'authority.role' } });
    }
    expect(await county.content()).toEqual(before);
  });
});
