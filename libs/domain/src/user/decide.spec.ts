import { Actor, Role, fold, scenario } from '@zhibu/kernel';
import { officer, program } from '../testing/case-fixture';
import { actorOf, actorOnBehalfOf } from './actor';
import { UserCommand } from './commands';
import { UserEvent } from './events';
import { userDecider } from './index';

const { given } = scenario(userDecider);
const county = '990101000000';
const at = '2016-03-01T01:00:00.000Z';
const root = officer('root', 'administrator', county);
const command = <T extends UserCommand['type']>(type: T, data: Extract<UserCommand, { type: T }>['data'], by: Actor = root): UserCommand => ({ type, data, by, at }) as UserCommand;
const holding = (...roles: readonly Role[]) => roles.map((role) => ({ role, areaCode: county }));
const user = (userId: string, ...roles: readonly Role[]) => ({ userId, displayName: '王五', kind: 'officer' as const, roles: holding(...roles), demo: false });
const added = (userId: string, ...roles: readonly Role[]): UserEvent => ({ type: 'UserAdded', data: user(userId, ...roles) });
const delegated = (userId: string, toUserId: string, untilDay: string): UserEvent => ({ type: 'DelegationGranted', data: { userId, toUserId, untilDay } });
const stateOf = (...events: readonly UserEvent[]) => fold(userDecider, events);

describe('roles', () => {
  it('are given by an administrator of the area', () => given().when(command('AddUser', user('u', 'caseworker', 'township-reviewer'))).then(added('u', 'caseworker', 'township-reviewer')));
  it('are not given outside that area', () => given().when(command('AddUser', user('u', 'caseworker'), officer('root', 'administrator', '990101100000'))).thenRefused('authority.area'));
  it('are not given by others', () => given().when(command('AddUser', user('u', 'caseworker'), officer('x', 'county-reviewer'))).thenRefused('authority.role'));
  it('the program sets up the first administrator', () => given().when(command('AddUser', user('root', 'administrator'), program)).then(added('root', 'administrator')));
  it.each<[Role, Role]>([
    ['finance-preparer', 'finance-approver'],
    ['village-reviewer', 'finance-preparer'],
    ['township-reviewer', 'finance-approver'],
    ['county-reviewer', 'finance-preparer'],
    ['administrator', 'county-reviewer'],
    ['administrator', 'finance-approver'],
    ['inspector', 'county-reviewer'],
  ])('%s and %s are never one person', (a, b) => {
    given().when(command('AddUser', user('u', a, b))).thenRefused('duty.incompatible-roles');
    given(added('u', a)).when(command('ChangeUserRoles', { roles: holding(b, a), reason: 'x' })).thenRefused('duty.incompatible-roles');
  });
  it('nobody gives roles to themselves', () => given(added('root', 'administrator')).when(command('ChangeUserRoles', { roles: holding('county-reviewer'), reason: 'x' })).thenRefused('user.own-roles'));
  it('nor in the name of another', () => given(added('u')).when(command('ChangeUserRoles', { roles: [], reason: 'x' }, { ...root, onBehalfOf: 'boss' })).thenRefused('user.own-roles'));
  it('a program holds none', () => given().when(command('AddUser', { ...user('bot', 'caseworker'), kind: 'automation' })).thenRefused('authority.automation'));
  it('are known ones, in an area', () => given().when(command('AddUser', { ...user('u'), roles: [{ role: 'boss' as Role, areaCode: county }] })).thenRefused('user.roles'));
  it('end with the user', () => {
    const disabled: UserEvent = { type: 'UserDisabled', data: { userId: 'u', reason: '离职' } };
    given(added('u')).when(command('DisableUser', { reason: '离职' })).then(disabled);
    given(added('u'), disabled).when(command('ChangeUserRoles', { roles: [], reason: 'x' })).thenRefused('user.disabled');
    expect(actorOf(stateOf(added('u'), disabled))).toMatchObject({ ok: false, rejection: { code: 'user.disabled' } });
  });
});

