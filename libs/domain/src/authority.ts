import { Actor, AreaCode, Role, areaContains } from '@zhibu/kernel';
import { Refused, refused } from './refusals';

/** True when one of the roles is held in an area that the given one lies in. */
export const holdsRole = (actor: Actor, wanted: readonly Role[], areaCode: AreaCode): boolean =>
  actor.roles.some((grant) => wanted.includes(grant.role) && areaContains(grant.areaCode, areaCode));

const rolesShown = (actor: Actor): string => {
  const shown = actor.roles.map((grant) => `${grant.role}@${grant.areaCode}`).join(', ');
  return shown === '' ? '—' : shown;
};

/** Refuses whoever holds none of the roles for the area: `authority.role` or `authority.area`. */
export const checkRole = (actor: Actor, wanted: readonly Role[], areaCode: AreaCode): Refused | null => {
  if (holdsRole(actor, wanted, areaCode)) return null;
  const elsewhere = actor.roles.some((grant) => wanted.includes(grant.role));
  const names = wanted.join(' / ');
  return refused(
    elsewhere ? 'authority.area' : 'authority.role',
    elsewhere ? ['该地区不在您的管辖范围内', 'The area is outside your scope'] : ['您没有办理此事的角色', 'You hold no role for this'],
    [`${areaCode} 范围内的角色：${names}`, `role ${names} for area ${areaCode}`],
    [rolesShown(actor), rolesShown(actor)],
  );
};

/** Programs do clerical steps only; whatever asks for a person's judgement is refused to them. */
export const checkOfficer = (actor: Actor): Refused | null =>
  actor.kind === 'officer'
    ? null
    : refused('authority.automation', ['此事须由工作人员办理，程序不能代办', 'A person must do this, not a program'], ['工作人员', 'an officer'], [`程序 ${actor.userId}`, `automation ${actor.userId}`]);

/** First refusal of several checks, or `null` when all pass. */
export const firstRefusal = (...checks: readonly (Refused | null)[]): Refused | null => checks.find((check) => check !== null) ?? null;
