import { Actor, addMonths, fold, monthOf, scenario, upcast } from '@zhibu/kernel';
import { EndOfPayment, RuleDecision, StartMonth } from '@zhibu/policy';
import fc from 'fast-check';
import { ann, chief, decisionOf, desk, officer, otherVillage, program, village } from '../testing/case-fixture';
import { EntitlementCommand } from './commands';
import { EntitlementChange, EntitlementEvent, ExitReason, entitlementEventSpecs } from './events';
import { areaIn, branchIn, eligibleMonths, entitlementDecider, rateFactsIn } from './index';

const { given } = scenario(entitlementDecider);
const at = '2016-06-30T01:00:00.000Z';
const command = <T extends EntitlementCommand['type']>(type: T, data: Extract<EntitlementCommand, { type: T }>['data'], by: Actor = program, when = at): EntitlementCommand => ({ type, data, by, at: when }) as EntitlementCommand;

const right = { entitlementId: 'special-hardship.p1', personKey: 'p1', scheme: 'special-hardship', branch: 'child-disabled', areaCode: village, startMonth: '2016-01', confirmedBy: ['elder', 'chief'], rateFacts: {} } as const;
const start = (month: string): StartMonth => ({
  month, qualifiedOn: '2016-01-05', backPaid: false, reason: { zh: '从确认当月起', en: 'from the month of confirmation' },
  basis: { rule: 'confirmation-month', backPayAllowed: false, appliedOn: '2016-01-02', confirmedOn: '2016-01-20', areaCode: village, ruleId: 'r', ruleVersion: '1', qualifiesFrom: ['day-of-disability-card'], parameters: {}, facts: [], policyHash: 'h' },
});
const { startMonth: _first, ...rest } = right;
const grantCase = { ...rest, applicationId: 'special-hardship.p1.1', start: start('2016-01'), grantedOn: '2016-01-20' };
const grantData = { ...grantCase, startMonth: '2016-01' };
const granted: EntitlementEvent = { type: 'EntitlementGranted', data: grantData };
const own = { entitlementId: right.entitlementId, personKey: 'p1' };
const decision = (answer: RuleDecision['answer'], branch = 'child-disabled'): RuleDecision => ({ ...decisionOf(answer), scheme: 'special-hardship', branch });
const end = (lastMonth: string | null, stopRule: EndOfPayment['stopRule'] = 'next-month'): EndOfPayment => ({ lastMonth, stopRule, source: '文号', period: null, policyHash: 'h' });
const exited = (reason: ExitReason, happenedOn: string, lastMonth: string | null, lapse = false): EntitlementEvent => ({ type: 'EntitlementExited', data: { ...own, reason, happenedOn, lastMonth, ...(lapse ? { unclaimedLapse: true } : {}) } });
const suspended = (fromMonth: string): EntitlementEvent => ({ type: 'EntitlementSuspended', data: { ...own, fromMonth, reason: '两地重复' } });
const resumed = (fromMonth: string, backPay: boolean): EntitlementEvent => ({ type: 'EntitlementResumed', data: { ...own, fromMonth, backPay, reason: '已核清' } });
const switched: EntitlementEvent = { type: 'EntitlementBranchChanged', data: { ...own, fromBranch: 'child-disabled', toBranch: 'child-died', fromMonth: '2016-04', reason: '子女死亡' } };
const reverified = (year: number, answer: RuleDecision['answer']): EntitlementEvent => ({ type: 'EntitlementReverified', data: { ...own, year, answer, decision: decision(answer) } });
const months = (through: string, ...events: readonly EntitlementEvent[]): string => eligibleMonths(fold(entitlementDecider, events), through).map(({ month }) => month.slice(5)).join(' ');

describe('grant', () => {
  it('follows from a confirmed case', () => given().when(command('GrantEntitlement', grantCase)).then(granted));
  it('again for the same case changes nothing', () => given(granted).when(command('GrantEntitlement', grantCase)).then());
  it('is one right for ever', () => given(granted).when(command('GrantEntitlement', { ...grantCase, applicationId: 'special-hardship.p1.2' })).thenRefused('entitlement.wrong-status'));
  it('names who confirmed', () => given().when(command('GrantEntitlement', { ...grantCase, confirmedBy: [] })).thenRefused('entitlement.confirmed-by'));
  it('has a month of the calendar', () => given().when(command('GrantEntitlement', { ...grantCase, start: start('2016-13') })).thenRefused('date.not-a-month'));
  it('has the id of scheme and person', () => given().when(command('GrantEntitlement', { ...grantCase, entitlementId: 'x' })).thenRefused('entitlement.id'));
  it('is not written by a caseworker', () => given().when(command('GrantEntitlement', grantCase, desk)).thenRefused('authority.role'));
  it('whoever writes it by hand counts as one who confirmed', () => {
    const { outcome } = given().when(command('GrantEntitlement', grantCase, { ...officer('x', 'county-reviewer'), onBehalfOf: 'y' }));
    expect(outcome).toMatchObject({ ok: true, events: [{ data: { confirmedBy: ['elder', 'chief', 'x', 'y'] } }] });
  });
});

describe('a case confirmed while the right ran already', () => {
  const data = { applicationId: 'special-hardship.p1.2', confirmedOn: '2016-08-20', confirmedBy: ['other'] };
  const again: EntitlementEvent = { type: 'EntitlementConfirmedAgain', data: { ...own, ...data } };
  it('leaves the right as it is, once, and keeps who confirmed from paying', () => {
    given(granted).when(command('ConfirmEntitlementAgain', data)).then(again);
    given(granted, again).when(command('ConfirmEntitlementAgain', data)).then();
    expect(fold(entitlementDecider, [granted, again])).toMatchObject({ status: 'active', applicationId: grantCase.applicationId, startMonth: '2016-01', confirmedBy: [...grantCase.confirmedBy, 'other'] });
    expect(months('2016-06', granted, again)).toBe(months('2016-06', granted));
  });
  it('is said by the program, for a case of this person and scheme, while the right runs', () => {
    given(granted).when(command('ConfirmEntitlementAgain', data, chief)).thenRefused('entitlement.case-needed');
    given(granted).when(command('ConfirmEntitlementAgain', { ...data, applicationId: 'rural-reward.p1.1' })).thenRefused('entitlement.id');
    given(granted, exited('death', '2016-03-15', '2016-03')).when(command('ConfirmEntitlementAgain', data)).thenRefused('entitlement.wrong-status');
    given().when(command('ConfirmEntitlementAgain', data)).thenRefused('entitlement.wrong-status');
  });
});

