import { Actor, instantOf } from '@zhibu/kernel';
import { loadStream } from '@zhibu/application';
import { BatchChunkBuilt, EntitlementState, batchStream, entitlementDecider, entitlementIdOf, entitlementStream, paymentBatchDecider } from '@zhibu/domain';
import { demoCounty } from '@zhibu/demo';
import { EventStore, StoreUnavailable } from '@zhibu/event-store';
import { County, must, officers, scheme, value } from './county';

const source = { kind: 'certificate', reference: '证明', issuedBy: '示例县', issuedOn: '2016-03-01' } as const;
const officer = (userId: string, role: Actor['roles'][number]['role']): Actor => ({ userId, kind: 'officer', roles: [{ role, areaCode: demoCounty }] });
const reviewer = officer('second', 'county-reviewer');

const rightOf = async (county: County, index: number): Promise<EntitlementState> =>
  (await loadStream(county.runtime.deps, entitlementDecider, entitlementStream(entitlementIdOf(scheme, county.personKey(index))))).state;
const confirmersOf = async (county: County, batchId: string): Promise<readonly string[]> => {
  const { events } = await loadStream(county.runtime.deps, paymentBatchDecider, batchStream(batchId));
  return [...new Set(events.flatMap((event) => (event.type === 'BatchChunkBuilt' ? (event.data as BatchChunkBuilt['data']).confirmers : [])))].sort();
};

/** Breaks the first append of one event type. */
const breaking = (type: string) => (store: EventStore): EventStore => {
  let broken = false;
  return { ...Object.fromEntries(['readStream', 'readStreams', 'readAll', 'subscribe', 'head'].map((name) => [name, (store[name as 'head'] as () => unknown).bind(store)])), append: (request: Parameters<EventStore['append']>[0]) => {
    if (broken || !request.events.some((event) => event.type === type)) return store.append(request);
    broken = true;
    throw new StoreUnavailable('the connection broke');
  } } as unknown as EventStore;
};

describe('a register kept before', () => {
  const load = async (county: County, title = '2015 年度名册') => {
    const { people, registers } = county.runtime.services;
    for (const [index, person] of county.people.entries()) must(await people.register(county.as(officers.caseworker, `register-${index}`), person.form));
    const rows = county.people.map((_, index) => ({ personKey: county.personKey(index), branch: null, paidThrough: '2015-12' }));
    return value(await registers.load(county.as(officers.county, 'load'), { scheme, areaCode: demoCounty, title, rows: [...rows, { personKey: 'nobody', branch: null, paidThrough: '2015-12' }] }));
  };

  it('carries nobody over before somebody else approved it, then everybody who is known, and says who is not', async () => {
    const county = new County({ people: 2, chunkSize: 10 });
    const { registers } = county.runtime.services;
    const { registerId, listHash, rows } = await load(county);
    expect(rows).toBe(3);
    expect(await registers.approve(county.as(officers.county, 'own'), { registerId, listHash })).toMatchObject({ ok: false, rejection: { code: 'duty.own-proposal' } });
    expect(await registers.carryOverAll(county.as(county.runtime.automation, 'early'), { registerId })).toMatchObject({ ok: false, rejection: { code: 'register.not-approved' } });
    await county.runtime.settle();
    expect((await rightOf(county, 0)).status).toBe('none');
    must(await registers.approve(county.as(reviewer, 'approve'), { registerId, listHash }));
    await county.runtime.settle();
    expect(await rightOf(county, 0)).toMatchObject({ status: 'active', startMonth: '2016-01', registerId, confirmedBy: ['county', 'second'] });
    expect(await registers.carryOverAll(county.as(county.runtime.automation, 'again'), { registerId })).toMatchObject({ ok: true, duplicate: true, value: { carried: 2, refused: 1 } });
  });

  it('keeps those who prepared and approved it from paying', async () => {
    const county = new County({ people: 2, chunkSize: 10 });
    const { registers, payments } = county.runtime.services;
    const { registerId, listHash } = await load(county);
    must(await registers.approve(county.as(reviewer, 'approve'), { registerId, listHash }));
    await county.runtime.settle();
    const batchId = (await county.list('2016')) ?? '';
    expect(await confirmersOf(county, batchId)).toEqual(['county', 'second']);
    must(await payments.submit(county.as(officers.preparer, 'submit'), { batchId }));
    const { state } = await loadStream(county.runtime.deps, paymentBatchDecider, batchStream(batchId));
    for (const userId of ['county', 'second'])
      expect(await payments.approve(county.as(officer(userId, 'finance-approver'), `approve-${userId}`), { batchId, listHash: state.listHash ?? '' })).toMatchObject({ ok: false, rejection: { code: 'duty.confirmed-and-pays' } });
  });

  it('is carried over once, also after a crash and a move to a place that nobody knows', async () => {
    const county = new County({ people: 2, chunkSize: 10, wrapStore: breaking('RegisterPartCarriedOver') });
    const { registers, people } = county.runtime.services;
    const { registerId, listHash } = await load(county);
    must(await registers.approve(county.as(reviewer, 'approve'), { registerId, listHash }));
    await expect(registers.carryOverPart(county.as(county.runtime.automation, 'part'), { registerId, part: 1 })).rejects.toThrow('the connection broke');
    county.clock.advance(86_400_000);
    must(await people.move(county.as(officers.caseworker, 'move'), { personKey: county.personKey(0), toArea: '119999999001', movedOn: '2016-01-05', source }));
    expect(await registers.carryOverPart(county.as(county.runtime.automation, 'part'), { registerId, part: 1 })).toMatchObject({ ok: true, value: { carried: 2, refused: 1 } });
    expect((await loadStream(county.runtime.deps, entitlementDecider, entitlementStream(entitlementIdOf(scheme, county.personKey(0))))).events.filter(({ type }) => type === 'EntitlementCarriedOver')).toHaveLength(1);
  });
});

