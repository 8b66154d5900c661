import { Actor, Decided, Month, addMonths, decided, monthOf, parseMonth } from '@zhibu/kernel';
import { checkRole, firstRefusal } from '../authority';
import { Refused, checkDay, checkText, refused } from '../refusals';
import { entitlementIdOf } from '../streams';
import { checkChanges, checkDecision, checkMonth, checkStatus, officerIds } from './checks';
import { EntitlementCommand } from './commands';
import { EntitlementEvent } from './events';
import { EntitlementState, EntitlementStatus } from './state';

type Command<Type extends EntitlementCommand['type']> = Extract<EntitlementCommand, { type: Type }>;
type Grant = Command<'GrantEntitlement' | 'CarryOverEntitlement'>['data'];

const checkGrant = (state: EntitlementState, by: Actor, data: Grant, startMonth: Month, ...wanted: readonly EntitlementStatus[]): Refused | null => {
  const id = entitlementIdOf(data.scheme, data.personKey);
  return firstRefusal(
    checkStatus(state, ...wanted),
    data.entitlementId === id ? null : refused('entitlement.id', ['资格编号与人员、项目不符', 'The id does not belong to the person and scheme'], [id, id], [data.entitlementId, data.entitlementId], 'entitlementId'),
    checkMonth(startMonth, 'startMonth', null),
    by.kind === 'automation' ? null : checkRole(by, ['county-reviewer'], data.areaCode),
    data.confirmedBy.length > 0 ? null : refused('entitlement.confirmed-by', ['没有确认人员', 'Nobody is named who confirmed'], ['至少一名确认人员', 'at least one officer'], ['无', 'none'], 'confirmedBy'),
  );
};

export const grant = (state: EntitlementState, command: Command<'GrantEntitlement'>): Decided<EntitlementEvent> => {
  const { data, by } = command;
  // The process manager may ask again after a crash; the same case grants once.
  if (state.applicationId !== null && state.applicationId === data.applicationId) return decided();
  const problem = checkGrant(state, by, data, data.start.month, 'none', 'exited') ?? checkChanges(state) ?? checkDay(data.grantedOn, 'grantedOn');
  if (problem !== null) return problem;
  // Whoever writes a right by hand took part in it, and may not pay it.
  const confirmedBy = [...new Set([...data.confirmedBy, ...officerIds(by)])];
  return decided({ type: 'EntitlementGranted', data: { ...data, startMonth: firstMonthPaid(state, data.start.month), confirmedBy } });
};

/** Who was paid before begins after the last month of that time, so that no month belongs to two rights. */
export const firstMonthPaid = (state: Pick<EntitlementState, 'earlier' | 'exit'>, startMonth: Month): Month =>
  [...state.earlier.map(({ lastMonth }) => lastMonth), state.exit?.lastMonth ?? null].reduce<Month>((start, last) => (last === null || last < start ? start : addMonths(last, 1)), startMonth);

/** A register is carried over row by row after it was approved as a whole; nobody writes a row by hand. */
export const carryOver = (state: EntitlementState, command: Command<'CarryOverEntitlement'>): Decided<EntitlementEvent> => {
  const { data, by } = command;
  if (state.registerId !== null && state.registerId === data.registerId) return decided();
  const problem = firstRefusal(
    by.kind === 'automation' ? null : refused('entitlement.register-needed', ['转入须经登记册审批，不能逐人办理', 'Rights are carried over by an approved register, not one by one'], ['经他人批准的登记册', 'a register that somebody else approved'], [by.userId, by.userId]),
    checkApproval(data.preparedBy, data.approvedBy),
    checkPaid(data.paidThrough, data.entitledFrom, data.carriedOverOn),
    checkGrant(state, by, data, data.paidThrough, 'none'),
    checkDay(data.carriedOverOn, 'carriedOverOn'),
    checkText(data.register, 'register', 200),
    checkDecision(data.decision, data.scheme, data.branch),
  );
  if (problem !== null) return problem;
  const confirmedBy = [...new Set([...data.confirmedBy, ...data.preparedBy, ...data.approvedBy])];
  return decided({ type: 'EntitlementCarriedOver', data: { ...data, startMonth: addMonths(data.paidThrough, 1), answer: data.decision.answer, confirmedBy } });
};

/** Only a program says so, for a case that was confirmed: nobody writes it by hand. The same case says it once. */
export const confirmAgain = (state: EntitlementState, command: Command<'ConfirmEntitlementAgain'>): Decided<EntitlementEvent> => {
  const { data, by } = command;
  if (state.confirmedAgain.includes(data.applicationId)) return decided();
  const problem = firstRefusal(
    checkStatus(state, 'active', 'suspended'),
    by.kind === 'automation' ? null : refused('entitlement.case-needed', ['确认只随已确认的申请而来', 'A confirmation comes from a confirmed application only'], ['系统按已确认的申请办理', 'the program, for a confirmed application'], [by.userId, by.userId]),
    data.applicationId.startsWith(`${state.entitlementId}.`) ? null : refused('entitlement.id', ['资格编号与人员、项目不符', 'The id does not belong to the person and scheme'], [state.entitlementId, state.entitlementId], [data.applicationId, data.applicationId], 'applicationId'),
    checkDay(data.confirmedOn, 'confirmedOn'),
    checkChanges(state),
  );
  return problem ?? decided({ type: 'EntitlementConfirmedAgain', data: { entitlementId: state.entitlementId, personKey: state.personKey, ...data } });
};

const checkApproval = (preparedBy: readonly string[], approvedBy: readonly string[]): Refused | null => {
  if (preparedBy.length > 0 && approvedBy.length > 0 && approvedBy.every((id) => !preparedBy.includes(id))) return null;
  const actual = `${preparedBy.join(', ') || '—'} / ${approvedBy.join(', ') || '—'}`;
  return refused('entitlement.register-approval', ['登记册的编制人与批准人须为不同的人', 'A register is prepared and approved by different officers'], ['编制人、批准人各至少一名，互不相同', 'somebody who prepared it and somebody else who approved it'], [actual, actual], 'approvedBy');
};

/** Paid in advance by a year at most, and entitled before the first month that is paid now. */
export const checkPaid = (paidThrough: Month, entitledFrom: Month | null, on: string): Refused | null => {
  for (const [field, month] of [['paidThrough', paidThrough], ['entitledFrom', entitledFrom]] as const) {
    const parsed = month === null ? null : parseMonth(month);
    if (parsed?.ok === false) return { ok: false, rejection: { ...parsed.rejection, field } };
  }
  const [latest, startMonth] = [addMonths(monthOf(on), 12), addMonths(paidThrough, 1)];
  if (paidThrough > latest) return refused('entitlement.paid-through', ['已发至月份过晚', 'The month paid through is too late'], [`不晚于 ${latest}`, `${latest} or earlier`], [paidThrough, paidThrough], 'paidThrough');
  if (entitledFrom === null || entitledFrom <= startMonth) return null;
  return refused('entitlement.month-order', ['起享月份晚于续发月份', 'The person was entitled only after the first month paid'], [`不晚于 ${startMonth}`, `${startMonth} or earlier`], [entitledFrom, entitledFrom], 'entitledFrom');
};
