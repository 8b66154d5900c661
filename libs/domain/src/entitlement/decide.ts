import { Actor, AreaCode, Decided, Month, Role, addMonths, dateOf, decided, parseMonth } from '@zhibu/kernel';
import { RuleDecision } from '@zhibu/policy';
import { checkOfficer, checkRole, firstRefusal } from '../authority';
import { Refused, checkDay, checkText, refused, unknownCommand } from '../refusals';
import { entitlementIdOf } from '../streams';
import { EntitlementCommand } from './commands';
import { EntitlementEvent } from './events';
import { endOfPayment } from './last-month';
import { EntitlementState, EntitlementStatus } from './state';

type Command<Type extends EntitlementCommand['type']> = Extract<EntitlementCommand, { type: Type }>;
type Grant = Command<'GrantEntitlement' | 'CarryOverEntitlement'>['data'];

const keepers: readonly Role[] = ['caseworker', 'township-reviewer', 'county-reviewer'];
export const changesMax = 200;

/** Pure and total. A grant follows from a confirmed case, so a program may write it; a resumption may not be. */
export const decideEntitlement = (state: EntitlementState, command: EntitlementCommand): Decided<EntitlementEvent> => {
  switch (command.type) {
    case 'GrantEntitlement':
      return grant(state, command);
    case 'CarryOverEntitlement':
      return carryOver(state, command);
    case 'ChangeBranch':
      return changeBranch(state, command);
    case 'SuspendEntitlement':
      return suspend(state, command);
    case 'ResumeEntitlement':
      return resume(state, command);
    case 'ReverifyEntitlement':
      return reverify(state, command);
    case 'ExitEntitlement':
      return exit(state, command);
    default:
      return unknownCommand(command);
  }
};

const statusNames: Readonly<Record<EntitlementStatus, readonly [string, string]>> = { none: ['不存在', 'none'], active: ['享受中', 'active'], suspended: ['暂停', 'suspended'], exited: ['已退出', 'ended'] };

const checkStatus = (state: EntitlementState, ...wanted: readonly EntitlementStatus[]): Refused | null =>
  wanted.includes(state.status)
    ? null
    : refused('entitlement.wrong-status', ['资格当前状态不能办理此事', 'The right is not in a state for this'], [wanted.map((each) => statusNames[each][0]).join('或'), wanted.map((each) => statusNames[each][1]).join(' or ')], statusNames[state.status]);

const checkMonth = (month: Month, field: string, notBefore: Month | null): Refused | null => {
  const parsed = parseMonth(month);
  if (!parsed.ok) return { ok: false, rejection: { ...parsed.rejection, field } };
  if (notBefore === null || month >= notBefore) return null;
  return refused('entitlement.month-order', ['月份过早', 'The month is too early'], [`不早于 ${notBefore}`, `${notBefore} or later`], [month, month], field);
};

const checkChanges = (state: EntitlementState): Refused | null => {
  const count = state.branches.length + state.suspensions.length + state.verifications.length;
  return count < changesMax ? null : refused('entitlement.changes', ['变更次数超出限制', 'There are too many changes'], [`少于 ${changesMax} 次`, `fewer than ${changesMax}`], [String(count), String(count)]);
};

/** A program acts for the process that called it; an officer needs a role for the area. */
const checkKeeper = (by: Actor, areaCode: AreaCode): Refused | null => (by.kind === 'automation' ? null : checkRole(by, keepers, areaCode));

const checkGrant = (state: EntitlementState, by: Actor, data: Grant, ...wanted: readonly EntitlementStatus[]): Refused | null => {
  const id = entitlementIdOf(data.scheme, data.personKey);
  return firstRefusal(
    checkStatus(state, ...wanted),
    data.entitlementId === id ? null : refused('entitlement.id', ['资格编号与人员、项目不符', 'The id does not belong to the person and scheme'], [id, id], [data.entitlementId, data.entitlementId], 'entitlementId'),
    checkMonth(data.startMonth, 'startMonth', null),
    by.kind === 'automation' ? null : checkRole(by, ['county-reviewer'], data.areaCode),
    data.confirmedBy.length > 0 ? null : refused('entitlement.confirmed-by', ['没有确认人员', 'Nobody is named who confirmed'], ['至少一名确认人员', 'at least one officer'], ['无', 'none'], 'confirmedBy'),
  );
};

/** Whoever writes a right by hand took part in it, and may not pay it. */
const confirmers = (by: Actor, data: Grant): readonly string[] =>
  by.kind === 'automation' ? data.confirmedBy : [...new Set([...data.confirmedBy, by.userId, ...(by.onBehalfOf === undefined ? [] : [by.onBehalfOf])])];

const grant = (state: EntitlementState, command: Command<'GrantEntitlement'>): Decided<EntitlementEvent> => {
  const { data, by } = command;
  // The process manager may ask again after a crash; the same case grants once.
  if (state.applicationId !== null && state.applicationId === data.applicationId) return decided();
  const problem = checkGrant(state, by, data, 'none', 'exited') ?? checkChanges(state) ?? checkDay(data.grantedOn, 'grantedOn');
  if (problem !== null) return problem;
  return decided({ type: 'EntitlementGranted', data: { ...data, startMonth: startAgain(state, data.startMonth), confirmedBy: confirmers(by, data) } });
};

