import { Procedure, ZhibuEvent } from '@zhibu/domain';
import { Checkpoint } from '@zhibu/kernel';
import { createMemoryProjection } from '../framework/memory-projection';
import { ProjectedEvent } from '../framework/projection';
import { createCasesProjection } from './projection';
import { cases } from './tables';

const title = { zh: '', en: '' };
const procedure: Procedure = {
  id: 'p', version: 1, title, schemes: ['rural-reward'], reasons: {}, onIneligible: 'refuse', onUnknown: 'return',
  stages: [
    { id: 'village-review', kind: 'review', level: 'village', title, roles: ['village-reviewer'], namedReviewersMin: 5, signaturesMin: 0, deadlineWorkingDays: 10, returnTo: null },
    { id: 'village-notice', kind: 'notice', level: 'village', title, roles: ['township-reviewer'], days: 7, dayKind: 'working' },
  ],
};
const base = { applicationId: 'rural-reward.p1.1', personKey: 'p1' };
const submitted: ZhibuEvent = {
  type: 'ApplicationSubmitted',
  data: { ...base, scheme: 'rural-reward', branch: null, areaCode: '990101100001', procedure: { id: 'p', version: 1 }, appliedOn: '2016-05-03', channel: 'window', evidence: [] },
};
const entered = (stage: string, dueOn: string | null): ZhibuEvent => ({ type: 'StageEntered', data: { ...base, stage, enteredOn: '2016-05-04', dueOn } });

const recorded = (events: readonly ZhibuEvent[]): ProjectedEvent[] =>
  events.map((event, index) => ({
    ...event,
    checkpoint: `0/${index + 1}` as Checkpoint,
    meta: {
      id: `e${index}`, stream: 'application-rural-reward.p1.1', version: index + 1, schemaVersion: 1, recordedAt: '2016-05-04T01:00:00.000Z', simulated: true,
      actor: { userId: 'u1', kind: 'officer', roles: [] }, causationId: '', correlationId: '', commandKey: '', commandHash: '', subjects: ['p1'],
    },
  }));

const caseAfter = async (...events: readonly ZhibuEvent[]) => {
  const memory = createMemoryProjection(createCasesProjection((ref) => (ref.id === 'p' && ref.version === 1 ? procedure : null)));
  await memory.apply(recorded(events));
  return memory.rows(cases)[0];
};

