import { Actor } from '@zhibu/kernel';
import { approvalOf, commandsFor, isKeeper } from './may';
import { Right } from './use-right';

const change: Right['pending'][number] = { changeId: 'c1', kind: 'resume', toBranch: null, fromMonth: '2016-01', backPay: true, proposedBy: ['township-01a'], proposedOn: '2016-05-01' };
const right = (given: Partial<Right> = {}): Right => ({
  entitlementId: 'rural-reward.p', personKey: 'p', scheme: 'rural-reward', branch: null, areaCode: '990101100001', status: 'active', startMonth: '2016-01', lastMonth: null, claimedThrough: null,
  suspensions: [], pending: [], confirmedBy: [], applicationId: null, carriedOver: false, verifiedYear: null, verifiedAnswer: null, exitReason: null, exitedOn: null, version: 3, ...given,
});
const officer = (userId: string, role: Actor['roles'][number]['role'], areaCode: string, onBehalfOf?: string): Actor => ({ userId, kind: 'officer', roles: [{ role, areaCode }], ...(onBehalfOf === undefined ? {} : { onBehalfOf }) });

it('offers what makes sense in the state of the right', () => {
  expect(commandsFor(right())).toEqual(['verify', 'suspend', 'exit']);
  expect(commandsFor(right({ branch: 'child-died' }))).toContain('branch');
  expect(commandsFor(right({ status: 'suspended' }))).toEqual(['resume', 'proposeResume', 'verify', 'exit']);
  expect(commandsFor(right({ status: 'suspended', pending: [change] }))).not.toContain('proposeResume');
  expect(commandsFor(right({ status: 'ended' }))).toEqual(['reverse']);
});

it('is kept by the officers of its own area', () => {
  expect(isKeeper(officer('township-01a', 'township-reviewer', '990101100000'), right())).toBe(true);
  expect(isKeeper(officer('township-02a', 'township-reviewer', '990101101000'), right())).toBe(false);
  expect(isKeeper(officer('village-01', 'village-reviewer', '990101100000'), right())).toBe(false);
});

it('a change is approved by a county reviewer who took no part in it, also for somebody else', () => {
  expect(approvalOf(officer('county-1', 'county-reviewer', '990101000000'), right(), change)).toBe('may');
  expect(approvalOf(officer('township-01a', 'county-reviewer', '990101000000'), right(), change)).toBe('own');
  expect(approvalOf(officer('county-1', 'county-reviewer', '990101000000', 'township-01a'), right(), change)).toBe('own');
  expect(approvalOf(officer('township-01b', 'township-reviewer', '990101100000'), right(), change)).toBe('not-yours');
});
