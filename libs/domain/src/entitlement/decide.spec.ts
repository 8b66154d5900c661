import { Actor, addMonths, fold, scenario } from '@zhibu/kernel';
import { RuleDecision } from '@zhibu/policy';
import fc from 'fast-check';
import { chief, decisionOf, desk, officer, program, village } from '../testing/case-fixture';
import { EntitlementCommand, StartStopRules } from './commands';
import { EntitlementEvent, ExitReason } from './events';
import { eligibleMonths, entitlementDecider, rateFactsIn } from './index';

const { given } = scenario(entitlementDecider);
const at = '2016-06-30T01:00:00.000Z';
const command = <T extends EntitlementCommand['type']>(type: T, data: Extract<EntitlementCommand, { type: T }>['data'], by: Actor = program, when = at): EntitlementCommand => ({ type, data, by, at: when }) as EntitlementCommand;

const right = { entitlementId: 'special-hardship.p1', personKey: 'p1', scheme: 'special-hardship', branch: 'child-disabled', areaCode: village, startMonth: '2016-01', confirmedBy: ['elder', 'chief'], rateFacts: {} } as const;
const grantData = { ...right, applicationId: 'special-hardship.p1.1', grantedOn: '2016-01-20' };
const granted: EntitlementEvent = { type: 'EntitlementGranted', data: grantData };
const own = { entitlementId: right.entitlementId, personKey: 'p1' };
const decision = (answer: RuleDecision['answer'], branch = 'child-disabled'): RuleDecision => ({ ...decisionOf(answer), scheme: 'special-hardship', branch });
const rules = (stop: StartStopRules['stop']): StartStopRules => ({ start: 'confirmation-month', stop, backPay: false });
const exited = (reason: ExitReason, happenedOn: string, lastMonth: string | null, lapse = false): EntitlementEvent => ({ type: 'EntitlementExited', data: { ...own, reason, happenedOn, lastMonth, ...(lapse ? { unclaimedLapse: true } : {}) } });
const suspended = (fromMonth: string): EntitlementEvent => ({ type: 'EntitlementSuspended', data: { ...own, fromMonth, reason: '两地重复' } });
const resumed = (fromMonth: string, backPay: boolean): EntitlementEvent => ({ type: 'EntitlementResumed', data: { ...own, fromMonth, backPay, reason: '已核清' } });
const switched: EntitlementEvent = { type: 'EntitlementBranchChanged', data: { ...own, fromBranch: 'child-disabled', toBranch: 'child-died', fromMonth: '2016-04', reason: '子女死亡' } };
const reverified = (year: number, answer: RuleDecision['answer']): EntitlementEvent => ({ type: 'EntitlementReverified', data: { ...own, year, answer, decision: decision(answer) } });
const months = (through: string, ...events: readonly EntitlementEvent[]): string => eligibleMonths(fold(entitlementDecider, events), through).map(({ month }) => month.slice(5)).join(' ');

describe('grant', () => {
  it('follows from a confirmed case', () => given().when(command('GrantEntitlement', grantData)).then(granted));
  it('again for the same case changes nothing', () => given(granted).when(command('GrantEntitlement', grantData)).then());
  it('is one right for ever', () => given(granted).when(command('GrantEntitlement', { ...grantData, applicationId: 'special-hardship.p1.2' })).thenRefused('entitlement.wrong-status'));
  it('names who confirmed', () => given().when(command('GrantEntitlement', { ...grantData, confirmedBy: [] })).thenRefused('entitlement.confirmed-by'));
  it('has a month of the calendar', () => given().when(command('GrantEntitlement', { ...grantData, startMonth: '2016-13' })).thenRefused('date.not-a-month'));
  it('has the id of scheme and person', () => given().when(command('GrantEntitlement', { ...grantData, entitlementId: 'x' })).thenRefused('entitlement.id'));
  it('is not written by a caseworker', () => given().when(command('GrantEntitlement', grantData, desk)).thenRefused('authority.role'));
  it('whoever writes it by hand counts as one who confirmed', () => {
    const { outcome } = given().when(command('GrantEntitlement', grantData, { ...officer('x', 'county-reviewer'), onBehalfOf: 'y' }));
    expect(outcome).toMatchObject({ ok: true, events: [{ data: { confirmedBy: ['elder', 'chief', 'x', 'y'] } }] });
  });
});