describe('passwords and sign-ins', () => {
  const reset = (by: Actor = root) => command('ResetPassword', {}, by);
  const done = (...resetBy: string[]): UserEvent => ({ type: 'UserPasswordReset', data: { userId: 'u', resetBy, on: '2016-03-01' } });
  it('are reset by an administrator of the area, who is named', () => {
    given(added('u', 'finance-approver')).when(reset()).then(done('root'));
    given(added('u', 'finance-approver')).when(reset(officer('root', 'administrator', '990101100000'))).thenRefused('authority.area');
    given(added('u', 'finance-approver')).when(reset(officer('x', 'county-reviewer'))).thenRefused('authority.role');
    given(added('u')).when(reset({ ...root, onBehalfOf: 'boss' })).thenRefused('user.own-roles');
    given(added('root', 'administrator')).when(reset()).thenRefused('user.own-roles');
    given().when(reset()).thenRefused('user.not-found');
    given(added('u'), { type: 'UserDisabled', data: { userId: 'u', reason: 'x' } }).when(reset()).thenRefused('user.disabled');
  });
  it('are reset by the program where nobody can sign in', () => given(added('u')).when(reset(program)).then(done(program.userId)));
  it('are changed by the officer alone', () => {
    given(added('u')).when(command('ChangePassword', {}, officer('u', 'caseworker'))).then({ type: 'UserPasswordChanged', data: { userId: 'u', on: '2016-03-01' } });
    given(added('u')).when(command('ChangePassword', {})).thenRefused('user.not-own');
  });
  it('are recorded on a stream of their own, which changes no role', () => {
    const signedIn: UserEvent = { type: 'UserSignedIn', data: { userId: 'u', onBehalfOf: null, oneTimePassword: true } };
    given().when(command('RecordSignIn', { userId: 'u', onBehalfOf: null, oneTimePassword: true })).then(signedIn);
    expect(stateOf(added('u', 'caseworker'), done('root'), signedIn)).toEqual(stateOf(added('u', 'caseworker')));
  });
});

describe('delegation', () => {
  const self = officer('u', 'county-reviewer');
  it('is granted by the officer, with a last day', () => given(added('u', 'county-reviewer')).when(command('GrantDelegation', { toUserId: 'v', untilDay: '2016-03-31' }, self)).then(delegated('u', 'v', '2016-03-31')));
  it('is not granted to oneself', () => given(added('u')).when(command('GrantDelegation', { toUserId: 'u', untilDay: '2016-03-31' }, self)).thenRefused('delegation.self'));
  it('is not granted by an administrator', () => given(added('u')).when(command('GrantDelegation', { toUserId: 'v', untilDay: '2016-03-31' })).thenRefused('delegation.not-own'));
  it('is not passed on', () => given(added('u')).when(command('GrantDelegation', { toUserId: 'w', untilDay: '2016-03-31' }, { ...self, onBehalfOf: 'x' })).thenRefused('delegation.not-own'));
  it('is not granted for the past or for years', () => {
    given(added('u')).when(command('GrantDelegation', { toUserId: 'v', untilDay: '2016-02-29' }, self)).thenRefused('delegation.ended');
    given(added('u')).when(command('GrantDelegation', { toUserId: 'v', untilDay: '2018-03-01' }, self)).thenRefused('date.in-the-future');
  });
  it('is ended by the officer or an administrator', () => {
    given(added('u'), delegated('u', 'v', '2016-03-31')).when(command('EndDelegation', { toUserId: 'v' })).then({ type: 'DelegationEnded', data: { userId: 'u', toUserId: 'v' } });
    given(added('u')).when(command('EndDelegation', { toUserId: 'v' }, self)).thenRefused('delegation.none');
  });

  const principal = stateOf(added('u', 'county-reviewer'), delegated('u', 'v', '2016-03-31'));
  it('makes an actor with the roles behind and both ids', () =>
    expect(actorOnBehalfOf(stateOf(added('v', 'caseworker')), principal, '2016-03-31')).toEqual({ ok: true, value: { userId: 'v', kind: 'officer', roles: holding('county-reviewer'), onBehalfOf: 'u' } }));
  it.each([
    ['after the last day', stateOf(added('v')), '2016-04-01', 'user.no-delegation'],
    ['for somebody else', stateOf(added('w')), '2016-03-31', 'user.no-delegation'],
    ['for a disabled user', stateOf(added('v'), { type: 'UserDisabled', data: { userId: 'v', reason: 'x' } }), '2016-03-31', 'user.disabled'],
    ['for nobody', stateOf(), '2016-03-31', 'user.not-found'],
    ['for finance: together they would confirm and pay', stateOf(added('v', 'finance-approver')), '2016-03-31', 'duty.incompatible-roles'],
  ])('does not hold %s', (_what, delegate, today, code) => expect(actorOnBehalfOf(delegate, principal, today)).toMatchObject({ ok: false, rejection: { code } }));
});

it('answers a command it does not know, and ignores an event it does not know', () => given(added('u'), { type: 'New', data: {} } as never).when({ type: 'Dance', data: {}, by: root, at } as never).thenRefused('command.unknown'));