describe('a death that was recorded wrongly', () => {
  const died = async (): Promise<{ county: County; entitlementId: string }> => {
    const county = new County({ people: 2, chunkSize: 10 });
    await county.settleIn();
    county.clock.advanceTo(instantOf('2016-03-05', 9));
    must(await county.runtime.services.people.recordDeath(county.as(officers.caseworker, 'death'), { personKey: county.personKey(0), diedOn: '2016-02-20', source }));
    await county.runtime.settle();
    return { county, entitlementId: entitlementIdOf(scheme, county.personKey(0)) };
  };

  it('is taken back, the end of the right is proposed to be so too, and another officer approves', async () => {
    const { county, entitlementId } = await died();
    const { people, entitlements, verify } = county.runtime.services;
    expect(await rightOf(county, 0)).toMatchObject({ status: 'exited', exit: { reason: 'death', lastMonth: '2016-12' } });
    expect(await entitlements.propose(county.as(officers.county, 'too-early'), { entitlementId, change: { kind: 'reverse-exit' }, reason: '误录' })).toMatchObject({ ok: false, rejection: { code: 'entitlement.exit-stands' } });
    must(await people.retractDeath(county.as(officers.county, 'retract'), { personKey: county.personKey(0), reason: '同名误录', source }));
    await county.runtime.settle();
    const { pending } = await rightOf(county, 0);
    expect(pending).toMatchObject([{ changeId: 'c1', change: { kind: 'reverse-exit' }, proposedBy: ['county'] }]);
    expect(await entitlements.approve(county.as(officers.county, 'own'), { entitlementId, changeId: 'c1' })).toMatchObject({ ok: false, rejection: { code: 'duty.own-proposal' } });
    must(await entitlements.approve(county.as(reviewer, 'approve'), { entitlementId, changeId: 'c1' }));
    const right = await rightOf(county, 0);
    expect(right).toMatchObject({ status: 'active', exit: null, pending: [] });
    expect([...right.confirmedBy].sort()).toEqual(['county', 'register-clerk', 'second']);
    await county.payOut('2016');
    expect(await county.monthsClaimed(0)).toHaveLength(12);
    expect((await verify.verify()).differences).toBe(0);
  });

  it('proposes once, whatever comes twice', async () => {
    const { county, entitlementId } = await died();
    const { people, entitlements } = county.runtime.services;
    must(await people.retractDeath(county.as(officers.county, 'retract'), { personKey: county.personKey(0), reason: '同名误录', source }));
    await county.runtime.settle();
    await county.runtime.settle();
    expect((await rightOf(county, 0)).pending).toHaveLength(1);
    must(await entitlements.decline(county.as(reviewer, 'decline'), { entitlementId, changeId: 'c1', reason: '待核实' }));
    await county.runtime.settle();
    expect(await rightOf(county, 0)).toMatchObject({ status: 'exited', pending: [] });
  });
});

