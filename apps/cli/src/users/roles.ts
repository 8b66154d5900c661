import { Result, Role, RoleGrant, accept, parseAreaCode, refuse, roles, text } from '@zhibu/kernel';

/** Reads `caseworker@990101100,inspector@990101`: who holds which role where. */
export const parseRoles = (input: string): Result<readonly RoleGrant[]> => {
  const grants = input.split(',').map((part) => part.trim().split('@'));
  const found = grants.flatMap(([role, area, ...rest]) => {
    const code = parseAreaCode(area ?? '');
    const known = roles.find((each): each is Role => each === role);
    return known !== undefined && code.ok && rest.length === 0 ? [{ role: known, areaCode: code.value }] : [];
  });
  return found.length === grants.length
    ? accept(found)
    : refuse({ code: 'user.roles', message: text('角色写法不正确', 'The roles are not written as they should be'), expected: text(`角色@地区代码，以逗号分隔；角色为 ${roles.join('、')}`, `role@area with commas between them; a role is one of ${roles.join(', ')}`), actual: text(`“${input}”`, `"${input}"`) });
};

export const rolesText = (grants: readonly RoleGrant[]): string => grants.map(({ role, areaCode }) => `${role}@${areaCode}`).join(', ') || '-';
