import { workOfJob } from '@zhibu/application';
import { ZhibuEvent } from '@zhibu/domain';
import { Checkpoint } from '@zhibu/kernel';
import { WorkName, followUpsOf, workNames } from '@zhibu/workflow';
import { createMemoryProjection } from '../framework/memory-projection';
import { ProjectedEvent } from '../framework/projection';
import { outstandingWorkProjection } from './projection';
import { OutstandingWorkRow, outstandingWork, workPeople } from './tables';

const personKey = 'p1';
const applicationId = 'rural-reward.p1.1';
const entitlementId = 'rural-reward.p1';
const batchId = 'rural-reward.990101000000.2016.1';
const fundId = 'rural-reward.990101000000.2016';
const areaCode = '990101100001';
const source = { kind: 'id-card', reference: '990000' } as const;
const base = { applicationId, personKey };
const account = { fundId, scheme: 'rural-reward', areaCode: '990101000000', year: 2016 };
const right = { entitlementId, personKey, scheme: 'rural-reward', branch: null, areaCode, startMonth: '2016-01', confirmedBy: ['u2'], rateFacts: null };

const submitted: ZhibuEvent = { type: 'ApplicationSubmitted', data: { ...base, scheme: 'rural-reward', branch: null, areaCode, procedure: { id: 'p', version: 1 }, appliedOn: '2016-05-03', channel: 'window', evidence: [] } };
const checked = (personVersion?: number): ZhibuEvent => ({ type: 'EligibilityChecked', data: { ...base, answer: 'yes', on: '2016-05-03', ruleId: 'r', ruleVersion: '1', decision: null, ...(personVersion === undefined ? {} : { personVersion }) } });
const posted = (lastDay: string): ZhibuEvent => ({ type: 'NoticePosted', data: { ...base, stage: 'village-notice', areaCode, postedOn: '2016-05-04', lastDay, restarted: false } });
const objected: ZhibuEvent = { type: 'ObjectionRaised', data: { ...base, stage: 'village-notice', objectionId: 'o', statement: null, raisedOn: '2016-05-05' } };
const noticeClosed: ZhibuEvent = { type: 'NoticeClosed', data: { ...base, stage: 'village-notice', closedOn: '2016-05-12' } };
const refused: ZhibuEvent = { type: 'ApplicationRefused', data: { ...base, stage: 'village-review', reasons: ['r'], note: null, refusedOn: '2016-05-12' } };
const reopened: ZhibuEvent = { type: 'ApplicationReopened', data: { ...base, stage: 'village-review', reason: null, basis: 'appeal', reopenedOn: '2016-05-20' } };
const confirmed: ZhibuEvent = { type: 'ApplicationConfirmed', data: { ...base, scheme: 'rural-reward', branch: null, areaCode, confirmedOn: '2016-06-01', confirmedBy: ['u2'] } };
const granted: ZhibuEvent = { type: 'EntitlementGranted', data: { ...right, applicationId, grantedOn: '2016-06-01' } };
const factsRecorded: ZhibuEvent = { type: 'FactsRecorded', data: { personKey, facts: null } };
const moved = (toArea: string, fromArea = areaCode): ZhibuEvent => ({ type: 'PersonMoved', data: { personKey, fromArea, toArea, movedOn: '2016-07-01', source } });
const died: ZhibuEvent = { type: 'PersonDied', data: { personKey, diedOn: '2016-07-01', source } };
const exited: ZhibuEvent = { type: 'EntitlementExited', data: { entitlementId, personKey, reason: 'death', happenedOn: '2016-07-01', lastMonth: '2016-07' } };
const reverified = (answer: 'yes' | 'no'): ZhibuEvent => ({ type: 'EntitlementReverified', data: { entitlementId, personKey, year: 2016, answer, decision: null } });
const retracted: ZhibuEvent = { type: 'PersonDeathRetracted', data: { personKey, diedOn: null, reason: null, source: null, retractedBy: ['u1'], retractedOn: '2016-07-20' } };
const proposed: ZhibuEvent = { type: 'EntitlementChangeProposed', data: { entitlementId, personKey, changeId: 'c1', change: { kind: 'reverse-exit' }, reason: null, proposedBy: ['u1'], proposedOn: '2016-07-20' } };
const reversed: ZhibuEvent = { type: 'EntitlementExitReversed', data: { entitlementId, personKey, changeId: 'c1', decidedBy: ['u1'], approvedBy: ['u2'], areaCode, reason: null, exitReason: 'death', reversedOn: '2016-07-21' } };
const areaMoved = (toArea: string, fromArea = areaCode): ZhibuEvent => ({ type: 'EntitlementAreaMoved', data: { entitlementId, personKey, fromArea, toArea, movedOn: '2016-07-01', fromMonth: '2016-08' } });
const registerId = 'rural-reward.990101000000.0123456789abcdef';
const registerApproved: ZhibuEvent = { type: 'RegisterApproved', data: { registerId, rows: 700, parts: 2, listHash: 'h', decidedBy: ['u1'], approvedBy: ['u2'], approvedOn: '2016-01-04' } };
const partDone = (part: number): ZhibuEvent => ({ type: 'RegisterPartCarriedOver', data: { registerId, part, carried: 500, refused: [], doneOn: '2016-01-04' } });
const partDoneWith = (...cases: readonly string[]): ZhibuEvent => ({ type: 'RegisterPartCarriedOver', data: { registerId, part: 1, carried: 500, refused: [], openCases: cases.map((id) => ({ personKey, applicationId: id })), doneOn: '2016-01-04' } });
const confirmedAgain: ZhibuEvent = { type: 'EntitlementConfirmedAgain', data: { entitlementId, personKey, applicationId, confirmedOn: '2016-06-01', confirmedBy: ['u2'] } };
const planned: ZhibuEvent = { type: 'BatchPlanned', data: { batchId, chunks: [300, 200, 400].map((entitlements, index) => ({ chunk: index + 1, after: '', through: '', entitlements })) } };
const built = (chunk: number): ZhibuEvent => ({ type: 'BatchChunkBuilt', data: { batchId, chunk, lines: 1, totalFen: 1, byLevel: [], hash: 'h', exceptions: 0, confirmers: [] } });
const approved: ZhibuEvent = { type: 'BatchApproved', data: { batchId, listHash: 'h', totalFen: 1, approvedBy: ['u6'], complete: true, approvedOn: '2016-07-01' } };
const short: ZhibuEvent = { type: 'BatchFundsShort', data: { batchId, fundId, missing: [] } };
const received: ZhibuEvent = { type: 'FundReceived', data: { ...account, receiptNo: '1', level: 'central', amountFen: 1, receivedOn: '2016-07-02', document: 'd' } };
const reserved: ZhibuEvent = { type: 'BatchFundsReserved', data: { batchId, fundId, byLevel: [] } };
const written: ZhibuEvent = { type: 'BatchFileWritten', data: { batchId, fileNo: 1, layout: 'csv', sha256: 's', lines: 1, totalFen: 1, writtenBy: ['u5'] } };
const cancelled: ZhibuEvent = { type: 'BatchCancelled', data: { batchId, reason: 'r', cancelledBy: ['u5'], cancelledOn: '2016-07-20' } };
const closed: ZhibuEvent = { type: 'BatchClosed', data: { batchId, creditedFen: 1, returnedFen: 0, closedOn: '2016-08-01', closedBy: ['u5'] } };
const released: ZhibuEvent = { type: 'BatchReleased', data: { batchId, releasedOn: '2016-08-01' } };
const answered: ZhibuEvent = { type: 'ReturnFileReceived', data: { returnFileId: 'f', batchId, fileNo: 1, rows: 1, totalFen: 1, layout: 'csv', receivedOn: '2016-07-09', receivedBy: ['u5'] } };
const applied: ZhibuEvent = { type: 'ReturnFileApplied', data: { returnFileId: 'f', batchId, credited: 1, returned: 0, unknown: 0, exceptions: 0, appliedOn: '2016-07-09' } };

