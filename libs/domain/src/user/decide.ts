import { Actor, Decided, RoleGrant, actingIds, addDays, areaContains, dateOf, decided, parseAreaCode, roles as allRoles } from '@zhibu/kernel';
import { firstRefusal } from '../authority';
import { Refused, checkDay, checkText, refused, unknownCommand } from '../refusals';
import { UserCommand } from './commands';
import { checkDuties } from './duties';
import { UserEvent } from './events';
import { UserState } from './state';

type Command<Type extends UserCommand['type']> = Extract<UserCommand, { type: Type }>;

export const rolesMax = 20;
export const delegationsMax = 10;
export const delegationDaysMax = 366;

/** Pure and total: who holds which role where, and who may act for whom. */
export const decideUser = (state: UserState, command: UserCommand): Decided<UserEvent> => {
  if (command.type === 'AddUser') return add(state, command);
  if (command.type === 'RecordSignIn') return decided({ type: 'UserSignedIn', data: command.data });
  if (state.status !== 'active') {
    const found = state.status === 'none' ? (['不存在', 'none'] as const) : (['已停用', 'disabled'] as const);
    return refused(state.status === 'none' ? 'user.not-found' : 'user.disabled', ['没有启用中的此用户', 'There is no such user in use'], ['启用中的用户', 'a user in use'], found);
  }
  switch (command.type) {
    case 'ChangeUserRoles':
      return changeRoles(state, command);
    case 'DisableUser':
      return disable(state, command);
    case 'ResetPassword':
      return resetPassword(state, command);
    case 'ChangePassword':
      return changePassword(state, command);
    case 'GrantDelegation':
      return delegate(state, command);
    case 'EndDelegation':
      return endDelegation(state, command);
    default:
      return unknownCommand(command);
  }
};

const checkGrants = (grants: readonly RoleGrant[], kind: 'officer' | 'automation'): Refused | null => {
  const wrong = grants.find((grant) => !allRoles.includes(grant.role) || !parseAreaCode(grant.areaCode).ok);
  if (wrong !== undefined || grants.length > rolesMax) {
    const found = wrong === undefined ? String(grants.length) : `${wrong.role}@${wrong.areaCode}`;
    return refused('user.roles', ['角色或地区不正确，或数量过多', 'A role or area is wrong, or there are too many'], [`${allRoles.join(', ')}；12 位代码；最多 ${rolesMax} 项`, `${allRoles.join(', ')}; a 12-digit code; ${rolesMax} at most`], [found, found], 'roles');
  }
  if (kind === 'automation' && grants.length > 0) {
    return refused('authority.automation', ['程序不能担任角色', 'A program holds no role'], ['没有角色', 'no roles'], [`${grants.length} 项`, `${grants.length}`], 'roles');
  }
  return checkDuties(grants);
};

/** Administrators act within their area, never on themselves and never in another's name. */
const checkAdministrator = (by: Actor, userId: string, grants: readonly RoleGrant[]): Refused | null => {
  if (by.userId === userId || by.onBehalfOf !== undefined) {
    return refused('user.own-roles', ['不得管理自己的角色，也不得代他人管理', 'Nobody administers themselves, or in the name of another'], ['另一名系统管理员本人', 'another administrator in person'], [by.userId, by.userId]);
  }
  const scopes = by.roles.filter((grant) => grant.role === 'administrator').map((grant) => grant.areaCode);
  const outside = grants.find((grant) => !scopes.some((scope) => areaContains(scope, grant.areaCode)));
  if (scopes.length > 0 && outside === undefined) return null;
  return refused(
    scopes.length > 0 ? 'authority.area' : 'authority.role',
    ['须由管辖该地区的系统管理员办理', 'An administrator of the area must do this'],
    ['管辖所授地区的系统管理员', 'an administrator whose area covers the grant'],
    [outside?.areaCode ?? by.userId, outside?.areaCode ?? by.userId],
  );
};

const add = (state: UserState, command: Command<'AddUser'>): Decided<UserEvent> => {
  const { userId, displayName, kind, roles } = command.data;
  if (state.status !== 'none') return refused('user.exists', ['用户已存在', 'The user exists already'], ['新的用户编号', 'a new user id'], [state.userId, state.userId], 'userId');
  const problem = firstRefusal(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(userId) ? null : refused('user.id', ['用户编号格式不正确', 'The user id is not well formed'], ['字母、数字、点、横线，最多 64 位', 'letters, digits, dots and dashes, 64 at most'], [userId, userId], 'userId'),
    checkText(displayName, 'displayName', 100),
    checkGrants(roles, kind),
    // The first administrator is set up by the program itself, when nobody is there yet who could.
    command.by.kind === 'automation' ? null : checkAdministrator(command.by, userId, roles),
  );
  if (problem !== null) return problem;
  return decided({ type: 'UserAdded', data: command.data });
};