describe('granting again', () => {
  const again = { ...grantCase, applicationId: 'special-hardship.p1.2', start: start('2016-02'), grantedOn: '2016-08-20' };
  const ended = [granted, exited('moved-out', '2016-04-10', '2016-04')] as const;
  const regranted = (startMonth: string, asked = '2016-02'): EntitlementEvent => ({ type: 'EntitlementGranted', data: { ...again, start: start(asked), startMonth } });

  it('begins after the last month of the right that ended, and keeps how its first month came', () => {
    given(...ended).when(command('GrantEntitlement', again)).then(regranted('2016-05'));
    given(...ended).when(command('GrantEntitlement', { ...again, start: start('2016-07') })).then(regranted('2016-07', '2016-07'));
    given(granted, exited('wrongly-confirmed', '2016-04-10', null)).when(command('GrantEntitlement', again)).then(regranted('2016-02'));
    const third = { ...again, applicationId: 'special-hardship.p1.3' };
    given(...ended, regranted('2016-07'), exited('withdrawn', '2016-09-01', '2016-09')).when(command('GrantEntitlement', third)).then({ type: 'EntitlementGranted', data: { ...third, startMonth: '2016-10' } });
  });
  it('is for a right that ended only', () => given(granted, suspended('2016-02')).when(command('GrantEntitlement', again)).thenRefused('entitlement.wrong-status'));
  it('lets nobody who ever decided on the right pay it', () => {
    const second: EntitlementEvent = { type: 'EntitlementGranted', data: { ...grantData, applicationId: 'special-hardship.p1.2', confirmedBy: ['other'] } };
    expect(fold(entitlementDecider, [...ended, second]).confirmedBy).toEqual(['elder', 'chief', 'other']);
  });
  it('owes the months of both times, each by its own suspensions, branch and rate facts', () => {
    const first: EntitlementEvent = { type: 'EntitlementGranted', data: { ...grantData, rateFacts: { 'residence-kind': 'rural' } } };
    const second: EntitlementEvent = { type: 'EntitlementGranted', data: { ...again, startMonth: '2016-07', branch: 'child-died', rateFacts: { 'residence-kind': 'urban' } } };
    const events = [first, suspended('2016-02'), exited('moved-out', '2016-04-10', '2016-04'), second, suspended('2016-09')];
    expect(months('2016-12', ...events)).toBe('01 07 08');
    expect(months('2016-12', first, exited('death', '2016-04-10', '2016-04', true), second)).toBe('07 08 09 10 11 12');
    const state = fold(entitlementDecider, events);
    expect(eligibleMonths(state, '2016-07')).toEqual([{ month: '2016-01', branch: 'child-disabled' }, { month: '2016-07', branch: 'child-died' }]);
    expect([rateFactsIn(state, '2016-01'), rateFactsIn(state, '2016-07')]).toEqual([{ 'residence-kind': 'rural' }, { 'residence-kind': 'urban' }]);
  });
});

describe('carrying over', () => {
  const row = { register: '2015 年度名册', registerId: 'special-hardship.990101000000.x', preparedBy: ['clerk'], approvedBy: ['second'], paidThrough: '2015-12', entitledFrom: '2014-01', carriedOverOn: '2016-01-02' };
  const data = { ...rest, ...row };
  const carried = (answer: RuleDecision['answer']): EntitlementEvent => ({ type: 'EntitlementCarriedOver', data: { ...data, startMonth: '2016-01', confirmedBy: ['elder', 'chief', 'clerk', 'second'], decision: decision(answer), answer } });
  const carryOver = (more: object = {}, by: Actor = program) => command('CarryOverEntitlement', { ...data, decision: decision('yes'), ...more }, by);

  it('goes on in the month after the last one paid, and keeps the check and who prepared and approved', () => given().when(carryOver()).then(carried('yes')));
  it('of the same register again changes nothing, also after the right ended or moved', () => {
    given(carried('yes')).when(carryOver()).then();
    given(carried('yes'), exited('moved-out', '2016-04-10', '2016-04')).when(carryOver()).then();
    given(carried('yes')).when(carryOver({ registerId: 'another' })).thenRefused('entitlement.wrong-status');
  });
  it('is never written by hand', () => given().when(carryOver({}, chief)).thenRefused('entitlement.register-needed'));
  it.each([[['clerk'], ['clerk']], [['clerk'], ['second', 'clerk']], [[], ['second']], [['clerk'], []]])('needs two sides: prepared by %j, approved by %j is refused', (preparedBy, approvedBy) =>
    given().when(carryOver({ preparedBy, approvedBy })).thenRefused('entitlement.register-approval'));
  it('was paid through a month that is not far off, and entitled no later than it goes on', () => {
    given().when(carryOver({ paidThrough: '2017-02' })).thenRefused('entitlement.paid-through');
    given().when(carryOver({ paidThrough: '2016-00' })).thenRefused('date.not-a-month');
    given().when(carryOver({ entitledFrom: '2016-02' })).thenRefused('entitlement.month-order');
  });
  it('is not paid while the check says no or cannot say', () => {
    expect(months('2016-03', carried('yes'))).toBe('01 02 03');
    expect(months('2016-03', carried('no'))).toBe('');
    expect(months('2016-03', carried('unknown'))).toBe('');
  });
  it('takes a decision of its own right', () => given().when(carryOver({ decision: decision('yes', 'child-died') })).thenRefused('entitlement.other-decision'));
  it('as it was written before registers were approved means the same', () => {
    const first = { ...right, register: 'old', answer: 'yes', decision: null, carriedOverOn: '2016-01-02' };
    const data = upcast(entitlementEventSpecs.EntitlementCarriedOver, 1, first) as never;
    expect(fold(entitlementDecider, [{ type: 'EntitlementCarriedOver', data }])).toMatchObject({ status: 'active', startMonth: '2016-01', register: 'old', registerId: null, confirmedBy: ['elder', 'chief'] });
    expect(data).toMatchObject({ paidThrough: '2015-12', preparedBy: [], approvedBy: [] });
  });
});