const reconciled: ZhibuEvent = {
  type: 'LineReconciled',
  data: { batchId, chunk: 1, lineNo: 1, attempt: 1, personKey: 'p', reconciliation: 1, from: 'unknown', outcome: 'credited', amountFen: 1, creditedFen: 1, returnedFen: 0, creditedOn: '2016-07-08', reconciledOn: '2016-07-09', decidedBy: ['u5'], approvedBy: ['u6'] },
};
const followed: ZhibuEvent = { type: 'BatchLineReconciled', data: { batchId, lineNo: 1, attempt: 1, reconciliation: 1, outcome: 'credited', creditedFen: 1, returnedFen: 0, recordedOn: '2016-07-09' } };

/** The last event of `owed` asks for the work; the last of `done` ends it, those before leave it owed. */
const lives: Readonly<Record<WorkName, { readonly owed: readonly ZhibuEvent[]; readonly done: readonly ZhibuEvent[] }>> = {
  'check-eligibility': { owed: [submitted, checked(1), refused, reopened], done: [checked(1)] },
  'recheck-applications': { owed: [submitted, checked(1), factsRecorded], done: [checked(2), checked(3)] },
  'close-notice': { owed: [submitted, posted('2016-05-11')], done: [objected, { type: 'ObjectionResolved', data: { ...base, stage: 'village-notice', objectionId: 'o', upheld: false, note: null, resolvedBy: 'u', onBehalfOf: null } }, noticeClosed] },
  'grant-entitlement': { owed: [submitted, confirmed], done: [granted] },
  'exit-on-death': { owed: [granted, died], done: [exited] },
  'exit-on-move': { owed: [granted, moved('990102100001')], done: [moved('990102100002', '990102100001'), exited] },
  'follow-move': { owed: [granted, moved('990101112007')], done: [factsRecorded, areaMoved('990101112007')] },
  'propose-reversal': { owed: [granted, died, exited, retracted], done: [factsRecorded, proposed] },
  'carry-over-part': { owed: [registerApproved], done: [partDone(2), partDone(1)] },
  'exit-after-check': { owed: [granted, reverified('no')], done: [exited] },
  'build-chunks': { owed: [planned], done: [built(2), built(3), built(1)] },
  'reserve-funds': { owed: [approved], done: [short, reserved] },
  'reserve-waiting': { owed: [approved, short, received], done: [reserved] },
  'write-file': { owed: [reserved], done: [written] },
  'release-batch': { owed: [planned, cancelled], done: [released] },
  'apply-returns': { owed: [answered], done: [applied] },
  'apply-reconciliation': { owed: [reconciled], done: [followed] },
};