describe('granting again', () => {
  const again = { ...grantData, applicationId: 'special-hardship.p1.2', startMonth: '2016-02', grantedOn: '2016-08-20' };
  const ended = [granted, exited('moved-out', '2016-04-10', '2016-04')] as const;
  const regranted = (startMonth: string): EntitlementEvent => ({ type: 'EntitlementGranted', data: { ...again, startMonth } });

  it('begins after the last month of the right that ended', () => {
    given(...ended).when(command('GrantEntitlement', again)).then(regranted('2016-05'));
    given(...ended).when(command('GrantEntitlement', { ...again, startMonth: '2016-07' })).then(regranted('2016-07'));
    given(granted, exited('wrongly-confirmed', '2016-04-10', null)).when(command('GrantEntitlement', again)).then(regranted('2016-02'));
    given(...ended, regranted('2016-07'), exited('withdrawn', '2016-09-01', '2016-09')).when(command('GrantEntitlement', { ...again, applicationId: 'special-hardship.p1.3' })).then({ type: 'EntitlementGranted', data: { ...again, applicationId: 'special-hardship.p1.3', startMonth: '2016-10' } });
  });
  it('is for a right that ended only', () => given(granted, suspended('2016-02')).when(command('GrantEntitlement', again)).thenRefused('entitlement.wrong-status'));
  it('owes the months of both times, each by its own suspensions, branch and rate facts', () => {
    const first: EntitlementEvent = { ...granted, data: { ...grantData, rateFacts: { 'residence-kind': 'rural' } } };
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
  const data = { ...right, register: '2015 年度名册', carriedOverOn: '2016-01-02' };
  const carried = (answer: RuleDecision['answer']): EntitlementEvent => ({ type: 'EntitlementCarriedOver', data: { ...data, decision: decision(answer), answer } });
  it('keeps the check that was made', () => given().when(command('CarryOverEntitlement', { ...data, decision: decision('yes') })).then(carried('yes')));
  it('is not paid while the check says no or cannot say', () => {
    expect(months('2016-03', carried('yes'))).toBe('01 02 03');
    expect(months('2016-03', carried('no'))).toBe('');
    expect(months('2016-03', carried('unknown'))).toBe('');
  });
  it('takes a decision of its own right', () => given().when(command('CarryOverEntitlement', { ...data, decision: decision('yes', 'child-died') })).thenRefused('entitlement.other-decision'));
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
  it('held ones that were owed before the exit are due with it', () => expect(months('2016-12', granted, reverified(2016, 'no'), exited('child-recovered', '2016-03-10', '2016-03'))).toBe('01 02 03'));
  it('have one branch each: the death of a disabled child switches it without overlap', () =>
    expect(eligibleMonths(fold(entitlementDecider, [granted, switched]), '2016-05').map(({ branch }) => branch)).toEqual(['child-disabled', 'child-disabled', 'child-disabled', 'child-died', 'child-died']));
});

describe('branch', () => {
  const change = (toBranch: string, fromMonth: string) => command('ChangeBranch', { toBranch, fromMonth, reason: '子女死亡' });
  it('is changed from a month on', () => given(granted).when(change('child-died', '2016-04')).then(switched));
  it('is not changed to itself', () => given(granted).when(change('child-disabled', '2016-04')).thenRefused('entitlement.branch'));
  it('is not changed in its first month, so that no month has two', () => given(granted).when(change('child-died', '2016-01')).thenRefused('entitlement.month-order'));
  it('is not changed back over the same month', () => given(granted, switched).when(change('child-disabled', '2016-04')).thenRefused('entitlement.month-order'));
  it('is none for a scheme without branches', () => given({ ...granted, data: { ...grantData, branch: null } }).when(change('child-died', '2016-04')).thenRefused('entitlement.branch'));
});

describe('suspension', () => {
  it('is made by a program or a keeper', () => given(granted).when(command('SuspendEntitlement', { fromMonth: '2016-02', reason: '两地重复' })).then(suspended('2016-02')));
  it('is not lifted by a program', () => given(granted, suspended('2016-02')).when(command('ResumeEntitlement', { fromMonth: '2016-04', backPay: true, reason: '已核清' })).thenRefused('authority.automation'));
  it('is lifted by an officer of the area', () => given(granted, suspended('2016-02')).when(command('ResumeEntitlement', { fromMonth: '2016-04', backPay: true, reason: '已核清' }, chief)).then(resumed('2016-04', true)));
  it('is not lifted by finance', () => given(granted, suspended('2016-02')).when(command('ResumeEntitlement', { fromMonth: '2016-04', backPay: true, reason: 'x' }, officer('f', 'finance-approver'))).thenRefused('authority.role'));
  it('comes once at a time', () => given(granted, suspended('2016-02')).when(command('SuspendEntitlement', { fromMonth: '2016-03', reason: 'x' })).thenRefused('entitlement.wrong-status'));
});

describe('exit', () => {
  const exit = (reason: ExitReason, happenedOn: string, stop: StartStopRules['stop']) => command('ExitEntitlement', { reason, happenedOn, rules: rules(stop) });
  it.each<[ExitReason, string, StartStopRules['stop'], string | null]>([
    ['death', '2016-03-15', 'next-month', '2016-03'],
    ['death', '2016-03-15', 'year-end', '2016-12'],
    ['child-added', '2016-03-31', 'next-month', '2016-03'],
    ['child-age-reached', '2016-05-01', 'year-end', '2016-12'],
    ['moved-out', '2016-03-01', 'year-end', '2016-03'],
    ['wrongly-confirmed', '2016-03-01', 'year-end', null],
    ['death', '2015-12-31', 'next-month', null],
  ])('%s on %s, %s: last month %s', (reason, day, stop, lastMonth) => given(granted).when(exit(reason, day, stop)).then(exited(reason, day, lastMonth)));
  it('alive on the payment date: what was not claimed before the death lapses', () => {
    given(granted).when(exit('death', '2016-03-15', 'alive-on-payment-date')).then(exited('death', '2016-03-15', '2016-03', true));
    expect(months('2016-12', granted, exited('death', '2016-03-15', '2016-03', true))).toBe('');
    given(granted).when(exit('child-added', '2016-03-15', 'alive-on-payment-date')).then(exited('child-added', '2016-03-15', '2016-03'));
  });
  it('ends the months', () => {
    expect(months('2016-12', granted, exited('death', '2016-03-15', '2016-03'))).toBe('01 02 03');
    expect(months('2016-12', granted, exited('wrongly-confirmed', '2016-03-15', null))).toBe('');
  });
  it('comes once, and not before it happened', () => {
    given(granted, exited('death', '2016-03-15', '2016-03')).when(exit('death', '2016-03-15', 'next-month')).thenRefused('entitlement.wrong-status');
    given(granted).when(exit('death', '2016-07-01', 'next-month')).thenRefused('date.in-the-future');
    given().when(exit('death', '2016-03-01', 'next-month')).thenRefused('entitlement.wrong-status');
  });
  it('is the end: nothing is checked or resumed after it', () => {
    given(granted, exited('death', '2016-03-15', '2016-03')).when(command('ReverifyEntitlement', { year: 2016, decision: decision('yes') })).thenRefused('entitlement.wrong-status');
    given(granted, exited('death', '2016-03-15', '2016-03')).when(command('ResumeEntitlement', { fromMonth: '2016-04', backPay: true, reason: 'x' }, chief)).thenRefused('entitlement.wrong-status');
  });
  it('is not made by finance', () => given(granted).when(command('ExitEntitlement', { reason: 'death', happenedOn: '2016-03-15', rules: rules('next-month') }, officer('f', 'finance-preparer'))).thenRefused('authority.role'));
});

describe('laws of every right', () => {
  const monthArb = fc.integer({ min: 0, max: 30 }).map((n) => addMonths('2015-12', n));
  const dayArb = monthArb.map((month) => `${month}-15`);
  const commandArb: fc.Arbitrary<EntitlementCommand> = fc.constantFrom(program, chief, desk, officer('f', 'finance-preparer')).chain((by) => {
    const when = '2018-12-31T01:00:00.000Z';
    return fc.oneof(
      fc.tuple(monthArb, fc.integer({ min: 1, max: 9 })).map(([startMonth, round]) => command('GrantEntitlement', { ...grantData, startMonth, applicationId: `special-hardship.p1.${round}` }, by, when)),
      fc.tuple(fc.constantFrom('child-died', 'child-disabled'), monthArb).map(([toBranch, fromMonth]) => command('ChangeBranch', { toBranch, fromMonth, reason: 'x' }, by, when)),
      monthArb.map((fromMonth) => command('SuspendEntitlement', { fromMonth, reason: 'x' }, by, when)),
      fc.tuple(monthArb, fc.boolean()).map(([fromMonth, backPay]) => command('ResumeEntitlement', { fromMonth, backPay, reason: 'x' }, by, when)),
      fc.tuple(fc.constantFrom<RuleDecision['answer'][]>('yes', 'no', 'unknown'), fc.constantFrom('child-died', 'child-disabled')).map(([answer, branch]) => command('ReverifyEntitlement', { year: 2017, decision: decision(answer, branch) }, by, when)),
      fc.tuple(fc.constantFrom<ExitReason[]>('death', 'moved-out', 'wrongly-confirmed'), dayArb, fc.constantFrom<StartStopRules['stop'][]>('next-month', 'year-end', 'alive-on-payment-date')).map(
        ([reason, happenedOn, stop]) => command('ExitEntitlement', { reason, happenedOn, rules: rules(stop) }, by, when)),
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