describe('months', () => {
  it('run from the start to the month asked', () => expect(months('2016-05', granted)).toBe('01 02 03 04 05'));
  it('are none before the start, and none for a month of 13', () => {
    expect(months('2015-12', granted)).toBe('');
    expect(months('2016-13', granted)).toBe('');
  });
  it('leave out what was suspended', () => expect(months('2016-06', granted, suspended('2016-02'), resumed('2016-04', false))).toBe('01 04 05 06'));
  it('take back in what is paid after all', () => expect(months('2016-06', granted, suspended('2016-02'), resumed('2016-04', true))).toBe('01 02 03 04 05 06'));
  it('stay out while suspended', () => expect(months('2016-06', granted, suspended('2016-02'))).toBe('01'));
  it('are held after a no or an unknown, until a yes', () => {
    expect(months('2017-02', granted, reverified(2017, 'no'))).toBe('01 02 03 04 05 06 07 08 09 10 11 12');
    expect(months('2017-02', granted, reverified(2017, 'unknown'))).toBe('01 02 03 04 05 06 07 08 09 10 11 12');
    expect(months('2017-02', granted, reverified(2017, 'no'), reverified(2017, 'yes'))).toBe('01 02 03 04 05 06 07 08 09 10 11 12 01 02');
  });
  it('of a year answered with a no stay unpaid, though a later year is answered with a yes', () => {
    const first = '01 02 03 04 05 06 07 08 09 10 11 12';
    expect(months('2018-02', granted, reverified(2017, 'no'), reverified(2018, 'yes'))).toBe(`${first} 01 02`);
    // What was not known then is, by the papers that brought the yes.
    expect(months('2018-02', granted, reverified(2017, 'unknown'), reverified(2018, 'yes'))).toBe(`${first} ${first} 01 02`);
    expect(months('2018-02', granted, reverified(2017, 'no'), reverified(2018, 'yes'), reverified(2017, 'yes'))).toBe(`${first} ${first} 01 02`);
    expect(months('2018-02', granted, reverified(2017, 'no'), reverified(2018, 'unknown'), reverified(2018, 'yes'), exited('death', '2018-02-03', '2018-02'))).toBe(`${first} 01 02`);
  });
  it('of a year answered with a no are not paid by a yes for an earlier year', () => {
    expect(months('2018-02', granted, reverified(2018, 'no'), reverified(2017, 'yes'))).toBe('01 02 03 04 05 06 07 08 09 10 11 12 01 02 03 04 05 06 07 08 09 10 11 12');
  });
  it('of a year before a new right are not touched by the checks of the old one', () => {
    const again: EntitlementEvent = { type: 'EntitlementGranted', data: { ...grantData, applicationId: 'special-hardship.p1.2', startMonth: '2016-09' } };
    expect(months('2016-10', granted, reverified(2016, 'no'), exited('child-recovered', '2016-02-03', '2016-02'), again)).toBe('01 02 09 10');
  });
  it('held ones that were owed before the exit are due with it', () => expect(months('2016-12', granted, reverified(2016, 'no'), exited('child-recovered', '2016-03-10', '2016-03'))).toBe('01 02 03'));
  it('held ones stay unpaid when somebody withdraws: one officer does not turn them into money', () =>
    given(granted, reverified(2016, 'no')).when(command('ExitEntitlement', { reason: 'withdrawn', happenedOn: '2016-03-10', end: end('2016-03') }, chief)).then({ type: 'EntitlementExited', data: { ...own, reason: 'withdrawn', happenedOn: '2016-03-10', lastMonth: null, end: end('2016-03'), decidedBy: ['chief'] } }));
  it('have one branch each: the death of a disabled child switches it without overlap', () =>
    expect(eligibleMonths(fold(entitlementDecider, [granted, switched]), '2016-05').map(({ branch }) => branch)).toEqual(['child-disabled', 'child-disabled', 'child-disabled', 'child-died', 'child-died']));
});

const proposed = (change: EntitlementChange, changeId = 'c1', proposedBy: readonly string[] = ['desk']): EntitlementEvent => ({ type: 'EntitlementChangeProposed', data: { ...own, changeId, change, reason: '子女死亡', proposedBy, proposedOn: '2016-06-30' } });
const propose = (change: EntitlementChange, by: Actor = desk, proposedBy?: readonly string[]) => command('ProposeChange', { change, reason: '子女死亡', ...(proposedBy === undefined ? {} : { proposedBy }) }, by);
const approve = (by: Actor = chief, changeId = 'c1') => command('ApproveChange', { changeId }, by);
const approval = (changeId = 'c1') => ({ changeId, decidedBy: ['desk'], approvedBy: ['chief'], reason: '子女死亡' });

describe('branch', () => {
  const to = (toBranch: string, fromMonth: string): EntitlementChange => ({ kind: 'branch', toBranch, fromMonth });
  it('is proposed, and changed when somebody else approves', () => {
    given(granted).when(propose(to('child-died', '2016-04'))).then(proposed(to('child-died', '2016-04')));
    given(granted, proposed(to('child-died', '2016-04'))).when(approve()).then({ type: 'EntitlementBranchChanged', data: { ...own, ...approval(), fromBranch: 'child-disabled', toBranch: 'child-died', fromMonth: '2016-04' } });
  });
  it('is not changed to itself', () => given(granted).when(propose(to('child-disabled', '2016-04'))).thenRefused('entitlement.branch'));
  it('is not changed in its first month, so that no month has two', () => given(granted).when(propose(to('child-died', '2016-01'))).thenRefused('entitlement.month-order'));
  it('is not changed back over the same month', () => given(granted, switched).when(propose(to('child-disabled', '2016-04'))).thenRefused('entitlement.month-order'));
  it('is none for a scheme without branches', () => given({ type: 'EntitlementGranted', data: { ...grantData, branch: null } }).when(propose(to('child-died', '2016-04'))).thenRefused('entitlement.branch'));
});

