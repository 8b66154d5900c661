import { Checkpoint, RecordedEvent } from '@zhibu/kernel';
import { ZhibuEvent } from '@zhibu/domain';
import { paymentLinesAsOf } from './payment-lines-as-of';
import { timelineOf } from './timeline';

const batchId = 'rural-reward.990101000000.2016.1';
const [batch, lines] = [`batch-${batchId}`, `lines-${batchId}.1`];
let version = 0;
const at = (stream: string, event: ZhibuEvent, userId = 'u'): RecordedEvent => {
  version += 1;
  return { ...event, checkpoint: `${version}` as Checkpoint, meta: { id: `${version}`, stream, version, schemaVersion: 1, recordedAt: `2016-07-01T00:00:${String(version).padStart(2, '0')}.000Z`, simulated: false, actor: { userId, kind: 'officer', roles: [] }, causationId: '', correlationId: '', commandKey: '', commandHash: '', subjects: [] } };
};
const line = (lineNo: number, personKey: string) => ({ lineNo, personKey, entitlementId: `rural-reward.${personKey}`, accountKey: 'a', amountFen: 110_000 });
const claim = (lineNo: number, personKey: string): RecordedEvent =>
  at(`ledger-${personKey}`, { type: 'DuesClaimed', data: { ...line(lineNo, personKey), scheme: 'rural-reward', batchId, months: [{ month: '2016-01', amountFen: 110_000 }], components: [] } } as unknown as ZhibuEvent);
const settled = (file: string, status: 'credited' | 'returned', attempt: number) =>
  at(lines, { type: 'LinesSettled', data: { batchId, chunk: 1, returnFileId: file, settledOn: '2016-07-05', outcomes: [{ lineNo: 1, attempt, personKey: 'p', status, reason: status === 'returned' ? 'account-closed' : null, amountFen: 110_000 }] } });

const history = [
  claim(1, 'p'), claim(2, 'q'),
  at(lines, { type: 'LinesBuilt', data: { batchId, chunk: 1, lines: [line(1, 'p'), line(2, 'q')], exceptions: [] } }),
  at(batch, { type: 'BatchSubmitted', data: { batchId, listHash: 'h', comparison: { previousBatchId: null, newLines: 2, endedLines: 0, changedLines: 0, unchangedLines: 0, differenceFen: 0 }, submittedBy: ['prep'], submittedOn: '2016-07-01' } }),
  at(batch, { type: 'BatchApproved', data: { batchId, listHash: 'h', totalFen: 220_000, approvedBy: ['chief'], complete: true, approvedOn: '2016-07-02', secondApprovalAboveFen: 1_000_000 } }, 'chief'),
  at(lines, { type: 'LinesSent', data: { batchId, chunk: 1, fileNo: 1, sentOn: '2016-07-03', lines: [{ lineNo: 1, attempt: 1 }, { lineNo: 2, attempt: 1 }] } }),
  at(batch, { type: 'BatchSent', data: { batchId, fileNo: 1, sentOn: '2016-07-03', sentBy: ['prep'], bankReference: 'b1' } }),
  settled('r1', 'returned', 1),
  at(batch, { type: 'BatchReissueApproved', data: { batchId, instructions: ['1/2'], approvedBy: ['chief'], approvedOn: '2016-07-06' } }, 'chief'),
  at(lines, { type: 'LineReissued', data: { batchId, chunk: 1, lineNo: 1, attempt: 2, personKey: 'p', accountKey: 'b', amountFen: 110_000, reason: 'r', fileNo: 2 } }),
  at(batch, { type: 'BatchFileVoided', data: { batchId, fileNo: 2, fileVersion: 1, sha256: 's', reason: 'layout', voidedBy: ['chief'], voidedOn: '2016-07-07' } }),
  at(batch, { type: 'BatchSent', data: { batchId, fileNo: 2, sentOn: '2016-07-08', sentBy: ['prep'], bankReference: 'b2' } }),
];
/** As a person's history is read: the ledgers of others are not in it. */
const own = (personKey: string) => history.filter(({ meta }) => !meta.stream.startsWith('ledger-') || meta.stream === `ledger-${personKey}`);
const types = (personKey: string) => timelineOf(own(personKey), personKey).map(({ type }) => type);

describe('a batch in the history of a person on it', () => {
  it('says who approved and sent it, and speaks of the files that carried the line only', () => {
    expect(types('p')).toEqual(['DuesClaimed', 'LinesBuilt', 'BatchSubmitted', 'BatchApproved', 'LinesSent', 'BatchSent', 'LinesSettled', 'BatchReissueApproved', 'LineReissued', 'BatchFileVoided', 'BatchSent']);
    expect(types('q')).toEqual(['DuesClaimed', 'LinesBuilt', 'BatchSubmitted', 'BatchApproved', 'LinesSent', 'BatchSent']);
    expect(types('stranger')).toEqual([]);
    expect(timelineOf(own('p'), 'p').find(({ type }) => type === 'BatchApproved')).toMatchObject({
      who: { userId: 'chief' }, inForceFrom: '2016-07-02', what: { zh: `批次 ${batchId} 由 chief 批准`, en: `The batch ${batchId} was approved by chief` }, why: [{ en: 'Two approvals are needed above 10000.00 yuan' }],
    });
  });

  it.each([
    [3, '1100.00 yuan, attempt 1, due, not submitted'],
    [4, '1100.00 yuan, attempt 1, due, waiting for approval'],
    [5, '1100.00 yuan, attempt 1, approved by chief, not sent'],
    [7, '1100.00 yuan, attempt 1, sent, not answered'],
    [8, '1100.00 yuan, attempt 1, returned: the account was closed'],
    [10, '1100.00 yuan, attempt 2, approved by chief, not sent'],
  ])('shows where the payment stood after %i events', (count, words) => {
    expect(paymentLinesAsOf(history.slice(0, count), 'p')).toMatchObject([{ key: `payment/${batchId}/1`, value: { en: words } }]);
  });
});