/** Who was paid before begins after the last month of that time, so that no month belongs to two rights. */
const startAgain = (state: EntitlementState, startMonth: Month): Month =>
  [...state.earlier.map(({ lastMonth }) => lastMonth), state.exit?.lastMonth ?? null].reduce<Month>((start, last) => (last === null || last < start ? start : addMonths(last, 1)), startMonth);

const carryOver = (state: EntitlementState, command: Command<'CarryOverEntitlement'>): Decided<EntitlementEvent> => {
  const { data, by } = command;
  const problem = firstRefusal(checkGrant(state, by, data, 'none'), checkDay(data.carriedOverOn, 'carriedOverOn'), checkText(data.register, 'register', 200), checkDecision(data.decision, data.scheme, data.branch));
  if (problem !== null) return problem;
  return decided({ type: 'EntitlementCarriedOver', data: { ...data, answer: data.decision.answer, confirmedBy: confirmers(by, data) } });
};

const checkDecision = (decision: RuleDecision, scheme: string, branch: string | null): Refused | null => {
  if (decision.scheme === scheme && decision.branch === branch) return null;
  const shown = (s: string, b: string | null): string => `${s} / ${b ?? '—'}`;
  return refused('entitlement.other-decision', ['核查结果不属于本项资格', 'The check was made for another right'], [shown(scheme, branch), shown(scheme, branch)], [shown(decision.scheme, decision.branch), shown(decision.scheme, decision.branch)], 'decision');
};

const changeBranch = (state: EntitlementState, command: Command<'ChangeBranch'>): Decided<EntitlementEvent> => {
  const { toBranch, fromMonth, reason } = command.data;
  const current = state.branches.at(-1);
  const problem = firstRefusal(checkStatus(state, 'active', 'suspended'), checkKeeper(command.by, state.areaCode), checkText(reason, 'reason', 500), checkChanges(state));
  if (problem !== null) return problem;
  if (current === undefined || current.branch === null || current.branch === toBranch) {
    const found = current?.branch ?? '—';
    return refused('entitlement.branch', ['不能变更为该类别', 'The branch cannot be changed to this one'], ['有类别且与现类别不同', 'another branch of a scheme that has branches'], [`${found} → ${toBranch}`, `${found} -> ${toBranch}`], 'toBranch');
  }
  // The old branch keeps at least its first month, and no month ever has two.
  const tooEarly = checkMonth(fromMonth, 'fromMonth', addMonths(current.fromMonth, 1));
  if (tooEarly !== null) return tooEarly;
  return decided({ type: 'EntitlementBranchChanged', data: { entitlementId: state.entitlementId, personKey: state.personKey, fromBranch: current.branch, toBranch, fromMonth, reason } });
};

const suspend = (state: EntitlementState, command: Command<'SuspendEntitlement'>): Decided<EntitlementEvent> => {
  const { fromMonth, reason } = command.data;
  const earliest = state.suspensions.at(-1)?.resumedFrom ?? state.startMonth;
  const problem = firstRefusal(checkStatus(state, 'active'), checkKeeper(command.by, state.areaCode), checkMonth(fromMonth, 'fromMonth', earliest), checkText(reason, 'reason', 500), checkChanges(state));
  if (problem !== null) return problem;
  return decided({ type: 'EntitlementSuspended', data: { entitlementId: state.entitlementId, personKey: state.personKey, fromMonth, reason } });
};

const resume = (state: EntitlementState, command: Command<'ResumeEntitlement'>): Decided<EntitlementEvent> => {
  const { fromMonth, backPay, reason } = command.data;
  const problem = firstRefusal(
    checkStatus(state, 'suspended'),
    checkOfficer(command.by),
    checkRole(command.by, keepers, state.areaCode),
    checkMonth(fromMonth, 'fromMonth', state.suspensions.at(-1)?.fromMonth ?? null),
    checkText(reason, 'reason', 500),
  );
  if (problem !== null) return problem;
  return decided({ type: 'EntitlementResumed', data: { entitlementId: state.entitlementId, personKey: state.personKey, fromMonth, backPay, reason } });
};

const reverify = (state: EntitlementState, command: Command<'ReverifyEntitlement'>): Decided<EntitlementEvent> => {
  const { year, decision } = command.data;
  const problem = firstRefusal(
    checkStatus(state, 'active', 'suspended'),
    checkKeeper(command.by, state.areaCode),
    checkMonth(`${year}-12`, 'year', state.startMonth),
    checkDecision(decision, state.scheme, state.branches.at(-1)?.branch ?? null),
    checkChanges(state),
  );
  if (problem !== null) return problem;
  return decided({ type: 'EntitlementReverified', data: { entitlementId: state.entitlementId, personKey: state.personKey, year, answer: decision.answer, decision } });
};

const exit = (state: EntitlementState, command: Command<'ExitEntitlement'>): Decided<EntitlementEvent> => {
  const { reason, happenedOn, rules } = command.data;
  const problem = firstRefusal(checkStatus(state, 'active', 'suspended'), checkKeeper(command.by, state.areaCode), checkDay(happenedOn, 'happenedOn', dateOf(command.at)));
  if (problem !== null) return problem;
  const { lastMonth, unclaimedLapse } = endOfPayment(reason, happenedOn, state.startMonth ?? '', rules.stop);
  return decided({
    type: 'EntitlementExited',
    data: { entitlementId: state.entitlementId, personKey: state.personKey, reason, happenedOn, lastMonth, ...(unclaimedLapse ? { unclaimedLapse } : {}) },
  });
};