describe('what two persons decide', () => {
  const change: EntitlementChange = { kind: 'branch', toBranch: 'child-died', fromMonth: '2016-04' };
  const waiting = [granted, proposed(change)] as const;
  const second = officer('second', 'county-reviewer');

  it('is not approved by whoever proposed it, also from behind a delegation', () => {
    const own = proposed(change, 'c1', ['chief', 'desk']);
    given(granted, own).when(approve()).thenRefused('duty.own-proposal');
    given(granted, own).when(approve({ ...second, onBehalfOf: 'desk' })).thenRefused('duty.own-proposal');
    expect(given(granted, own).when(approve(second)).outcome).toMatchObject({ ok: true });
  });
  it('is approved by a county reviewer of the area, never by a program', () => {
    given(...waiting).when(approve(ann)).thenRefused('authority.role');
    given(...waiting).when(approve(program)).thenRefused('authority.automation');
    given(...waiting).when(approve(officer('far', 'county-reviewer', '990102000000'))).thenRefused('authority.area');
  });
  it('is proposed by a keeper, or by a program for those whose act led to it', () => {
    given(granted).when(propose(change, officer('f', 'finance-preparer'))).thenRefused('authority.role');
    given(granted).when(propose(change, program)).thenRefused('authority.automation');
    given(granted).when(propose(change, program, ['ann', 'bob'])).then(proposed(change, 'c1', ['ann', 'bob']));
    // An officer proposes in their own name, whatever the request says.
    given(granted).when(propose(change, desk, ['somebody'])).then(proposed(change));
  });
  it('waits once for each kind, and is checked again when it is approved', () => {
    given(...waiting).when(propose({ ...change, fromMonth: '2016-05' })).thenRefused('entitlement.change-pending');
    given(...waiting, switched).when(approve()).thenRefused('entitlement.branch');
    given(...waiting).when(approve(chief, 'c2')).thenRefused('entitlement.change-not-pending');
  });
  it('is declined by an approver, or taken back by who proposed it', () => {
    const declined = (by: string): EntitlementEvent => ({ type: 'EntitlementChangeDeclined', data: { ...own, changeId: 'c1', reason: '材料不足', declinedBy: [by], declinedOn: '2016-06-30' } });
    const decline = (by: Actor) => command('DeclineChange', { changeId: 'c1', reason: '材料不足' }, by);
    given(...waiting).when(decline(chief)).then(declined('chief'));
    given(...waiting).when(decline(desk)).then(declined('desk'));
    given(...waiting).when(decline(ann)).thenRefused('authority.role');
    given(...waiting, declined('chief')).when(approve()).thenRefused('entitlement.change-not-pending');
    given(...waiting, declined('chief')).when(propose(change)).then(proposed(change, 'c2'));
  });
  it('keeps both from paying the right', () => {
    const { outcome } = given(...waiting).when(approve(second));
    const events = outcome.ok ? outcome.events : [];
    expect(fold(entitlementDecider, [...waiting, ...events])).toMatchObject({ confirmedBy: ['elder', 'chief', 'desk', 'second'], pending: [] });
  });
});

describe('suspension', () => {
  it('is made by a program or a keeper', () => given(granted).when(command('SuspendEntitlement', { fromMonth: '2016-02', reason: '两地重复' }, desk)).then({ type: 'EntitlementSuspended', data: { ...own, fromMonth: '2016-02', reason: '两地重复', decidedBy: ['desk'] } }));
  const resume = (fromMonth: string, by: Actor = chief) => command('ResumeEntitlement', { fromMonth, reason: '已核清' }, by);
  it('is not lifted by a program', () => given(granted, suspended('2016-02')).when(resume('2016-06', program)).thenRefused('authority.automation'));
  it('is lifted from now on by one officer of the area, who may then not pay', () => {
    const { outcome } = given(granted, suspended('2016-02')).when(resume('2016-06'));
    expect(outcome).toMatchObject({ ok: true, events: [{ type: 'EntitlementResumed', data: { fromMonth: '2016-06', backPay: false, decidedBy: ['chief'] } }] });
    expect(fold(entitlementDecider, [{ ...granted, data: { ...grantData, confirmedBy: ['elder'] } }, suspended('2016-02'), ...(outcome.ok ? outcome.events : [])]).confirmedBy).toEqual(['elder', 'chief']);
  });
  it('for months that have passed is lifted by two', () => {
    given(granted, suspended('2016-02')).when(resume('2016-05')).thenRefused('entitlement.needs-approval');
    const change: EntitlementChange = { kind: 'resume', fromMonth: '2016-04', backPay: true };
    given(granted, suspended('2016-02')).when(propose(change)).then(proposed(change));
    given(granted, suspended('2016-02'), proposed(change)).when(approve()).then({ type: 'EntitlementResumed', data: { ...own, ...approval(), fromMonth: '2016-04', backPay: true } });
    given(granted, suspended('2016-02')).when(propose({ ...change, fromMonth: '2016-01' })).thenRefused('entitlement.month-order');
  });
  it('is not lifted by finance', () => given(granted, suspended('2016-02')).when(resume('2016-06', officer('f', 'finance-approver'))).thenRefused('authority.role'));
  it('comes once at a time', () => given(granted, suspended('2016-02')).when(command('SuspendEntitlement', { fromMonth: '2016-03', reason: 'x' })).thenRefused('entitlement.wrong-status'));
});

