import { Actor, AreaCode, Rejection, Role, actingIds } from '@zhibu/kernel';
import { checkOfficer, checkRole, firstRefusal } from '../authority';
import { Refused, refused } from '../refusals';

const checkNoAdministrator = (actor: Actor): Refused | null =>
  actor.roles.every((grant) => grant.role !== 'administrator')
    ? null
    : refused('authority.administrator', ['管理员不得办理资金业务', 'An administrator may not do this'], ['不是管理员的财政人员', 'a finance officer who is no administrator'], [`管理员 ${actor.userId}`, `administrator ${actor.userId}`]);

/** A decision about money: an officer with one of the roles, never automation and never an administrator. */
export const refuseUnlessOfficer = (actor: Actor, wanted: readonly Role[], areaCode: AreaCode): Rejection | null =>
  firstRefusal(checkOfficer(actor), checkNoAdministrator(actor), checkRole(actor, wanted, areaCode))?.rejection ?? null;

/** A step that only records what happened: automation, or an officer with one of the roles. */
export const refuseUnlessRecorder = (actor: Actor, wanted: readonly Role[], areaCode: AreaCode): Rejection | null =>
  actor.kind === 'automation' ? null : (checkRole(actor, wanted, areaCode)?.rejection ?? null);

/** Refuses when somebody who acts, in person or behind the one who acts, is among `others`. */
export const refuseIfAmong = (
  actor: Actor,
  others: readonly string[],
  reason: { readonly code: string; readonly zh: string; readonly en: string },
): Rejection | null => {
  const same = actingIds(actor).filter((id) => others.includes(id));
  if (same.length === 0) return null;
  const [zh, en] = [`${same.join('、')} 两项都办`, `${same.join(', ')} does both`];
  return refused(reason.code, [reason.zh, reason.en], ['另一人办理', 'another person'], [zh, en]).rejection;
};
