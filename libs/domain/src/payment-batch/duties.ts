import { Actor, AreaCode, Rejection, Role, actingIds, areaContains, text } from '@zhibu/kernel';

const roleNames: Partial<Record<Role, { zh: string; en: string }>> = {
  'finance-preparer': { zh: '财政经办', en: 'finance preparer' },
  'finance-approver': { zh: '财政审批', en: 'finance approver' },
};

export const holdsRole = (actor: Actor, role: Role, areaCode: AreaCode): boolean =>
  actor.roles.some((grant) => grant.role === role && areaContains(grant.areaCode, areaCode));

const roleMissing = (actor: Actor, wanted: readonly Role[], areaCode: AreaCode): Rejection => {
  const names = wanted.map((role) => roleNames[role] ?? { zh: role, en: role });
  const held = actor.roles.map((grant) => `${grant.role}@${grant.areaCode}`).join(', ');
  return {
    code: 'duty.role-missing',
    message: text('您没有办理此事的岗位', 'Your roles do not allow this'),
    expected: text(`在 ${areaCode} 担任${names.map((n) => n.zh).join('或')}`, `${names.map((n) => n.en).join(' or ')} for ${areaCode}`),
    actual: text(held === '' ? '没有岗位' : held, held === '' ? 'no role' : held),
  };
};

const notForMachines = (actor: Actor): Rejection => ({
  code: 'duty.officer-only',
  message: text('此事须由财政岗位人员本人办理', 'This must be done by a finance officer in person'),
  expected: text('非管理员的在岗人员', 'an officer who is not an administrator'),
  actual: actor.kind === 'automation' ? text('自动任务', 'automation') : text('系统管理员', 'an administrator'),
});

/** A decision about money: an officer with one of the roles, never automation and never an administrator. */
export const refuseUnlessOfficer = (actor: Actor, wanted: readonly Role[], areaCode: AreaCode): Rejection | null => {
  if (actor.kind !== 'officer' || actor.roles.some((grant) => grant.role === 'administrator')) return notForMachines(actor);
  return wanted.some((role) => holdsRole(actor, role, areaCode)) ? null : roleMissing(actor, wanted, areaCode);
};

/** A step that only records what happened: automation, or an officer with one of the roles. */
export const refuseUnlessRecorder = (actor: Actor, wanted: readonly Role[], areaCode: AreaCode): Rejection | null =>
  actor.kind === 'automation' || wanted.some((role) => holdsRole(actor, role, areaCode)) ? null : roleMissing(actor, wanted, areaCode);

/** Refuses when somebody who acts, in person or behind the one who acts, is among `others`. */
export const refuseIfAmong = (
  actor: Actor,
  others: readonly string[],
  reason: { readonly code: string; readonly zh: string; readonly en: string },
): Rejection | null => {
  const same = actingIds(actor).filter((id) => others.includes(id));
  if (same.length === 0) return null;
  return {
    code: reason.code,
    message: text(reason.zh, reason.en),
    expected: text('另一人办理', 'another person'),
    actual: text(`${same.join('、')} 两项都办`, `${same.join(', ')} does both`),
  };
};
