import { Actor, Role, areaContains } from '@zhibu/kernel';

export const registrars: readonly Role[] = ['caseworker', 'township-reviewer', 'county-reviewer'];

/** Who records what changes in the life of a person who lives there; the service decides again. */
export const mayRecord = (me: Pick<Actor, 'roles'>, areaCode: string): boolean => me.roles.some((grant) => registrars.includes(grant.role) && areaContains(grant.areaCode, areaCode));