describe('cases', () => {
  it('waits for the roles of the stage that was entered, until its last day', async () => {
    expect(await caseAfter(submitted, entered('village-review', '2016-05-18'))).toMatchObject({
      status: 'in-review', stage: 'village-review', stageLevel: 'village', waitingRoles: ['village-reviewer'], dueOrder: '2016-05-18',
    });
  });

  it('remembers who decided which level, also for whom, and waits for nobody afterwards', async () => {
    const decided: ZhibuEvent = {
      type: 'StageDecided',
      data: { ...base, stage: 'village-review', outcome: 'approved', reasons: [], note: null, reviewers: null, decidedBy: 'u2', onBehalfOf: 'u3', decidedOn: '2016-05-10' },
    };
    expect(await caseAfter(submitted, entered('village-review', '2016-05-18'), decided)).toMatchObject({
      waitingRoles: [], dueOn: null, actedBy: ['u2', 'u3'], decisions: [{ stage: 'village-review', level: 'village', outcome: 'approved', decidedBy: 'u2', onBehalfOf: 'u3' }],
    });
  });

  it('what was signed before a stage was entered again counts no more', async () => {
    const signed = (signedBy: string): ZhibuEvent => ({ type: 'StageSigned', data: { ...base, stage: 'village-review', signedBy, onBehalfOf: null, opinion: 'agree', note: null } });
    const enter = entered('village-review', null);
    expect(await caseAfter(submitted, enter, signed('u1'), enter, signed('u2'))).toMatchObject({ signatures: [{ signedBy: 'u1', counts: false }, { signedBy: 'u2', counts: true }] });
  });

  it('a notice waits for nobody, unless an objection has to be resolved', async () => {
    const objection: ZhibuEvent = { type: 'ObjectionRaised', data: { ...base, stage: 'village-notice', objectionId: 'o1', statement: null, raisedOn: '2016-05-12' } };
    const resolved: ZhibuEvent = { type: 'ObjectionResolved', data: { ...base, stage: 'village-notice', objectionId: 'o1', upheld: false, note: null, resolvedBy: 'u4', onBehalfOf: null } };
    const notice = [submitted, entered('village-notice', null)];
    expect(await caseAfter(...notice)).toMatchObject({ status: 'in-notice', waitingRoles: [], openObjections: 0 });
    expect(await caseAfter(...notice, objection)).toMatchObject({ waitingRoles: ['township-reviewer'], openObjections: 1, openObjectionIds: ['o1'] });
    expect(await caseAfter(...notice, objection, resolved)).toMatchObject({ waitingRoles: [], openObjections: 0, openObjectionIds: [], objections: 1 });
  });

  it('a notice that is posted again waits for whoever resolves the objection that is still open', async () => {
    const objection = (objectionId: string): ZhibuEvent => ({ type: 'ObjectionRaised', data: { ...base, stage: 'village-notice', objectionId, statement: null, raisedOn: '2016-05-12' } });
    const upheld: ZhibuEvent = { type: 'ObjectionResolved', data: { ...base, stage: 'village-notice', objectionId: 'o1', upheld: true, note: null, resolvedBy: 'u4', onBehalfOf: null } };
    const posted: ZhibuEvent = { type: 'NoticePosted', data: { ...base, stage: 'village-notice', areaCode: '990101100001', postedOn: '2016-05-20', lastDay: '2016-05-30', restarted: true } };
    const hangsAgain = [entered('village-notice', null), posted];
    const waiting = { status: 'in-notice', waitingRoles: ['township-reviewer'], openObjections: 1, noticePostedOn: '2016-05-20', noticeAreaCode: '990101100001' };
    expect(await caseAfter(submitted, ...hangsAgain, objection('o1'), objection('o2'), upheld, ...hangsAgain)).toMatchObject(waiting);
    const refused: ZhibuEvent = { type: 'ApplicationRefused', data: { ...base, stage: 'village-notice', reasons: ['not-eligible'], note: null, refusedOn: '2016-05-15' } };
    expect(await caseAfter(submitted, ...hangsAgain, objection('o1'), refused, ...hangsAgain)).toMatchObject(waiting);
    expect(await caseAfter(submitted, ...hangsAgain)).toMatchObject({ waitingRoles: [] });
  });

  it('a returned case waits for its caseworker', async () => {
    expect(await caseAfter(submitted, entered('village-review', '2016-05-18'), { type: 'ApplicationReturned', data: { ...base, stage: 'village-review', reasons: ['evidence-missing'], note: null } }))
      .toMatchObject({ status: 'returned', waitingRoles: ['caseworker'], reasons: ['evidence-missing'], stage: null, noticePostedOn: null, noticeAreaCode: null });
  });

  it('says that a last day is provisional, until nothing is due', async () => {
    const later = { ...entered('village-review', '2017-01-25'), data: { ...base, stage: 'village-review', enteredOn: '2016-12-28', dueOn: '2017-01-25', provisional: true } } as ZhibuEvent;
    expect(await caseAfter(submitted, entered('village-review', '2016-05-18'))).toMatchObject({ dueProvisional: false });
    expect(await caseAfter(submitted, later)).toMatchObject({ dueOn: '2017-01-25', dueProvisional: true });
    expect(await caseAfter(submitted, later, { type: 'ApplicationReturned', data: { ...base, stage: 'village-review', reasons: ['evidence-missing'], note: null } })).toMatchObject({ dueProvisional: false });
  });
});
