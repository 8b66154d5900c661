import { Actor, Role, fold, roles, scenario } from '@zhibu/kernel';
import { officer, program } from '../testing/case-fixture';
import { actorOf, actorOnBehalfOf } from './actor';
import { UserCommand } from './commands';
import { incompatiblePair } from './duties';
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

describe('the four powers', () => {
  const together: readonly (readonly [Role, Role])[] = [
    ['caseworker', 'village-reviewer'], ['caseworker', 'township-reviewer'], ['caseworker', 'county-reviewer'], ['caseworker', 'inspector'], ['caseworker', 'administrator'],
    ['village-reviewer', 'township-reviewer'], ['village-reviewer', 'county-reviewer'], ['township-reviewer', 'county-reviewer'],
    ['inspector', 'administrator'],
  ];
  it('let one person hold these pairs of roles and no other, in either order', () => {
    const found = roles.flatMap((a, index) => roles.slice(index + 1).filter((b) => incompatiblePair([a, b]) === null && incompatiblePair([b, a]) === null).map((b) => [a, b]));
    expect(found).toEqual(together);
    for (const role of roles) expect(incompatiblePair([role, role])).toBeNull();
  });
});

describe('who administers', () => {
  const wide = { userId: 'u', displayName: '王五', kind: 'officer' as const, roles: [{ role: 'caseworker' as const, areaCode: '990101100000' }, { role: 'township-reviewer' as const, areaCode: '990101101000' }], demo: false };
  const of = (...areas: readonly string[]): Actor => ({ userId: 'root', kind: 'officer', roles: areas.map((areaCode) => ({ role: 'administrator', areaCode })) });
  const acts = (by: Actor): readonly UserCommand[] => [command('ChangeUserRoles', { roles: wide.roles, reason: 'x' }, by), command('DisableUser', { reason: 'x' }, by), command('ResetPassword', {}, by), command('EndDelegation', { toUserId: 'v' }, by)];
  const past: readonly UserEvent[] = [{ type: 'UserAdded', data: wide }, delegated('u', 'v', '2016-03-31')];

  it('covers every area of the user, by one area or by several', () => {
    for (const by of [of(county), of('990101100000', '990101101000')]) for (const act of acts(by)) expect(given(...past).when(act).outcome.ok).toBe(true);
    for (const by of [of('990101100000'), of('990101101000'), of('990102000000')]) for (const act of acts(by)) given(...past).when(act).thenRefused('authority.area');
  });
  it('is an administrator, also where the user has no role at all', () => {
    for (const role of roles.filter((each) => each !== 'administrator')) for (const act of acts(officer('x', role))) given(...past).when(act).thenRefused('authority.role');
    given(added('u')).when(command('DisableUser', { reason: 'x' }, officer('x', 'county-reviewer'))).thenRefused('authority.role');
    given().when(command('AddUser', user('u'), officer('x', 'county-reviewer'))).thenRefused('authority.role');
  });
  it('covers what is taken and what is given', () => {
    const give = (areaCode: string) => command('ChangeUserRoles', { roles: [{ role: 'caseworker', areaCode }], reason: 'x' }, of('990101100000'));
    const one = (areaCode: string): UserEvent => ({ type: 'UserAdded', data: { ...wide, roles: [{ role: 'caseworker', areaCode }] } });
    expect(given(one('990101100000')).when(give('990101100001')).outcome.ok).toBe(true);
    given(one('990101100000')).when(give('990101101000')).thenRefused('authority.area');
    given(one('990101101000')).when(give('990101100000')).thenRefused('authority.area');
  });
  it('gives up to 20 roles, each in an area that is one, with a reason', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => ({ role: 'caseworker' as const, areaCode: String(990101100001 + index) }));
    expect(given().when(command('AddUser', { ...user('u'), roles: many(20) })).outcome.ok).toBe(true);
    for (const wrong of [many(21), [{ role: 'caseworker' as const, areaCode: 'county' }]]) given().when(command('AddUser', { ...user('u'), roles: wrong })).thenRefused('user.roles');
    for (const make of [(reason: string) => command('ChangeUserRoles', { roles: [], reason }), (reason: string) => command('DisableUser', { reason })]) {
      expect(given(added('u')).when(make('字'.repeat(500))).outcome.ok).toBe(true);
      for (const reason of ['', '字'.repeat(501)]) given(added('u')).when(make(reason)).thenRefused('text.length');
    }
  });
  it('adds each user once, under a name and an id', () => {
    given(added('u')).when(command('AddUser', user('u'))).thenRefused('user.exists');
    expect(given().when(command('AddUser', { ...user('u'), displayName: '名'.repeat(100) })).outcome.ok).toBe(true);
    for (const displayName of ['', '名'.repeat(101)]) given().when(command('AddUser', { ...user('u'), displayName })).thenRefused('text.length');
    expect(given().when(command('AddUser', user('u'.repeat(64)))).outcome.ok).toBe(true);
    for (const id of ['', '.u', 'u u', 'u'.repeat(65)]) given().when(command('AddUser', user(id))).thenRefused('user.id');
    expect(given().when(command('AddUser', { ...user('bot'), kind: 'automation' })).outcome.ok).toBe(true);
  });
  it('changes what holds from then on', () => {
    const changed: UserEvent = { type: 'UserRolesChanged', data: { userId: 'u', roles: holding('inspector'), reason: 'x' } };
    expect(actorOf(stateOf(added('u', 'caseworker'), changed))).toEqual({ ok: true, value: { userId: 'u', kind: 'officer', roles: holding('inspector') } });
    expect(actorOf(stateOf())).toMatchObject({ rejection: { code: 'user.not-found' } });
    expect(stateOf(added('u'), delegated('u', 'v', '2016-03-31'), { type: 'UserDisabled', data: { userId: 'u', reason: 'x' } }).delegations).toEqual([]);
  });
});

