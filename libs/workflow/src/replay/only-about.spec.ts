import { Checkpoint, RecordedEvent } from '@zhibu/kernel';
import { ZhibuEvent } from '@zhibu/domain';
import { onlyAbout } from './only-about';

const batchId = 'rural-reward.990101000000.2016.1';
let version = 0;
const at = (stream: string, event: ZhibuEvent): RecordedEvent => {
  version += 1;
  return { ...event, checkpoint: `${version}` as Checkpoint, meta: { id: `${version}`, stream, version, schemaVersion: 1, recordedAt: '2016-07-01T00:00:00.000Z', simulated: false, actor: { userId: 'u', kind: 'officer', roles: [] }, causationId: '', correlationId: '', commandKey: '', commandHash: '', subjects: [] } };
};
const onBatch = (event: ZhibuEvent): RecordedEvent => at(`batch-${batchId}`, event);
const amounts: Readonly<Record<number, number>> = { 1: 110_000, 2: 77_700 };
const claim = (lineNo: number, personKey: string): RecordedEvent =>
  at(`ledger-${personKey}`, { type: 'DuesClaimed', data: { lineNo, personKey, entitlementId: `rural-reward.${personKey}`, accountKey: 'a', amountFen: amounts[lineNo], scheme: 'rural-reward', batchId, months: [], components: [] } } as unknown as ZhibuEvent);
const fileOf = (fileNo: number): readonly RecordedEvent[] => [
  onBatch({ type: 'BatchFileWritten', data: { batchId, fileNo, layout: 'l', sha256: `s${fileNo}`, lines: 1, totalFen: amounts[fileNo - 1] ?? 0, writtenBy: ['u'] } }),
  onBatch({ type: 'BatchFileTaken', data: { batchId, fileNo, reason: `of file ${fileNo}`, takenOn: '2016-07-07', takenBy: ['u'] } }),
  onBatch({ type: 'BatchFileVoided', data: { batchId, fileNo, fileVersion: 1, sha256: `s${fileNo}`, reason: `of file ${fileNo}`, voidedBy: ['u'], voidedOn: '2016-07-07' } }),
  onBatch({ type: 'BatchSent', data: { batchId, fileNo, sentOn: '2016-07-08', sentBy: ['u'], bankReference: `of file ${fileNo}` } }),
];
/** Each line is sent again in a file of its own, and another time settled by two officers. */
const steps = (lineNo: number, personKey: string): readonly RecordedEvent[] => [
  onBatch({ type: 'BatchReissueDeclined', data: { batchId, instructions: [`${lineNo}/2`], reason: `of line ${lineNo}`, declinedBy: ['u'], declinedOn: '2016-07-05' } }),
  onBatch({ type: 'BatchReissueApproved', data: { batchId, instructions: [`${lineNo}/2`], approvedBy: ['u'], approvedOn: '2016-07-06' } }),
  onBatch({ type: 'BatchReissued', data: { batchId, lines: [{ lineNo, attempt: 2, amountFen: amounts[lineNo] ?? 0 }], totalFen: amounts[lineNo] ?? 0, reissuedBy: ['u'], reissuedOn: '2016-07-06' } }),
  at(`lines-${batchId}.1`, { type: 'LineReissued', data: { batchId, chunk: 1, lineNo, attempt: 2, personKey, accountKey: 'b', amountFen: amounts[lineNo] ?? 0, reason: null, fileNo: lineNo + 1 } }),
  ...fileOf(lineNo + 1),
  onBatch({ type: 'BatchReturnsApplied', data: { batchId, returnFileId: `r${lineNo}`, creditedFen: 0, returnedFen: amounts[lineNo] ?? 0, unknownFen: 0, credited: 0, returned: 1, unknown: 0, exceptions: 0, appliedOn: '2016-07-09' } }),
  onBatch({ type: 'BatchLineReconciled', data: { batchId, lineNo, attempt: 2, reconciliation: 1, outcome: 'credited', creditedFen: amounts[lineNo] ?? 0, returnedFen: 0, recordedOn: '2016-07-10' } }),
];
const both = onBatch({ type: 'BatchReissued', data: { batchId, lines: [1, 2].map((lineNo) => ({ lineNo, attempt: 3, amountFen: amounts[lineNo] ?? 0 })), totalFen: 187_700, reissuedBy: ['u'], reissuedOn: '2016-07-11' } });
/** As a history is read: of others, what names nobody. */
const history = [claim(1, 'p'), ...steps(1, 'p'), ...steps(2, 'q').filter(({ type }) => type !== 'LineReissued'), both];
const seen = onlyAbout(history, 'p');

it('leaves out what a batch tells of the lines and files of others', () => {
  expect(seen.map(({ type }) => type)).toEqual(['DuesClaimed', ...steps(1, 'p').map(({ type }) => type), 'BatchReturnsApplied', 'BatchReissued']);
  const told = JSON.stringify(seen.map(({ data }) => data));
  for (const others of ['77700', '187700', '"lineNo":2', '"2/2"', 'of line 2', 'of file 3', '"s3"']) expect([others, told.includes(others)]).toEqual([others, false]);
});

it('keeps what it tells of the own line, with the own amount', () => {
  const of = (type: string) => seen.filter((event) => event.type === type).map(({ data }) => data);
  expect(of('BatchLineReconciled')).toMatchObject([{ lineNo: 1, outcome: 'credited', creditedFen: 110_000 }]);
  expect(of('BatchSent')).toMatchObject([{ fileNo: 2, bankReference: 'of file 2' }]);
  expect(of('BatchReissued')).toMatchObject([{ totalFen: 110_000 }, { lines: [{ lineNo: 1, attempt: 3 }], totalFen: 110_000 }]);
  expect(of('BatchReissueDeclined')).toMatchObject([{ instructions: ['1/2'], reason: 'of line 1' }]);
});
