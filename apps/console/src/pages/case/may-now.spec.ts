import { ProcedureShown } from '../../shared/use-procedures';
import { CaseView, stateOfView } from './case-state';
import { Asking, reviewsReached, whyNotClose, whyNotDecide, whyNotReopen, whyNotSign, whyNotWithdraw } from './may-now';

const title = { zh: '环节', en: 'Stage' };
const procedure: ProcedureShown = {
  id: 'rural-reward', version: 1, title, schemes: ['rural-reward'], reasons: { 'not-eligible': title },
  stages: [
    { kind: 'review', id: 'village-review', title, level: 'village', roles: ['village-reviewer'], namedReviewersMin: 5, signaturesMin: 0, deadlineWorkingDays: 20, returnTo: null },
    { kind: 'notice', id: 'village-notice', title, level: 'village', roles: ['village-reviewer'], days: 7, dayKind: 'working' },
    { kind: 'review', id: 'township-review', title, level: 'township', roles: ['township-reviewer'], namedReviewersMin: 0, signaturesMin: 2, deadlineWorkingDays: 20, returnTo: null },
  ],
};
const view: CaseView = {
  applicationId: 'rural-reward.p.1', personKey: 'p', scheme: 'rural-reward', branch: null, areaCode: '990101100001', status: 'in-review', stage: 'township-review', stageLevel: 'township',
  appliedOn: '2016-01-04', dueOn: null, dueProvisional: false, waitingRoles: ['township-reviewer'], version: 9, simulated: true, procedureId: 'rural-reward', procedureVersion: 1, channel: 'window',
  answer: 'yes', ruleId: 'r', ruleVersion: '1', enteredOn: '2016-02-01', noticeLastDay: null, noticePostedOn: null, noticeAreaCode: null, objections: 0, openObjections: 0, openObjectionIds: [], officers: [], evidence: 0, signatures: [],
  decisions: [{ stage: 'village-review', level: 'village', outcome: 'approved', reasons: [], decidedBy: 'village-1', onBehalfOf: null, decidedOn: '2016-01-20' }],
  reasons: [], confirmedOn: null, confirmedBy: [], changedAt: '2016-02-01T00:00:00Z',
};
const asking = (userId: string, role: Asking['me']['roles'][number]['role'], change: Partial<CaseView> = {}): Asking => ({
  state: stateOfView({ ...view, ...change }), procedure, me: { userId, kind: 'officer', roles: [{ role, areaCode: '990101100000' }] }, today: '2016-02-03',
});
const signed = [{ stage: 'township-review', signedBy: 'township-1', onBehalfOf: null, opinion: 'agree' as const, counts: true }];

it('an officer signs once, and approves only when two have signed', () => {
  expect(whyNotSign(asking('township-1', 'township-reviewer'))).toBeNull();
  expect(whyNotSign(asking('township-1', 'township-reviewer', { signatures: signed }))?.code).toBe('duty.same-signer');
  expect(whyNotDecide(asking('township-1', 'township-reviewer', { signatures: signed }), 'approved')?.code).toBe('stage.signatures');
  expect(whyNotDecide(asking('township-1', 'township-reviewer', { signatures: signed }), 'returned')).toBeNull();
});

it('nobody decides two levels, and nobody without the role', () => {
  expect(whyNotDecide(asking('village-1', 'township-reviewer'), 'returned')?.code).toBe('duty.two-levels');
  expect(whyNotDecide(asking('x', 'caseworker'), 'returned')?.code).toBe('authority.role');
  expect(whyNotWithdraw(asking('x', 'caseworker'))).toBeNull();
});

it('signatures from before a return bar nobody from signing anew', () => {
  const returned = [...view.decisions, { stage: 'township-review', level: 'township' as const, outcome: 'returned' as const, reasons: ['not-eligible'], decidedBy: 'township-1', onBehalfOf: null, decidedOn: '2016-02-02' }];
  const former = signed.map((each) => ({ ...each, counts: false }));
  expect(whyNotSign(asking('township-1', 'township-reviewer', { signatures: former, decisions: returned }))).toBeNull();
  expect(whyNotSign(asking('township-1', 'township-reviewer', { signatures: [...former, ...signed], decisions: returned }))?.code).toBe('duty.same-signer');
});

it('a notice hangs its full time, and an open objection holds it', () => {
  const onNotice = { status: 'in-notice', stage: 'village-notice', noticeLastDay: '2016-02-03' } as const;
  expect(whyNotClose(asking('village-1', 'village-reviewer', onNotice))?.code).toBe('notice.too-short');
  expect(whyNotClose(asking('village-1', 'village-reviewer', { ...onNotice, noticeLastDay: '2016-02-02' }))).toBeNull();
  expect(whyNotClose(asking('village-1', 'village-reviewer', { ...onNotice, noticeLastDay: '2016-02-02', objections: 1, openObjections: 1, openObjectionIds: ['window-7'] }))?.code).toBe('notice.objection-open');
});

it('an open objection is resolved by the id that it was taken in under', () => {
  const { objections } = stateOfView({ ...view, objections: 3, openObjections: 1, openObjectionIds: ['window-7'] });
  expect(objections.filter(({ status }) => status === 'open').map(({ objectionId }) => objectionId)).toEqual(['window-7']);
  expect(objections).toHaveLength(3);
});

it('a refused case goes on at a review that it had reached', () => {
  // As the service gives it: a case that ended stands in no stage.
  const decisions = [...view.decisions, { ...view.decisions[0]!, stage: 'township-review', outcome: 'refused' as const }];
  const refused = asking('township-1', 'township-reviewer', { status: 'refused', stage: null, decisions });
  expect(reviewsReached(refused).map(({ id }) => id)).toEqual(['village-review', 'township-review']);
  expect(whyNotReopen(asking('x', 'caseworker', { status: 'refused' }))).toBeNull();
});
