import { Actor, AreaCode, Month, Role, actingIds, parseMonth } from '@zhibu/kernel';
import { RuleDecision } from '@zhibu/policy';
import { checkRole } from '../authority';
import { Refused, refused } from '../refusals';
import { EntitlementState, EntitlementStatus } from './state';

export const keepers: readonly Role[] = ['caseworker', 'township-reviewer', 'county-reviewer'];
export const changesMax = 200;

const statusNames: Readonly<Record<EntitlementStatus, readonly [string, string]>> = { none: ['不存在', 'none'], active: ['享受中', 'active'], suspended: ['暂停', 'suspended'], exited: ['已退出', 'ended'] };

export const checkStatus = (state: EntitlementState, ...wanted: readonly EntitlementStatus[]): Refused | null =>
  wanted.includes(state.status)
    ? null
    : refused('entitlement.wrong-status', ['资格当前状态不能办理此事', 'The right is not in a state for this'], [wanted.map((each) => statusNames[each][0]).join('或'), wanted.map((each) => statusNames[each][1]).join(' or ')], statusNames[state.status]);

export const checkMonth = (month: Month, field: string, notBefore: Month | null): Refused | null => {
  const parsed = parseMonth(month);
  if (!parsed.ok) return { ok: false, rejection: { ...parsed.rejection, field } };
  if (notBefore === null || month >= notBefore) return null;
  return refused('entitlement.month-order', ['月份过早', 'The month is too early'], [`不早于 ${notBefore}`, `${notBefore} or later`], [month, month], field);
};

export const checkChanges = (state: EntitlementState): Refused | null => {
  const count = state.branches.length + state.areas.length + state.suspensions.length + state.verifications.length + state.confirmedAgain.length + state.proposed;
  return count < changesMax ? null : refused('entitlement.changes', ['变更次数超出限制', 'There are too many changes'], [`少于 ${changesMax} 次`, `fewer than ${changesMax}`], [String(count), String(count)]);
};

/** A program acts for the process that called it; an officer needs a role for the area. */
export const checkKeeper = (by: Actor, areaCode: AreaCode): Refused | null => (by.kind === 'automation' ? null : checkRole(by, keepers, areaCode));

export const checkDecision = (decision: RuleDecision, scheme: string, branch: string | null): Refused | null => {
  if (decision.scheme === scheme && decision.branch === branch) return null;
  const shown = (s: string, b: string | null): string => `${s} / ${b ?? '—'}`;
  return refused('entitlement.other-decision', ['核查结果不属于本项资格', 'The check was made for another right'], [shown(scheme, branch), shown(scheme, branch)], [shown(decision.scheme, decision.branch), shown(decision.scheme, decision.branch)], 'decision');
};

/** What one proposed another approves, also behind a delegation. */
export const checkOtherPerson = (by: Actor, before: readonly string[]): Refused | null => {
  const same = actingIds(by).find((id) => before.includes(id));
  if (same === undefined) return null;
  return refused('duty.own-proposal', ['不得审批自己提出的事项', 'Nobody approves what they proposed themselves'], ['未参与提出的人员', 'an officer who took no part in the proposal'], [`${same} 已参与提出`, `${same} took part in it`]);
};

/** Officers are held to what they decide; a program decides nothing of its own. */
export const officerIds = (by: Actor): readonly string[] => (by.kind === 'officer' ? actingIds(by) : []);