describe('exit', () => {
  const exit = (reason: ExitReason, happenedOn: string, ended: EndOfPayment, by: Actor = program) => command('ExitEntitlement', { reason, happenedOn, end: ended }, by);
  const exitedBy = (reason: ExitReason, happenedOn: string, lastMonth: string | null, ended: EndOfPayment, decidedBy: readonly string[] = []): EntitlementEvent => ({ type: 'EntitlementExited', data: { ...own, reason, happenedOn, lastMonth, end: ended, decidedBy } });

  it.each<[ExitReason, string, string | null, string | null]>([
    ['death', '2016-03-15', '2016-03', '2016-03'],
    ['death', '2016-03-15', '2016-12', '2016-12'],
    ['death', '2016-03-15', '2015-12', null],
    ['death', '2016-03-15', '2016-02', '2016-02'],
    ['moved-out', '2016-03-01', '2016-03', '2016-03'],
    ['wrongly-confirmed', '2016-03-01', null, null],
    ['death', '2015-12-31', '2015-12', null],
  ])('%s on %s with %s as last month by the rules: paid through %s, and the rule is kept', (reason, day, worked, lastMonth) =>
    given(granted).when(exit(reason, day, end(worked))).then(exitedBy(reason, day, lastMonth, end(worked))));
  it.each<[ExitReason, string, string | null]>([
    ['death', '2016-03-15', null],
    ['death', '2016-03-15', '2017-01'],
    ['death', '2016-03-15', '2015-02'],
    ['death', '2016-03-15', '2016-13'],
    ['moved-out', '2016-03-15', '2016-12'],
    ['wrongly-confirmed', '2016-03-15', '2016-03'],
  ])('%s on %s does not end with %s', (reason, day, worked) => given(granted).when(exit(reason, day, end(worked))).thenRefused('entitlement.last-month'));
  it('keeps the officer who ended it from paying the rest', () => given(granted).when(exit('withdrawn', '2016-03-15', end('2016-03'), chief)).then(exitedBy('withdrawn', '2016-03-15', '2016-03', end('2016-03'), ['chief'])));
  it('of earlier versions let months lapse that were not claimed before the death', () => expect(months('2016-12', granted, exited('death', '2016-03-15', '2016-03', true))).toBe(''));
  it('ends the months', () => {
    expect(months('2016-12', granted, exited('death', '2016-03-15', '2016-03'))).toBe('01 02 03');
    expect(months('2016-12', granted, exited('wrongly-confirmed', '2016-03-15', null))).toBe('');
  });
  it('comes once, and not before it happened', () => {
    given(granted, exited('death', '2016-03-15', '2016-03')).when(exit('death', '2016-03-15', end('2016-03'))).thenRefused('entitlement.wrong-status');
    given(granted).when(exit('death', '2016-07-01', end('2016-07'))).thenRefused('date.in-the-future');
    given().when(exit('death', '2016-03-01', end('2016-03'))).thenRefused('entitlement.wrong-status');
  });
  it('is the end: nothing is checked or resumed after it', () => {
    given(granted, exited('death', '2016-03-15', '2016-03')).when(command('ReverifyEntitlement', { year: 2016, decision: decision('yes') })).thenRefused('entitlement.wrong-status');
    given(granted, exited('death', '2016-03-15', '2016-03')).when(command('ResumeEntitlement', { fromMonth: '2016-06', reason: 'x' }, chief)).thenRefused('entitlement.wrong-status');
  });
  it('is not made by finance', () => given(granted).when(exit('death', '2016-03-15', end('2016-03'), officer('f', 'finance-preparer'))).thenRefused('authority.role'));
});

describe('an end that is taken back', () => {
  const change: EntitlementChange = { kind: 'reverse-exit' };
  const ended = [granted, exited('death', '2016-03-15', '2016-03')] as const;
  const reversed: EntitlementEvent = { type: 'EntitlementExitReversed', data: { ...own, ...approval(), areaCode: village, exitReason: 'death', reversedOn: '2016-06-30' } };

  it('is proposed and approved by two, and the months go on without a gap', () => {
    given(...ended).when(propose(change)).then(proposed(change));
    given(...ended, proposed(change)).when(approve()).then(reversed);
    expect(months('2016-06', ...ended, proposed(change), reversed)).toBe('01 02 03 04 05 06');
  });
  it('leaves a suspension and a hold as they were', () => {
    const held = [granted, reverified(2017, 'no'), suspended('2016-02'), exited('death', '2016-03-15', '2016-03'), reversed];
    expect(fold(entitlementDecider, held)).toMatchObject({ status: 'suspended', exit: null, hold: { answer: 'no' } });
    expect(months('2016-06', ...held)).toBe('01');
  });
  it('is of a right that ended, and not of one that was granted again', () => {
    given(granted).when(propose(change)).thenRefused('entitlement.wrong-status');
    const again: EntitlementEvent = { type: 'EntitlementGranted', data: { ...grantData, applicationId: 'special-hardship.p1.2', startMonth: '2016-04' } };
    given(...ended, proposed(change), again).when(approve()).thenRefused('entitlement.wrong-status');
  });
});

describe('a move within the county', () => {
  const move = (toArea: string, movedOn: string, by: Actor = program) => command('MoveEntitlementArea', { toArea, movedOn }, by);
  const moved = (fromArea: string, toArea: string, movedOn: string, fromMonth: string): EntitlementEvent => ({ type: 'EntitlementAreaMoved', data: { ...own, fromArea, toArea, movedOn, fromMonth } });
  const areas = (...events: readonly EntitlementEvent[]): string => {
    const state = fold(entitlementDecider, events);
    return ['2015-12', '2016-03', '2016-04', '2016-05', '2016-06'].map((month) => (areaIn(state, month) === village ? 'A' : 'B')).join('');
  };
  const away = moved(village, otherVillage, '2016-03-15', '2016-04');

  it('counts from the month after it', () => {
    given(granted).when(move(otherVillage, '2016-03-15')).then(away);
    expect([areas(granted), areas(granted, away)]).toEqual(['AAAAA', 'AABBB']);
    expect(fold(entitlementDecider, [granted, away]).areaCode).toBe(otherVillage);
  });
  it('once is once', () => given(granted, away).when(move(otherVillage, '2016-03-15')).then());
  it('and back again in the same month leaves every month where it was', () => {
    const back = moved(otherVillage, village, '2016-03-25', '2016-04');
    given(granted, away).when(move(village, '2016-03-25')).then(back);
    expect(areas(granted, away, back)).toBe('AAAAA');
  });
  it('and back in a later month leaves the months between with the other place', () => {
    const back = moved(otherVillage, village, '2016-05-25', '2016-06');
    given(granted, away).when(move(village, '2016-05-25')).then(back);
    expect(areas(granted, away, back)).toBe('AABBA');
  });
  it('that is recorded late counts from the month after it all the same', () => {
    given(granted).when(move(otherVillage, '2015-11-20')).then(moved(village, otherVillage, '2015-11-20', '2015-12'));
    expect(areas(granted, moved(village, otherVillage, '2015-11-20', '2015-12'))).toBe('BBBBB');
  });
  it('does not lead out of the county, into the future, to a township, or on after the end', () => {
    given(granted).when(move('990102100001', '2016-03-15')).thenRefused('entitlement.other-county');
    given(granted).when(move(otherVillage, '2016-07-15')).thenRefused('date.in-the-future');
    given(granted).when(move('990101101000', '2016-03-15')).thenRefused('area.not-a-village');
    given(granted, exited('death', '2016-03-15', '2016-03')).when(move(otherVillage, '2016-03-15')).thenRefused('entitlement.wrong-status');
  });
});