const changeRoles = (state: UserState, command: Command<'ChangeUserRoles'>): Decided<UserEvent> => {
  const { roles, reason } = command.data;
  const problem = firstRefusal(checkGrants(roles, state.kind), checkAdministrator(command.by, state.userId, [...state.roles, ...roles]), checkText(reason, 'reason', 500));
  if (problem !== null) return problem;
  return decided({ type: 'UserRolesChanged', data: { userId: state.userId, roles, reason } });
};

const disable = (state: UserState, command: Command<'DisableUser'>): Decided<UserEvent> => {
  const problem = firstRefusal(checkAdministrator(command.by, state.userId, state.roles), checkText(command.data.reason, 'reason', 500));
  if (problem !== null) return problem;
  return decided({ type: 'UserDisabled', data: { userId: state.userId, reason: command.data.reason } });
};

/** By an administrator of every area of the user's roles; by the program where nobody can sign in any more. Never by oneself. */
const resetPassword = (state: UserState, command: Command<'ResetPassword'>): Decided<UserEvent> => {
  const problem = command.by.kind === 'automation' ? null : checkAdministrator(command.by, state.userId, state.roles);
  if (problem !== null) return problem;
  return decided({ type: 'UserPasswordReset', data: { userId: state.userId, resetBy: actingIds(command.by), on: dateOf(command.at) } });
};

const changePassword = (state: UserState, command: Command<'ChangePassword'>): Decided<UserEvent> => {
  if (command.by.userId !== state.userId) {
    return refused('user.not-own', ['只能修改本人的密码', 'Only the officer changes their password'], [state.userId, state.userId], [command.by.userId, command.by.userId]);
  }
  return decided({ type: 'UserPasswordChanged', data: { userId: state.userId, on: dateOf(command.at) } });
};

const checkSelf = (state: UserState, by: Actor): Refused | null =>
  by.kind === 'officer' && by.userId === state.userId && by.onBehalfOf === undefined
    ? null
    : refused('delegation.not-own', ['只能由本人委托，受托人不得转委托', 'Only the officer delegates, and a delegate does not pass it on'], [state.userId, state.userId], [by.userId, by.userId]);

const delegate = (state: UserState, command: Command<'GrantDelegation'>): Decided<UserEvent> => {
  const { toUserId, untilDay } = command.data;
  const today = dateOf(command.at);
  const problem = firstRefusal(checkSelf(state, command.by), checkDay(untilDay, 'untilDay', addDays(today, delegationDaysMax)));
  if (problem !== null) return problem;
  if (toUserId === state.userId) {
    return refused('delegation.self', ['不能委托给自己', 'Nobody delegates to themselves'], ['另一名工作人员', 'another officer'], [toUserId, toUserId], 'toUserId');
  }
  if (untilDay < today) {
    return refused('delegation.ended', ['委托截止日已过', 'The last day of the delegation is over'], [`不早于 ${today}`, `${today} or later`], [untilDay, untilDay], 'untilDay');
  }
  const others = state.delegations.filter((each) => each.toUserId !== toUserId && each.untilDay >= today);
  if (others.length >= delegationsMax) {
    return refused('delegation.count', ['委托人数超出限制', 'There are too many delegations'], [`最多 ${delegationsMax} 项`, `${delegationsMax} at most`], [String(others.length), String(others.length)]);
  }
  return decided({ type: 'DelegationGranted', data: { userId: state.userId, toUserId, untilDay } });
};

const endDelegation = (state: UserState, command: Command<'EndDelegation'>): Decided<UserEvent> => {
  const { toUserId } = command.data;
  const problem = checkSelf(state, command.by) === null ? null : checkAdministrator(command.by, state.userId, state.roles);
  if (problem !== null) return problem;
  if (!state.delegations.some((each) => each.toUserId === toUserId)) {
    return refused('delegation.none', ['没有这项委托', 'There is no such delegation'], ['已有的委托', 'a delegation that holds'], [toUserId, toUserId], 'toUserId');
  }
  return decided({ type: 'DelegationEnded', data: { userId: state.userId, toUserId } });
};
