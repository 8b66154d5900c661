import { Decided, Month, addMonths, dateOf, decided, monthOf, yearOf } from '@zhibu/kernel';
import { EndOfPayment } from '@zhibu/policy';
import { firstRefusal } from '../authority';
import { Refused, areaAtLevel, checkDay, checkText, checkVillage, refused, unknownCommand } from '../refusals';
import { checkChanges, checkDecision, checkKeeper, checkMonth, checkStatus, officerIds } from './checks';
import { EntitlementCommand } from './commands';
import { approve, decline, propose, resume } from './decide-change';
import { carryOver, confirmAgain, grant } from './decide-grant';
import { areaIn } from './eligible-months';
import { EntitlementEvent, ExitReason } from './events';
import { EntitlementState } from './state';

type Command<Type extends EntitlementCommand['type']> = Extract<EntitlementCommand, { type: Type }>;

/** Pure and total. A grant follows from a confirmed case, so a program may write it; a resumption may not be. */
export const decideEntitlement = (state: EntitlementState, command: EntitlementCommand): Decided<EntitlementEvent> => {
  switch (command.type) {
    case 'GrantEntitlement':
      return grant(state, command);
    case 'CarryOverEntitlement':
      return carryOver(state, command);
    case 'ConfirmEntitlementAgain':
      return confirmAgain(state, command);
    case 'ProposeChange':
      return propose(state, command);
    case 'ApproveChange':
      return approve(state, command);
    case 'DeclineChange':
      return decline(state, command);
    case 'SuspendEntitlement':
      return suspend(state, command);
    case 'ResumeEntitlement':
      return resume(state, command);
    case 'MoveEntitlementArea':
      return moveArea(state, command);
    case 'ReverifyEntitlement':
      return reverify(state, command);
    case 'ExitEntitlement':
      return exit(state, command);
    default:
      return unknownCommand(command);
  }
};

const own = ({ entitlementId, personKey }: EntitlementState) => ({ entitlementId, personKey });

const suspend = (state: EntitlementState, command: Command<'SuspendEntitlement'>): Decided<EntitlementEvent> => {
  const { fromMonth, reason } = command.data;
  const earliest = state.suspensions.at(-1)?.resumedFrom ?? state.startMonth;
  const problem = firstRefusal(checkStatus(state, 'active'), checkKeeper(command.by, state.areaCode), checkMonth(fromMonth, 'fromMonth', earliest), checkText(reason, 'reason', 500), checkChanges(state));
  if (problem !== null) return problem;
  return decided({ type: 'EntitlementSuspended', data: { ...own(state), fromMonth, reason, decidedBy: officerIds(command.by) } });
};

const reverify = (state: EntitlementState, command: Command<'ReverifyEntitlement'>): Decided<EntitlementEvent> => {
  const { year, decision } = command.data;
  const problem = firstRefusal(
    checkStatus(state, 'active', 'suspended'),
    checkKeeper(command.by, state.areaCode),
    checkMonth(`${year}-12`, 'year', state.startMonth),
    checkYear(year, decision.on, dateOf(command.at)),
    checkDecision(decision, state.scheme, state.branches.at(-1)?.branch ?? null),
    checkChanges(state),
  );
  if (problem !== null) return problem;
  return decided({ type: 'EntitlementReverified', data: { ...own(state), year, answer: decision.answer, decision } });
};

/** A year is checked while it runs or afterwards, as it stood in it: nobody answers for one that is to come. */
const checkYear = (year: number, on: string, today: string): Refused | null => {
  if (yearOf(on) === year && on <= today) return null;
  return refused('entitlement.other-year', ['年审年度与核查日期不符', 'The check was not made for this year'], [`${year} 年内的核查日期，不晚于今天`, `a day of ${year}, no later than today`], [on, on], 'year');
};

/** A second look at the same move changes nothing. */
const moveArea = (state: EntitlementState, command: Command<'MoveEntitlementArea'>): Decided<EntitlementEvent> => {
  const { toArea, movedOn } = command.data;
  const problem = firstRefusal(checkStatus(state, 'active', 'suspended'), checkKeeper(command.by, state.areaCode), checkVillage(toArea, 'toArea'), checkDay(movedOn, 'movedOn', dateOf(command.at)));
  if (problem !== null) return problem;
  // Who moves out in a month is paid for it by the old place.
  const fromMonth = addMonths(monthOf(movedOn), 1);
  const fromArea = areaIn(state, fromMonth);
  if (fromArea === toArea && state.areaCode === toArea) return decided();
  const county = areaAtLevel(state.areaCode, 'county');
  if (areaAtLevel(toArea, 'county') !== county) {
    return refused('entitlement.other-county', ['迁出本县的资格应当退出', 'A right ends when the person leaves the county'], [`${county} 范围内`, `an area in ${county}`], [toArea, toArea], 'toArea');
  }
  return checkChanges(state) ?? decided({ type: 'EntitlementAreaMoved', data: { ...own(state), fromArea, toArea, movedOn, fromMonth } });
};

const exit = (state: EntitlementState, command: Command<'ExitEntitlement'>): Decided<EntitlementEvent> => {
  const { reason, happenedOn, end } = command.data;
  const problem = firstRefusal(checkStatus(state, 'active', 'suspended'), checkKeeper(command.by, state.areaCode), checkDay(happenedOn, 'happenedOn', dateOf(command.at)), checkEnd(reason, monthOf(happenedOn), end));
  if (problem !== null) return problem;
  return decided({ type: 'EntitlementExited', data: { ...own(state), reason, happenedOn, lastMonth: lastMonthPaid(state, end, reason), end, decidedBy: officerIds(command.by) } });
};

/**
 * Nothing is due when the end lies before the first month. A withdrawal says nothing of months that a check holds: they
 * stay unpaid, and only two officers can change that. What the rules see as the end of a right does answer them.
 */
export const lastMonthPaid = ({ startMonth, hold }: Pick<EntitlementState, 'startMonth' | 'hold'>, { lastMonth }: EndOfPayment, reason: ExitReason): Month | null => {
  const heldFrom = reason === 'withdrawn' && hold !== null ? hold.fromMonth : null;
  const last = lastMonth !== null && heldFrom !== null && lastMonth >= heldFrom ? addMonths(heldFrom, -1) : lastMonth;
  return last !== null && startMonth !== null && last >= startMonth ? last : null;
};

/** The rule is the policy's; here only what no rule can say is refused. */
const checkEnd = (reason: ExitReason, month: Month, { lastMonth }: EndOfPayment): Refused | null => {
  const [earliest, latest] = reason === 'moved-out' ? [month, month] : [addMonths(month, -12), `${month.slice(0, 4)}-12`];
  const fits = reason === 'wrongly-confirmed' ? lastMonth === null : lastMonth !== null && checkMonth(lastMonth, 'lastMonth', earliest) === null && lastMonth <= latest;
  if (fits) return null;
  const expected: readonly [string, string] = reason === 'wrongly-confirmed' ? ['没有应发月份', 'no month'] : [`${earliest} 至 ${latest}`, `${earliest} to ${latest}`];
  return refused('entitlement.last-month', ['末发月份与退出原因、日期不符', 'The last month does not fit the reason and the day'], expected, [lastMonth ?? '无', lastMonth ?? 'none'], 'lastMonth');
};
