import { Role, RoleGrant } from '@zhibu/kernel';
import { Refused, refused } from '../refusals';

const reviewing: readonly Role[] = ['village-reviewer', 'township-reviewer', 'county-reviewer'];
const paying: readonly Role[] = ['finance-preparer', 'finance-approver'];
const deciding: readonly Role[] = [...reviewing, ...paying];

/** The four powers: who confirms does not pay, who prepares does not approve, who inspects decides nothing. */
const incompatible: readonly (readonly [readonly Role[], readonly Role[]])[] = [
  [['finance-preparer'], ['finance-approver']],
  [reviewing, paying],
  // A caseworker records accounts: the same person could pay into one of their own choice.
  [['caseworker'], paying],
  [['administrator'], deciding],
  [['inspector'], deciding],
];

/** Two roles that one person may never hold together, wherever the areas are. */
export const incompatiblePair = (roles: readonly Role[]): readonly [Role, Role] | null => {
  for (const [left, right] of incompatible) {
    const [a, b] = [roles.find((role) => left.includes(role)), roles.find((role) => right.includes(role))];
    if (a !== undefined && b !== undefined) return [a, b];
  }
  return null;
};

export const checkDuties = (grants: readonly RoleGrant[]): Refused | null => {
  const pair = incompatiblePair(grants.map((grant) => grant.role));
  if (pair === null) return null;
  const shown = pair.join(' + ');
  return refused('duty.incompatible-roles', ['两个角色不能由同一人担任', 'One person may not hold both roles'], ['确认、发放准备、发放批准、监督、系统管理分开', 'confirming, preparing, approving, inspecting and administering kept apart'], [shown, shown], 'roles');
};