describe('a right with a past', () => {
  const round = (no: number, month: string): Extract<EntitlementCommand, { type: 'GrantEntitlement' }>['data'] => ({ ...grantCase, applicationId: `special-hardship.p1.${no}`, start: start(month), grantedOn: '2016-08-20' });
  const grantedAgain = (no: number, startMonth: string, more: object = {}): EntitlementEvent => ({ type: 'EntitlementGranted', data: { ...round(no, startMonth), startMonth, ...more } });
  const first = [granted, exited('moved-out', '2016-04-10', '2016-04')] as const;

  it('begins after every time before it, also after one of which nothing was owed', () =>
    given(...first, grantedAgain(2, '2016-07'), exited('wrongly-confirmed', '2016-08-01', null)).when(command('GrantEntitlement', round(3, '2016-02'))).then({ type: 'EntitlementGranted', data: { ...round(3, '2016-02'), startMonth: '2016-05' } }));
  it('owes the months of all its times, each at its rate and in its village', () => {
    const urban = { rateFacts: { 'residence-kind': 'urban' }, areaCode: otherVillage };
    const state = fold(entitlementDecider, [...first, grantedAgain(2, '2016-06'), exited('moved-out', '2016-07-10', '2016-07'), grantedAgain(3, '2016-10', urban)]);
    expect(eligibleMonths(state, '2016-11').map(({ month }) => month.slice(5)).join(' ')).toBe('01 02 03 04 06 07 10 11');
    expect(['2015-12', '2016-01', '2016-03', '2016-04', '2016-05', '2016-07', '2016-10'].map((month) => rateFactsIn(state, month) === urban.rateFacts)).toEqual([true, false, false, false, true, false, true]);
    expect(['2016-03', '2016-07', '2016-10'].map((month) => areaIn(state, month))).toEqual([village, village, otherVillage]);
  });
  it('counts its proposals on, and knows its register and its checks again', () => {
    const change: EntitlementChange = { kind: 'branch', toBranch: 'child-died', fromMonth: '2016-12' };
    const declined: EntitlementEvent = { type: 'EntitlementChangeDeclined', data: { ...own, changeId: 'c1', reason: 'x', declinedBy: ['chief'], declinedOn: '2016-06-30' } };
    given(granted, proposed(change), declined, exited('moved-out', '2016-04-10', '2016-04'), grantedAgain(2, '2016-07')).when(propose(change)).then(proposed(change, 'c2'));
    const row = { register: '2015 年度名册', registerId: 'r1', preparedBy: ['clerk'], approvedBy: ['second'], paidThrough: '2015-12', entitledFrom: null, carriedOverOn: '2016-01-02' };
    const carried: EntitlementEvent = { type: 'EntitlementCarriedOver', data: { ...rest, ...row, startMonth: '2016-01', decision: decision('yes'), answer: 'yes' } };
    const past = [carried, exited('moved-out', '2016-04-10', '2016-04'), grantedAgain(2, '2016-07'), reverified(2017, 'yes')];
    given(...past).when(command('CarryOverEntitlement', { ...rest, ...row, decision: decision('yes') })).then();
    expect(fold(entitlementDecider, past)).toMatchObject({ scheme: 'special-hardship', verifications: [{ year: 2016, answer: 'yes' }, { year: 2017, answer: 'yes' }] });
  });
  it('is followed over 150 years', () => expect(eligibleMonths(fold(entitlementDecider, [granted]), '2500-12')).toHaveLength(1_800));
  it('is granted on a day of the calendar', () => given().when(command('GrantEntitlement', { ...grantCase, grantedOn: '2016-02-30' })).thenRefused('date.not-a-day'));
  it('has a limit of changes, of whatever kind', () => {
    const checks = (count: number) => Array.from({ length: count }, () => reverified(2017, 'yes'));
    const reverify = command('ReverifyEntitlement', { year: 2016, decision: decision('yes') });
    const changes: EntitlementEvent[] = [reverified(2017, 'yes'), suspended('2016-02'), proposed({ kind: 'reverse-exit' }), { type: 'EntitlementAreaMoved', data: { ...own, fromArea: village, toArea: otherVillage, movedOn: '2016-03-15', fromMonth: '2016-04' } }, { type: 'EntitlementConfirmedAgain', data: { ...own, applicationId: 'special-hardship.p1.2', confirmedOn: '2016-08-20', confirmedBy: [] } }];
    expect(given(granted, ...checks(197)).when(reverify).outcome.ok).toBe(true);
    for (const change of changes) given(granted, ...checks(197), change).when(reverify).thenRefused('entitlement.changes');
    given(granted, ...checks(198)).when(command('MoveEntitlementArea', { toArea: otherVillage, movedOn: '2016-03-15' })).thenRefused('entitlement.changes');
    given(granted, ...checks(198), exited('death', '2016-04-10', '2016-04')).when(command('GrantEntitlement', round(2, '2016-07'))).thenRefused('entitlement.changes');
  });
});