const recorded = (event: ZhibuEvent, version: number): ProjectedEvent =>
  ({
    ...event,
    checkpoint: `0/${version}` as Checkpoint,
    // One stream for all: versions grow over the history, as they do within each stream.
    meta: { version, recordedAt: '2016-05-04T01:00:00.000Z', simulated: false, commandKey: `c${version}` },
  }) as unknown as ProjectedEvent;

const after = async (...events: readonly ZhibuEvent[]) => {
  const memory = createMemoryProjection(outstandingWorkProjection);
  await memory.apply(events.map((event, index) => recorded(event, index + 1)));
  return memory;
};
const owedAfter = async (kind: WorkName, ...events: readonly ZhibuEvent[]): Promise<readonly OutstandingWorkRow[]> => (await after(...events)).rows(outstandingWork).filter((row) => row.kind === kind);

describe('outstanding work', () => {
  it.each(workNames)('%s: is owed as the very job that follows from the event', async (kind) => {
    const { owed } = lives[kind];
    const cause = owed.at(-1);
    if (cause === undefined) throw new Error(`expected a history that asks for ${kind}`);
    const jobs = followUpsOf(recorded(cause, owed.length)).map(({ job }) => job).filter((job) => job.payload.work === kind);
    expect(jobs.length).toBeGreaterThan(0);
    const rows = await owedAfter(kind, ...owed);
    expect(rows.map(({ workId, queue, payload, notBefore }) => ({ id: workId, queue, payload, ...(notBefore === null ? {} : { notBefore }) }))).toEqual(jobs);
    expect(rows.map(({ payload }) => workOfJob({ payload }))).toEqual(jobs.map((job) => job.payload));
  });

  it.each(workNames)('%s: is owed until it is done, and not after', async (kind) => {
    const { owed, done } = lives[kind];
    for (let steps = 0; steps < done.length; steps += 1) expect({ steps, owed: (await owedAfter(kind, ...owed, ...done.slice(0, steps))).length > 0 }).toEqual({ steps, owed: true });
    expect(await owedAfter(kind, ...owed, ...done)).toEqual([]);
  });

  it.each(['ApplicationSubmitted', 'ApplicationCorrected', 'ApplicationReopened'] as const)('%s asks for a check', async (type) => {
    const corrected: ZhibuEvent = { type: 'ApplicationCorrected', data: { ...base, branch: null, evidence: [], note: null } };
    const histories = { ApplicationSubmitted: [submitted], ApplicationCorrected: [submitted, checked(1), refused, corrected], ApplicationReopened: [submitted, checked(1), refused, reopened] };
    expect(await owedAfter('check-eligibility', ...histories[type])).toHaveLength(1);
  });

  it('a check that read the person before the change leaves the re-check owed, whatever the order of the log', async () => {
    expect(await owedAfter('recheck-applications', submitted, factsRecorded, checked(1))).toHaveLength(1);
    expect(await owedAfter('recheck-applications', submitted, factsRecorded, checked(2))).toEqual([]);
    expect(await owedAfter('recheck-applications', submitted, checked(1), factsRecorded, refused)).toEqual([]);
  });

  it('a notice that was posted anew is owed for its new last day only', async () => {
    const rows = await owedAfter('close-notice', submitted, posted('2016-05-11'), posted('2016-05-20'));
    expect(rows.map(({ notBefore }) => notBefore)).toEqual(['2016-05-20T16:00:00.000Z']);
  });

  it('whoever moves back before the right ended keeps it, and whoever has none owes nothing', async () => {
    expect(await owedAfter('exit-on-move', granted, moved('990102100001'), moved(areaCode, '990102100001'))).toEqual([]);
    expect(await owedAfter('exit-on-move', granted, moved('990101112007'))).toEqual([]);
    expect(await owedAfter('exit-on-death', submitted, died)).toEqual([]);
  });

  it('whoever moves back within the county before the right followed owes nothing, and a way out of it ends the right instead', async () => {
    expect(await owedAfter('follow-move', granted, moved('990101112007'), moved(areaCode, '990101112007'))).toEqual([]);
    expect(await owedAfter('follow-move', granted, moved('990102100001'))).toEqual([]);
    expect(await owedAfter('follow-move', granted, moved('990102100001'), moved('990101112007', '990102100001'))).toHaveLength(1);
    expect(await owedAfter('follow-move', granted, moved('990101112007'), exited)).toEqual([]);
  });

  it('a death that was taken back is proposed for rights that it ended, and for no other', async () => {
    expect(await owedAfter('propose-reversal', granted, died, retracted)).toEqual([]);
    const withdrawn: ZhibuEvent = { type: 'EntitlementExited', data: { entitlementId, personKey, reason: 'withdrawn', happenedOn: '2016-07-01', lastMonth: '2016-07' } };
    expect(await owedAfter('propose-reversal', granted, withdrawn, died, retracted)).toEqual([]);
    expect(await owedAfter('propose-reversal', granted, died, exited, retracted, died)).toEqual([]);
    expect(await owedAfter('propose-reversal', granted, died, exited, retracted, proposed, reversed, died, exited, retracted)).toHaveLength(1);
    // The right goes on, and so does what a change of life means for it.
    expect(await owedAfter('exit-on-move', granted, died, exited, retracted, proposed, reversed, moved('990102100001'))).toHaveLength(1);
  });

  it('money that came in is tried for batches that wait, and only while they do', async () => {
    expect(await owedAfter('reserve-waiting', received)).toEqual([]);
    expect((await owedAfter('reserve-funds', approved, short)).map(({ blockedBy }) => blockedBy)).toEqual(['funds-short']);
    expect((await after(approved, short, received, cancelled)).rows(outstandingWork).map(({ kind }) => kind)).toEqual(['release-batch']);
  });

  it('a batch that ended owes nothing but giving back what it held', async () => {
    for (const end of [cancelled, closed]) expect((await after(planned, built(1), approved, end)).rows(outstandingWork).map(({ kind }) => kind)).toEqual(['release-batch']);
  });

  it('keeps a row for people with open cases and rights only', async () => {
    expect((await after(factsRecorded, submitted, checked(1), refused)).rows(workPeople)).toEqual([]);
    expect((await after(submitted, confirmed, granted)).rows(workPeople)).toMatchObject([{ cases: [], rights: [{ entitlementId }] }]);
  });

  it('an open case is owed a check when a register brought its right, whatever facts were read; a closed one is not', async () => {
    const owed = [submitted, checked(7), partDoneWith(applicationId)];
    expect((await owedAfter('recheck-applications', ...owed)).map(({ workId }) => workId)).toEqual([`recheck-applications/p1/carried-over/${registerId}/3`]);
    expect(await owedAfter('recheck-applications', ...owed, checked(7))).toEqual([]);
    expect(await owedAfter('recheck-applications', ...owed, { type: 'ApplicationReturned', data: { ...base, stage: 'village-review', reasons: ['already-entitled'], note: null } })).toEqual([]);
    expect(await owedAfter('recheck-applications', submitted, checked(7), refused, partDoneWith(applicationId))).toEqual([]);
  });

  it('a grant is done as well when the right ran already', async () => {
    expect(await owedAfter('grant-entitlement', submitted, confirmed, confirmedAgain)).toEqual([]);
  });
});
