import { eventCatalogue } from '@zhibu/domain';
import { followUpsOf } from './follow-ups-of';
import { groupChunks } from './payment-process';

const event = (type: string, data: object, version = 3, commandKey = 'k') => ({ type, data, meta: { version, commandKey } });
const idsOf = (type: string, data: object, version?: number, commandKey?: string) => followUpsOf(event(type, data, version, commandKey)).map(({ job }) => job.id);

describe('what follows from an event', () => {
  it.each(['ApplicationSubmitted', 'ApplicationCorrected', 'ApplicationReopened'])('%s: an automatic check', (type) =>
    expect(followUpsOf(event(type, { applicationId: 's.p.1' }))).toEqual([{ kind: 'job', job: { queue: 'eligibility', id: 'check-eligibility/s.p.1/3', payload: { work: 'check-eligibility', applicationId: 's.p.1' } } }]));

  it('NoticePosted: a timer for the moment after its last full day in Shanghai', () =>
    expect(followUpsOf(event('NoticePosted', { applicationId: 's.p.1', stage: 'village-notice', lastDay: '2016-03-10' }))).toEqual([
      { kind: 'job', job: { queue: 'timers', id: 'close-notice/s.p.1/village-notice/3', payload: { work: 'close-notice', applicationId: 's.p.1', stage: 'village-notice' }, notBefore: '2016-03-10T16:00:00.000Z' } },
    ]));

  it('a restarted notice has a timer of its own', () => {
    const data = { applicationId: 's.p.1', stage: 'village-notice', lastDay: '2016-03-10' };
    expect(idsOf('NoticePosted', data, 6)).not.toEqual(idsOf('NoticePosted', data, 9));
  });

  it('the confirmation grants', () => expect(idsOf('ApplicationConfirmed', { applicationId: 's.p.1' })).toEqual(['grant-entitlement/s.p.1/3']));

  it('facts of one form ask for one check together', () => {
    const first = idsOf('FactsRecorded', { personKey: 'p' }, 2, 'form-1');
    expect(idsOf('FactsRecorded', { personKey: 'p' }, 3, 'form-1')).toEqual(first);
    expect(idsOf('FactsRecorded', { personKey: 'p' }, 4, 'form-2')).not.toEqual(first);
  });

  it('a death ends rights; a move ends them only across counties', () => {
    expect(idsOf('PersonDied', { personKey: 'p', diedOn: '2016-03-01' })).toContain('exit-on-death/p/3');
    const moved = { personKey: 'p', fromArea: '990101100001', movedOn: '2016-03-01' };
    expect(idsOf('PersonMoved', { ...moved, toArea: '990101112007' }).filter((id) => id.startsWith('exit'))).toEqual([]);
    expect(idsOf('PersonMoved', { ...moved, toArea: '990102100001' })).toContain('exit-on-move/p/3');
  });

  it('a yearly no is followed by an exit, a yes and an unknown are not', () => {
    const data = { entitlementId: 's.p', year: 2017 };
    expect(idsOf('EntitlementReverified', { ...data, answer: 'no' })).toEqual(['exit-after-check/s.p/3']);
    expect([...idsOf('EntitlementReverified', { ...data, answer: 'yes' }), ...idsOf('EntitlementReverified', { ...data, answer: 'unknown' })]).toEqual([]);
  });

  it('a plan becomes jobs of 500 entitlements at most', () => {
    const chunks = [200, 200, 200, 500, 10].map((entitlements, chunk) => ({ chunk, after: '', through: '', entitlements }));
    expect(idsOf('BatchPlanned', { batchId: 'b', chunks })).toEqual(['build-chunks/b/0-1/3', 'build-chunks/b/2-2/3', 'build-chunks/b/3-3/3', 'build-chunks/b/4-4/3']);
    expect(groupChunks([{ chunk: 1, entitlements: 1 }, { chunk: 3, entitlements: 1 }])).toHaveLength(2);
    expect(groupChunks([])).toEqual([]);
  });

  it('only a complete approval reserves funds', () => {
    expect(idsOf('BatchApproved', { batchId: 'b', complete: false })).toEqual([]);
    expect(idsOf('BatchApproved', { batchId: 'b', complete: true })).toEqual(['reserve-funds/b/3']);
  });

  it('reserved funds and reissues write a file; a bank file is applied; a cancelled batch is released', () => {
    expect(idsOf('BatchFundsReserved', { batchId: 'b' })).toEqual(['write-file/b/3']);
    expect(idsOf('BatchReissued', { batchId: 'b' })).toEqual(['write-file/b/3']);
    expect(idsOf('ReturnFileReceived', { returnFileId: 'r' })).toEqual(['apply-returns/r/3']);
    expect(idsOf('BatchCancelled', { batchId: 'b' })).toEqual(['release-batch/b/3']);
    expect(idsOf('LineReconciled', { batchId: 'b', lineNo: 7, reconciliation: 1 })).toEqual(['apply-reconciliation/b/7/1/3']);
  });

  it('is total: every event of the catalogue, and one that nobody knows', () => {
    const data = { chunks: [], lastDay: '2016-03-10', fromArea: '990101100001', toArea: '990101100001' };
    for (const type of [...Object.keys(eventCatalogue), 'SomethingNew']) {
      const first = followUpsOf(event(type, data));
      expect(followUpsOf(event(type, data))).toEqual(first);
    }
    expect(followUpsOf(event('SomethingNew', {}))).toEqual([]);
  });

  it('carries plain texts and numbers only', () => {
    const all = [event('NoticePosted', { applicationId: 'a', stage: 's', lastDay: '2016-03-10' }), event('PersonDied', { personKey: 'p', diedOn: '2016-03-01', source: { reference: '张三' } })].flatMap(followUpsOf);
    for (const { job } of all) for (const value of Object.values(job.payload)) expect(['string', 'number']).toContain(typeof value);
    expect(JSON.stringify(all)).not.toContain('张三');
    expect(JSON.stringify(followUpsOf(event('PersonDied', { personKey: 'p', diedOn: '2016-03-01' })))).not.toContain('2016-03-01');
  });
});
