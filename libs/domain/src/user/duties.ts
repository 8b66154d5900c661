import { Role, RoleGrant, Text, text } from '@zhibu/kernel';
import { Refused, refused } from '../refusals';

const reviewing: readonly Role[] = ['village-reviewer', 'township-reviewer', 'county-reviewer'];
const paying: readonly Role[] = ['finance-preparer', 'finance-approver'];
const deciding: readonly Role[] = [...reviewing, ...paying];

/** Duties that one person may not hold together, wherever the areas are, and why. */
export interface ApartDuties {
  readonly left: readonly Role[];
  readonly right: readonly Role[];
  readonly why: Text;
}

/** The four powers: who confirms does not pay, who prepares does not approve, who inspects decides nothing. */
export const apartDuties: readonly ApartDuties[] = [
  { left: ['finance-preparer'], right: ['finance-approver'], why: text('经办与审批分开：编制名单的人不得批准同一笔钱', 'Who prepares a payment list does not approve the money') },
  { left: reviewing, right: paying, why: text('确认与发放分开：卫健确认资格，财政管钱', 'Who confirms a right does not pay: health confirms, finance holds the money') },
  { left: ['caseworker'], right: paying, why: text('专干登记账户，不得同时经办发放，以免把钱发到自选的账户', 'A caseworker records accounts, and could pay into one of their own choice') },
  { left: ['administrator'], right: deciding, why: text('系统管理员授予角色，不得自己审核或发放', 'An administrator gives roles, and decides and pays nothing') },
  { left: ['inspector'], right: deciding, why: text('监督与办理分开：检查的人不检查自己', 'Who inspects decides and pays nothing, so that nobody inspects themselves') },
];

/** Two roles that one person may never hold together, with the reason. */
export const apartPair = (roles: readonly Role[]): { readonly pair: readonly [Role, Role]; readonly why: Text } | null => {
  for (const { left, right, why } of apartDuties) {
    const [a, b] = [roles.find((role) => left.includes(role)), roles.find((role) => right.includes(role))];
    if (a !== undefined && b !== undefined) return { pair: [a, b], why };
  }
  return null;
};

/** Two roles that one person may never hold together, wherever the areas are. */
export const incompatiblePair = (roles: readonly Role[]): readonly [Role, Role] | null => apartPair(roles)?.pair ?? null;

export const checkDuties = (grants: readonly RoleGrant[]): Refused | null => {
  const pair = incompatiblePair(grants.map((grant) => grant.role));
  if (pair === null) return null;
  const shown = pair.join(' + ');
  return refused('duty.incompatible-roles', ['两个角色不能由同一人担任', 'One person may not hold both roles'], ['确认、发放准备、发放批准、监督、系统管理分开', 'confirming, preparing, approving, inspecting and administering kept apart'], [shown, shown], 'roles');
};