describe('months that are suspended or held', () => {
  const suspend = (fromMonth: string, by: Actor = program, reason = '两地重复') => command('SuspendEntitlement', { fromMonth, reason }, by);
  const twice = [granted, suspended('2016-02'), resumed('2016-04', false)] as const;

  it('are left out for each suspension, which comes after the one before', () => {
    expect(months('2016-08', ...twice, suspended('2016-06'), resumed('2016-07', false))).toBe('01 04 05 07 08');
    given(...twice).when(suspend('2016-03')).thenRefused('entitlement.month-order');
    given(granted).when(suspend('2015-12')).thenRefused('entitlement.month-order');
    for (const past of [twice, [granted]] as const) expect(given(...past).when(suspend('2016-04')).outcome).toMatchObject({ ok: true });
    expect(given(granted).when(suspend('2016-13')).outcome).toMatchObject({ rejection: { field: 'fromMonth' } });
  });
  it('are suspended by those who keep the right, with a reason', () => {
    for (const by of [desk, ann, chief, program]) expect(given(granted).when(suspend('2016-02', by)).outcome.ok).toBe(true);
    for (const by of [officer('e', 'village-reviewer'), officer('f', 'finance-preparer'), officer('i', 'inspector')]) given(granted).when(suspend('2016-02', by)).thenRefused('authority.role');
    expect(given(granted).when(suspend('2016-02', desk, '字'.repeat(500))).outcome.ok).toBe(true);
    for (const reason of [' ', '字'.repeat(501)]) given(granted).when(suspend('2016-02', desk, reason)).thenRefused('text.length');
  });
  it('stay suspended after an exit was taken back, when one of two suspensions was not lifted', () => {
    const reversed: EntitlementEvent = { type: 'EntitlementExitReversed', data: { ...own, changeId: 'c1', decidedBy: ['desk'], approvedBy: ['chief'], reason: 'x', areaCode: village, exitReason: 'death', reversedOn: '2016-06-30' } };
    const ended = exited('death', '2016-05-15', '2016-05');
    expect(fold(entitlementDecider, [...twice, suspended('2016-05'), ended, reversed]).status).toBe('suspended');
    expect(fold(entitlementDecider, [...twice, ended, reversed]).status).toBe('active');
  });
  it('are held from the first check that did not say yes', () => {
    expect(months('2017-03', granted, reverified(2016, 'no'), reverified(2017, 'unknown'))).toBe('');
    expect(months('2017-03', granted, reverified(2017, 'no'), reverified(2016, 'no'))).toBe('');
  });
  it('are checked for the branch and the scheme of the right as it is now', () => {
    const reverify = (of: RuleDecision, year = 2016) => command('ReverifyEntitlement', { year, decision: of });
    given(granted).when(reverify(decision('no'))).then({ type: 'EntitlementReverified', data: { ...own, year: 2016, answer: 'no', decision: decision('no') } });
    given(granted, switched).when(reverify(decision('yes'))).thenRefused('entitlement.other-decision');
    expect(given(granted, switched).when(reverify(decision('yes', 'child-died'))).outcome.ok).toBe(true);
    given(granted).when(reverify({ ...decision('yes'), scheme: 'rural-reward' })).thenRefused('entitlement.other-decision');
    given(granted).when(reverify(decision('yes'), 2015)).thenRefused('entitlement.month-order');
  });
  it('are checked for a year that has begun, as it stood in that year', () => {
    const at2017 = (year: number, on: string) => command('ReverifyEntitlement', { year, decision: { ...decision('yes'), on } }, program, '2017-02-01T01:00:00.000Z');
    for (const [year, on] of [[2016, '2016-12-31'], [2017, '2017-02-01']] as const) expect(given(granted).when(at2017(year, on)).outcome.ok).toBe(true);
    for (const [year, on] of [[2018, '2017-02-01'], [2016, '2017-02-01'], [2017, '2017-02-02']] as const) given(granted).when(at2017(year, on)).thenRefused('entitlement.other-year');
  });

  const lastMonthOf = (reason: ExitReason, lastMonth: string, ...past: readonly EntitlementEvent[]) => {
    const outcome = entitlementDecider.decide(fold(entitlementDecider, [granted, ...past]), command('ExitEntitlement', { reason, happenedOn: `${lastMonth}-10`, end: end(lastMonth) }, chief, '2017-06-30T01:00:00.000Z'));
    return outcome.ok ? outcome.events.map((event) => (event.type === 'EntitlementExited' ? event.data.lastMonth : event.type)) : [outcome.rejection.code];
  };
  it.each<[ExitReason, string, string | null]>([
    ['withdrawn', '2017-03', '2016-12'],
    ['withdrawn', '2017-01', '2016-12'],
    ['withdrawn', '2016-12', '2016-12'],
    ['withdrawn', '2016-03', '2016-03'],
    ['withdrawn', '2016-01', '2016-01'],
    ['death', '2017-03', '2017-03'],
    ['child-recovered', '2017-01', '2017-01'],
  ])('held from 2017 on, a right that ends by %s in %s is owed through %s', (reason, month, owed) => expect(lastMonthOf(reason, month, reverified(2017, 'no'))).toEqual([owed]));
});

describe('what is proposed', () => {
  const to = (fromMonth: string, toBranch = 'child-died'): EntitlementChange => ({ kind: 'branch', toBranch, fromMonth });
  const decline = (changeId: string, reason: string) => command('DeclineChange', { changeId, reason }, chief);

  it('is a branch of a right that runs, from the month after the last one began', () => {
    given(granted).when(propose(to('2016-02'))).then(proposed(to('2016-02')));
    given(granted, exited('death', '2016-03-15', '2016-03')).when(propose(to('2016-04'))).thenRefused('entitlement.wrong-status');
    given(granted, switched).when(propose(to('2016-05', 'child-disabled'))).then(proposed(to('2016-05', 'child-disabled')));
  });
  it('by a program, needs but one officer behind it', () => given(granted).when(propose(to('2016-04'), program, ['ann'])).then(proposed(to('2016-04'), 'c1', ['ann'])));
  it('gives its reason in up to 500 characters, and so does its refusal', () => {
    const asked = (reason: string) => command('ProposeChange', { change: to('2016-04'), reason }, desk);
    const waiting = [granted, proposed(to('2016-04'))] as const;
    const resume = (reason: string) => command('ResumeEntitlement', { fromMonth: '2016-06', reason }, chief);
    for (const [past, make] of [[[granted], asked], [waiting, (reason: string) => decline('c1', reason)], [[granted, suspended('2016-02')], resume]] as const) {
      expect(given(...past).when(make('字'.repeat(500))).outcome.ok).toBe(true);
      for (const reason of ['', '字'.repeat(501)]) given(...past).when(make(reason)).thenRefused('text.length');
    }
    given(...waiting).when(decline('c9', 'x')).thenRefused('entitlement.change-not-pending');
  });
});