describe('moves within the county', () => {
  const elsewhere = '990101112007';
  const home = async (): Promise<County> => {
    const county = new County({ people: 2, chunkSize: 10 });
    await county.settleIn();
    county.clock.advanceTo(instantOf('2016-06-20', 9));
    return county;
  };
  const move = async (county: County, toArea: string, movedOn: string): Promise<void> => {
    must(await county.runtime.services.people.move(county.as(officers.caseworker, `move-${movedOn}`), { personKey: county.personKey(0), toArea, movedOn, source }));
  };
  const areasOf = async (county: County): Promise<readonly string[]> => (await rightOf(county, 0)).areas.map(({ areaCode, fromMonth }) => `${fromMonth} ${areaCode}`);

  it('are followed from the month after, also when they are known late', async () => {
    const county = await home();
    const { areaCode } = await rightOf(county, 0);
    await move(county, elsewhere, '2016-02-10');
    await county.runtime.settle();
    expect(await areasOf(county)).toEqual([`2016-01 ${areaCode}`, `2016-03 ${elsewhere}`]);
  });

  it('forth and back, in one month or over several, worked off one by one or together, end the same', async () => {
    const lived = await Promise.all([true, false].map(async (oneByOne) => {
      const county = await home();
      const { areaCode } = await rightOf(county, 0);
      for (const [toArea, movedOn] of [[elsewhere, '2016-02-10'], [areaCode, '2016-02-20'], ['990101101003', '2016-03-01'], [elsewhere, '2016-03-31'], [areaCode, '2016-05-02']] as const) {
        await move(county, toArea, movedOn);
        if (oneByOne) await county.runtime.settle();
      }
      await county.runtime.settle();
      const { areas, areaCode: now } = await rightOf(county, 0);
      expect(now).toBe(areaCode);
      return ['2016-01', '2016-02', '2016-03', '2016-04', '2016-05', '2016-06'].map((month) => areas.reduce((found, period) => (period.fromMonth <= month ? period.areaCode : found), areaCode));
    }));
    expect(lived[0]?.map((area) => area === elsewhere)).toEqual([false, false, false, true, true, false]);
    expect(lived[1]).toEqual(lived[0]);
  });

  it('out of it and back into another village keep the right, in the new village', async () => {
    const county = await home();
    await move(county, '990102100001', '2016-02-10');
    await move(county, elsewhere, '2016-03-10');
    await county.runtime.settle();
    expect(await rightOf(county, 0)).toMatchObject({ status: 'active', areaCode: elsewhere });
  });

  it('leave one payer for each month: the batch of the new township pays what nobody has paid', async () => {
    const county = await home();
    const { payments } = county.runtime.services;
    const { areaCode } = await rightOf(county, 0);
    const township = `${areaCode.slice(0, 9)}000`;
    const built = async (key: string, area: string): Promise<string> => {
      const { batchId } = value(await payments.open(county.as(officers.preparer, `${key}/open`), { scheme, areaCode: area, period: '2016-06' }));
      value(await payments.buildAll(county.as(officers.preparer, `${key}/build`), { batchId }));
      return batchId;
    };
    await built('old', township);
    const before = await county.monthsClaimed(0);
    await move(county, elsewhere, '2016-06-10');
    await county.runtime.settle();
    county.clock.advanceTo(instantOf('2016-07-20', 9));
    const { batchId } = value(await payments.open(county.as(officers.preparer, 'new/open'), { scheme, areaCode: `${elsewhere.slice(0, 9)}000`, period: '2016-08' }));
    value(await payments.buildAll(county.as(officers.preparer, 'new/build'), { batchId }));
    // The same month by two batches would throw.
    expect(await county.monthsClaimed(0)).toEqual([...before, '2016-07', '2016-08']);
    expect((await county.runtime.services.verify.verify()).differences).toBe(0);
  });
});
