import type { RoleGrant } from '@zhibu/kernel';

const keyOf = ({ role, areaCode }: RoleGrant): string => `${role}@${areaCode}`;

export interface GrantChanges {
  readonly given: readonly RoleGrant[];
  readonly taken: readonly RoleGrant[];
}

/** What somebody has from now on and had not, and the other way round. */
export const grantChanges = (before: readonly RoleGrant[], after: readonly RoleGrant[]): GrantChanges => {
  const [had, has] = [new Set(before.map(keyOf)), new Set(after.map(keyOf))];
  return { given: after.filter((grant) => !had.has(keyOf(grant))), taken: before.filter((grant) => !has.has(keyOf(grant))) };
};
