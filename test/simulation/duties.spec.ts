import { batchStream, paymentBatchDecider } from '@zhibu/domain';
import { loadStream } from '@zhibu/application';
import { County, must, officers, value } from './county';
import { crashingStore } from './crashing-store';

describe('duties and versions at the services', () => {
  it('refuses approval by the preparer, in person and behind a delegation, and a wrong hash', async () => {
    const county = new County({ people: 3, chunkSize: 10 });
    await county.settleIn();
    const batchId = (await county.list('2016')) ?? '';
    const { payments } = county.runtime.services;
    must(await payments.submit(county.as(officers.preparer, 'submit'), { batchId }));
    const { state } = await loadStream(county.runtime.deps, paymentBatchDecider, batchStream(batchId));
    const listHash = state.listHash ?? '';
    const both = { ...officers.preparer, roles: [...officers.preparer.roles, ...officers.approver.roles] };
    expect(await payments.approve(county.as(both, 'a1'), { batchId, listHash })).toMatchObject({ ok: false, rejection: { code: 'duty.prepared-and-approves' } });
    expect(await payments.approve(county.as({ ...officers.approver, onBehalfOf: 'preparer' }, 'a2'), { batchId, listHash })).toMatchObject({ ok: false, rejection: { code: 'duty.prepared-and-approves' } });
    expect(await payments.approve(county.as({ ...officers.approver, userId: 'county' }, 'a3'), { batchId, listHash })).toMatchObject({ ok: false, rejection: { code: 'duty.confirmed-and-pays' } });
    expect((await payments.approve(county.as(officers.approver, 'a4'), { batchId, listHash: 'x' })).ok).toBe(false);
    must(await payments.approve(county.as(officers.approver, 'a5'), { batchId, listHash }));
  });

  it('refuses a command on an old version, and a return file whose total is off by a fen leaves nothing behind', async () => {
    const county = new County({ people: 3, chunkSize: 10 });
    await county.settleIn();
    const { payments, people } = county.runtime.services;
    const batchId = await county.payOut('2016');
    const stale = { ...county.as(officers.caseworker, 'old'), expectedVersion: 1 };
    expect(await people.recordDeath(stale, { personKey: county.personKey(0), diedOn: '2016-01-02', source: { kind: 'certificate', reference: '证明' } })).toMatchObject({ ok: false, rejection: { code: 'command.version-conflict' } });
    const before = await county.content();
    const good = county.answer(batchId, 1, () => 'credited');
    expect(await payments.receiveReturns(county.as(officers.preparer, 'off'), { ...good, sha256: 'f'.repeat(64), statedTotalFen: good.statedTotalFen - 1 })).toMatchObject({ ok: false, rejection: { code: 'return-file.total-differs' } });
    expect(await payments.receiveReturns(county.as(officers.preparer, 'unsent'), { ...good, sha256: 'e'.repeat(64), fileNo: 2 })).toMatchObject({ ok: false, rejection: { code: 'return-file.file-not-sent' } });
    expect(await county.content()).toEqual(before);
  });

  it('lets nobody post an answer who may not take one in, whoever stored it', async () => {
    const at = { append: -1, stored: true };
    const seen = { appends: 0 };
    const county = new County({ people: 3, chunkSize: 10, wrapStore: (store) => crashingStore(store, at, () => (seen.appends += 1)) });
    await county.settleIn();
    const { payments } = county.runtime.services;
    const batchId = await county.payOut('2016');
    const answer = county.answer(batchId, 1, () => 'credited');
    at.append = seen.appends + 1;
    await expect(payments.receiveReturns(county.as(officers.preparer, 'dies'), answer)).rejects.toThrow('the connection broke');
    const before = await county.content();
    for (const by of [officers.approver, officers.caseworker, { ...officers.preparer, roles: [{ role: 'finance-preparer' as const, areaCode: '990102000000' }] }]) {
      expect(await payments.receiveReturns(county.as(by, `by-${by.userId}`), answer)).toMatchObject({ ok: false, rejection: { code: expect.stringMatching(/^authority\.(role|area)$/) } });
      expect(await payments.receiveReturns(county.as(by, `other-by-${by.userId}`), { ...answer, sha256: 'd'.repeat(64), statedRows: 1 })).toMatchObject({ ok: false, rejection: { code: expect.stringMatching(/^authority\.(role|area)$/) } });
    }
    expect(await county.content()).toEqual(before);
    must(await payments.receiveReturns(county.as(officers.preparer, 'again'), answer));
  });

  it('tells a person’s history in words, as known then and in force on a day, and records every look', async () => {
    const county = new County({ people: 2, chunkSize: 10 });
    await county.settleIn();
    const known = county.clock.now();
    county.clock.advance(86_400_000);
    await county.payOut('2016');
    const { replay } = county.runtime.services;
    const subject = { personKey: county.personKey(0) };
    const look = (key: string) => county.as(officers.county, key);
    expect(await replay.timeline(look('no-reason'), { subject, reason: ' ' })).toMatchObject({ ok: false });
    const timeline = value(await replay.timeline(look('t'), { subject, reason: '信访复核' }));
    expect(timeline.map(({ type }) => type)).toEqual(expect.arrayContaining(['PersonRegistered', 'EntitlementCarriedOver', 'DuesClaimed', 'LinesBuilt']));
    expect(timeline.find(({ type }) => type === 'DuesClaimed')?.why[0]?.zh).toContain('财教');
    const day = { inForceOn: '2016-01-05', subject, reason: '信访复核' };
    const [before, after] = [{ knownAt: known, inForceOn: '2016-01-05' }, { knownAt: county.clock.now(), inForceOn: '2016-01-05' }];
    expect(value(await replay.stateAsOf(look('s'), { ...day, knownAt: known })).lines.map(({ key }) => key)).not.toContain('ledger/rural-reward');
    expect(value(await replay.changesBetween(look('c'), { subject, before, after, reason: '信访复核' })).map(({ key }) => key)).toEqual(['ledger/rural-reward', expect.stringMatching(/^payment\//)]);
    expect(value(await replay.timeline(look('t2'), { subject, reason: '再看' })).filter(({ type }) => type === 'PersonViewed')).toHaveLength(4);
  });

  it('tells of a person’s payment who approved and sent it, and where it stood at each moment', async () => {
    const county = new County({ people: 4, chunkSize: 2 });
    await county.settleIn();
    const { payments, replay } = county.runtime.services;
    const { batchId } = value(await payments.open(county.as(officers.preparer, '2016/open'), { scheme: 'rural-reward', areaCode: '990101000000', period: '2016' }));
    const subject = { personKey: county.personKey(0) };
    const look = (key: string) => county.as(officers.county, key);
    let looks = 0;
    const standing = async (): Promise<string | undefined> => {
      const at = county.clock.now();
      county.clock.advance(60_000);
      const { lines } = value(await replay.stateAsOf(look(`s-${(looks += 1)}`), { subject, reason: '信访复核', knownAt: at, inForceOn: '2016-01-05' }));
      return lines.find(({ key }) => key.startsWith('payment/'))?.value.en;
    };
    expect(await standing()).toBeUndefined();
    await county.payOut('2016');
    const [mine] = [...(county.runtime.files.get(`memory:${batchId}/1`)?.rows ?? [])].filter(({ idNumber }) => idNumber === county.people[0]?.form.idNumber);
    const lineNo = mine?.lineNo ?? 0;
    expect(await standing()).toBe('1100.00 yuan, attempt 1, sent, not answered');
    value(await payments.receiveReturns(county.as(officers.preparer, 'r1'), county.answer(batchId, 1, (no) => (no === lineNo ? 'returned' : 'credited'))));
    const returnedAt = county.clock.now();
    expect(await standing()).toBe('1100.00 yuan, attempt 1, returned: the account is frozen or dormant');
    value(await payments.reissue(county.as(officers.preparer, 're'), { batchId, lines: [lineNo], reason: 'unfrozen' }));
    expect(await standing()).toBe('1100.00 yuan, attempt 2, approved by approver, not sent');
    value(await payments.writeFile(county.as(officers.preparer, 'f2'), { batchId }));
    must(await payments.send(county.as(officers.preparer, 's2'), { batchId, fileNo: 2, bankReference: 'b2' }));
    value(await payments.receiveReturns(county.as(officers.preparer, 'r2'), county.answer(batchId, 2, () => 'credited')));
    must(await payments.close(county.as(officers.preparer, 'close'), { batchId }));
    expect(await standing()).toBe('1100.00 yuan, attempt 2, credited');
    const timeline = value(await replay.timeline(look('t'), { subject, reason: '信访复核' }));
    const steps = ['BatchOpened', 'DuesClaimed', 'BatchFrozen', 'BatchSubmitted', 'BatchApproved', 'BatchFileWritten', 'LinesSent', 'BatchSent', 'LinesSettled', 'BatchReissued', 'LineReissued', 'BatchFileWritten', 'LinesSent', 'BatchSent', 'LinesSettled', 'BatchClosed'];
    expect(timeline.map(({ type }) => type).filter((type) => steps.includes(type))).toEqual(steps);
    const approved = timeline.find(({ type }) => type === 'BatchApproved');
    expect(approved).toMatchObject({ who: { userId: 'approver' }, inForceFrom: '2016-01-04', what: { zh: `批次 ${batchId} 由 approver 批准`, en: `The batch ${batchId} was approved by approver` } });
    expect(timeline.find(({ type }) => type === 'BatchSent')?.why[0]?.en).toBe("The bank's reference 2016");
    // Somebody else of the same list was in the first file only, and hears nothing of the second.
    const other = value(await replay.timeline(look('t-other'), { subject: { personKey: county.personKey(1) }, reason: '信访复核' }));
    expect(other.filter(({ type }) => type === 'BatchSent')).toHaveLength(1);
    const [before, after] = [{ knownAt: returnedAt, inForceOn: '2016-01-05' }, { knownAt: county.clock.now(), inForceOn: '2016-01-05' }];
    expect(value(await replay.changesBetween(look('c'), { subject, before, after, reason: '信访复核' })).map(({ key }) => key)).toEqual([`payment/${batchId}/${lineNo}`]);
  });
});