describe('delegations of one officer', () => {
  const self = officer('u', 'county-reviewer');
  const grant = (toUserId: string, untilDay: string, by: Actor = self) => command('GrantDelegation', { toUserId, untilDay }, by);
  const ten = Array.from({ length: 10 }, (_, index) => delegated('u', `v${index}`, '2016-03-01'));

  it('are ten at most, of those that still run; the same person counts once', () => {
    given(added('u'), ...ten).when(grant('w', '2016-03-31')).thenRefused('delegation.count');
    expect(given(added('u'), ...ten).when(grant('v3', '2016-03-31')).outcome.ok).toBe(true);
    expect(given(added('u'), ...ten.slice(1), delegated('u', 'v0', '2016-02-29')).when(grant('w', '2016-03-31')).outcome.ok).toBe(true);
  });
  it('last from today to a year from now', () => {
    for (const day of ['2016-03-01', '2017-03-02']) expect(given(added('u')).when(grant('v', day)).outcome.ok).toBe(true);
    given(added('u')).when(grant('v', '2017-03-03')).thenRefused('date.in-the-future');
    given(added('u')).when(grant('v', '2016-03-31', { ...self, kind: 'automation' })).thenRefused('delegation.not-own');
  });
  it('end one by one, and the last word holds', () => {
    const [a, b, later] = [delegated('u', 'a', '2016-03-31'), delegated('u', 'b', '2016-03-31'), delegated('u', 'a', '2016-03-05')];
    expect(stateOf(added('u'), a, b, later).delegations).toEqual([{ toUserId: 'b', untilDay: '2016-03-31' }, { toUserId: 'a', untilDay: '2016-03-05' }]);
    const ended: UserEvent = { type: 'DelegationEnded', data: { userId: 'u', toUserId: 'a' } };
    expect(stateOf(added('u'), a, b, ended).delegations).toEqual([{ toUserId: 'b', untilDay: '2016-03-31' }]);
    given(added('u', 'caseworker'), a).when(command('EndDelegation', { toUserId: 'a' }, officer('x', 'caseworker'))).thenRefused('authority.role');
  });
  it('are between officers in use', () => {
    const asProgram = (state: ReturnType<typeof stateOf>) => ({ ...state, kind: 'automation' as const });
    const [principal, delegate] = [stateOf(added('u', 'county-reviewer'), delegated('u', 'v', '2016-03-31')), stateOf(added('v'))];
    expect(actorOnBehalfOf(delegate, principal, '2016-03-31').ok).toBe(true);
    for (const [by, behind] of [[asProgram(delegate), principal], [delegate, asProgram(principal)]] as const) expect(actorOnBehalfOf(by, behind, '2016-03-31')).toMatchObject({ rejection: { code: 'user.no-delegation' } });
    const gone = { ...principal, status: 'disabled' as const };
    expect(actorOnBehalfOf(delegate, gone, '2016-03-31')).toMatchObject({ rejection: { code: 'user.disabled' } });
  });
});

it('answers a command it does not know, and ignores an event it does not know', () => given(added('u'), { type: 'New', data: {} } as never).when({ type: 'Dance', data: {}, by: root, at } as never).thenRefused('command.unknown'));
