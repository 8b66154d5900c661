import { Actor, LocalDate, Result, accept } from '@zhibu/kernel';
import { refused } from '../refusals';
import { checkDuties } from './duties';
import { UserState } from './state';

/** The actor of somebody who acts in their own name. Refuses `user.not-found` and `user.disabled`. */
export const actorOf = (user: UserState): Result<Actor> => {
  const problem = notActive(user);
  return problem ?? accept({ userId: user.userId, kind: user.kind, roles: user.roles });
};

const notActive = (user: UserState) => {
  if (user.status === 'none') return refused('user.not-found', ['没有这个用户', 'There is no such user'], ['已添加的用户', 'a user that was added'], [user.userId || '—', user.userId || '—']);
  if (user.status === 'disabled') return refused('user.disabled', ['用户已停用', 'The user is disabled'], ['启用中的用户', 'a user in use'], [user.userId, user.userId]);
  return null;
};

/**
 * The actor of somebody who acts for another: with the roles of the officer behind, and the ids of both, so
 * that duties stay separated for both. Refuses `user.no-delegation`, and a pair of people who together would
 * hold roles that nobody may hold.
 */
export const actorOnBehalfOf = (delegate: UserState, principal: UserState, today: LocalDate): Result<Actor> => {
  const problem = notActive(delegate) ?? notActive(principal);
  if (problem !== null) return problem;
  const delegation = principal.delegations.find((each) => each.toUserId === delegate.userId);
  if (delegation === undefined || today > delegation.untilDay || delegate.kind !== 'officer' || principal.kind !== 'officer') {
    const found = delegation === undefined ? (['没有委托', 'no delegation'] as const) : ([`委托至 ${delegation.untilDay}`, `delegated until ${delegation.untilDay}`] as const);
    return refused('user.no-delegation', ['没有有效的委托', 'No delegation holds'], [`${principal.userId} 对 ${delegate.userId} 在 ${today} 有效的委托`, `a delegation from ${principal.userId} to ${delegate.userId} on ${today}`], found);
  }
  const mixed = checkDuties([...delegate.roles, ...principal.roles]);
  return mixed ?? accept({ userId: delegate.userId, kind: 'officer', roles: principal.roles, onBehalfOf: principal.userId });
};