describe('a row of a register', () => {
  const row = { ...rest, register: '2015 年度名册', registerId: 'r1', preparedBy: ['clerk'], approvedBy: ['second'], paidThrough: '2015-12', entitledFrom: '2014-01' as string | null, carriedOverOn: '2016-01-02', decision: decision('yes') };
  const carryOver = (more: Partial<typeof row> = {}) => command('CarryOverEntitlement', { ...row, ...more });

  it.each<[string, Partial<typeof row>]>([
    ['paid in advance by a year', { paidThrough: '2017-01' }],
    ['entitled from the first month that is paid now', { entitledFrom: '2016-01' }],
    ['entitled nobody knows since when', { entitledFrom: null }],
    ['of a register with 200 characters', { register: '册'.repeat(200) }],
  ])('may be %s', (_, more) => expect(given().when(carryOver(more)).outcome.ok).toBe(true));
  it.each<[string, Partial<typeof row>, string]>([
    ['entitled from a month that is none', { entitledFrom: '2014-13' }, 'date.not-a-month'],
    ['of a register with 201 characters', { register: '册'.repeat(201) }, 'text.length'],
    ['carried over on a day that is none', { carriedOverOn: '2016-02-30' }, 'date.not-a-day'],
    ['checked for another scheme', { decision: { ...decision('yes'), scheme: 'rural-reward' } }, 'entitlement.other-decision'],
  ])('is not %s', (_, more, code) => given().when(carryOver(more)).thenRefused(code));
  it('says which month is none', () => {
    expect(given().when(carryOver({ entitledFrom: '2014-13' })).outcome).toMatchObject({ rejection: { field: 'entitledFrom' } });
    expect(given().when(carryOver({ paidThrough: '2014' })).outcome).toMatchObject({ rejection: { code: 'date.not-a-month', field: 'paidThrough' } });
  });
});

describe('laws of every right', () => {
  const monthArb = fc.integer({ min: 0, max: 30 }).map((n) => addMonths('2015-12', n));
  const dayArb = monthArb.map((month) => `${month}-15`);
  const commandArb: fc.Arbitrary<EntitlementCommand> = fc.constantFrom(program, chief, officer('second', 'county-reviewer'), desk, officer('f', 'finance-preparer')).chain((by) => {
    const when = '2018-12-31T01:00:00.000Z';
    return fc.oneof(
      fc.tuple(monthArb, fc.integer({ min: 1, max: 9 })).map(([month, round]) => command('GrantEntitlement', { ...grantCase, start: start(month), applicationId: `special-hardship.p1.${round}` }, by, when)),
      fc.tuple(fc.constantFrom('child-died', 'child-disabled'), monthArb).map(([toBranch, fromMonth]) => command('ProposeChange', { change: { kind: 'branch', toBranch, fromMonth }, reason: 'x' }, by, when)),
      fc.tuple(monthArb, fc.boolean()).map(([fromMonth, backPay]) => command('ProposeChange', { change: { kind: 'resume', fromMonth, backPay }, reason: 'x' }, by, when)),
      fc.constant(command('ProposeChange', { change: { kind: 'reverse-exit' }, reason: 'x' }, by, when)),
      fc.integer({ min: 1, max: 3 }).map((n) => command('ApproveChange', { changeId: `c${n}` }, by, when)),
      monthArb.map((fromMonth) => command('SuspendEntitlement', { fromMonth, reason: 'x' }, by, when)),
      monthArb.map((fromMonth) => command('ResumeEntitlement', { fromMonth, reason: 'x' }, by, when)),
      fc.tuple(fc.constantFrom(village, otherVillage), dayArb).map(([toArea, movedOn]) => command('MoveEntitlementArea', { toArea, movedOn }, by, when)),
      fc.tuple(fc.constantFrom<RuleDecision['answer'][]>('yes', 'no', 'unknown'), fc.constantFrom('child-died', 'child-disabled')).map(([answer, branch]) => command('ReverifyEntitlement', { year: 2017, decision: decision(answer, branch) }, by, when)),
      fc.tuple(fc.constantFrom<ExitReason[]>('death', 'moved-out', 'wrongly-confirmed'), dayArb).map(
        ([reason, happenedOn]) => command('ExitEntitlement', { reason, happenedOn, end: end(reason === 'wrongly-confirmed' ? null : monthOf(happenedOn)) }, by, when)),
    );
  });

  it('each month is due once, in one branch, never before the start, after the exit or while suspended or held', () => {
    fc.assert(
      fc.property(fc.array(commandArb, { maxLength: 40 }), (commands) => {
        let state = fold(entitlementDecider, [granted]);
        for (const each of commands) {
          const outcome = entitlementDecider.decide(state, each);
          if (outcome.ok) state = fold(entitlementDecider, outcome.events, state);
          const due = eligibleMonths(state, '2018-12').map(({ month }) => month);
          expect(new Set(due).size).toBe(due.length);
          expect(eligibleMonths(state, '2018-12').every(({ month, branch }) => branch === branchIn(state, month) && areaIn(state, month) !== '')).toBe(true);
          // Whatever two decided, neither of them is alone in it, and both may not pay.
          if (outcome.ok && each.type === 'ApproveChange') {
            const decided = outcome.events.flatMap(({ data }) => ('decidedBy' in data ? [...(data.decidedBy ?? []), ...('approvedBy' in data ? (data.approvedBy ?? []) : [])] : []));
            expect(new Set(decided).size).toBeGreaterThan(1);
            expect(decided.every((id) => state.confirmedBy.includes(id))).toBe(true);
          }
          const present = due.filter((month) => state.earlier.every(({ lastMonth }) => month > lastMonth));
          expect(present.every((month) => month >= (state.startMonth ?? '') && month <= (state.exit === null ? '2018-12' : (state.exit.lastMonth ?? '')))).toBe(true);
          const last = state.suspensions.at(-1);
          if (state.status === 'suspended' && last !== undefined) expect(present.every((month) => month < last.fromMonth)).toBe(true);
          if (state.hold !== null && state.exit === null) expect(present.every((month) => month < (state.hold?.fromMonth ?? ''))).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
