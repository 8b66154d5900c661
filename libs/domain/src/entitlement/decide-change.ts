import { Decided, Month, addMonths, dateOf, decided, monthOf } from '@zhibu/kernel';
import { checkOfficer, checkRole, firstRefusal } from '../authority';
import { Refused, checkText, refused } from '../refusals';
import { checkChanges, checkKeeper, checkMonth, checkOtherPerson, checkStatus, keepers, officerIds } from './checks';
import { EntitlementCommand } from './commands';
import { EntitlementChange, EntitlementEvent } from './events';
import { EntitlementState, PendingChange } from './state';

type Command<Type extends EntitlementCommand['type']> = Extract<EntitlementCommand, { type: Type }>;

export const propose = (state: EntitlementState, command: Command<'ProposeChange'>): Decided<EntitlementEvent> => {
  const { by, at } = command;
  const { change, reason } = command.data;
  // A program proposes for the officer whose act led to it, and never in its own name.
  const proposedBy = by.kind === 'automation' ? (command.data.proposedBy ?? []) : officerIds(by);
  const problem = firstRefusal(
    checkKeeper(by, state.areaCode),
    proposedBy.length > 0 ? null : checkOfficer(by),
    checkText(reason, 'reason', 500),
    checkChange(state, change),
    checkChanges(state),
    checkNotPending(state, change),
  );
  if (problem !== null) return problem;
  const { entitlementId, personKey } = state;
  return decided({ type: 'EntitlementChangeProposed', data: { entitlementId, personKey, changeId: `c${state.proposed + 1}`, change, reason, proposedBy, proposedOn: dateOf(at) } });
};

/** Checked once more as things stand now: the proposal may have waited for long. */
export const approve = (state: EntitlementState, command: Command<'ApproveChange'>): Decided<EntitlementEvent> => {
  const pending = state.pending.find(({ changeId }) => changeId === command.data.changeId);
  if (pending === undefined) return notPending(state, command.data.changeId);
  const { by } = command;
  const problem = firstRefusal(checkOfficer(by), checkRole(by, ['county-reviewer'], state.areaCode), checkOtherPerson(by, pending.proposedBy), checkChange(state, pending.change));
  return problem ?? decided(changed(state, pending, officerIds(by), command.at));
};

/** Whoever proposed may take it back; anybody who could approve it may decline it. */
export const decline = (state: EntitlementState, command: Command<'DeclineChange'>): Decided<EntitlementEvent> => {
  const { changeId, reason } = command.data;
  const pending = state.pending.find((each) => each.changeId === changeId);
  if (pending === undefined) return notPending(state, changeId);
  const { by } = command;
  const own = checkOtherPerson(by, pending.proposedBy) !== null;
  const problem = firstRefusal(checkOfficer(by), checkRole(by, own ? keepers : ['county-reviewer'], state.areaCode), checkText(reason, 'reason', 500));
  if (problem !== null) return problem;
  const { entitlementId, personKey } = state;
  return decided({ type: 'EntitlementChangeDeclined', data: { entitlementId, personKey, changeId, reason, declinedBy: officerIds(by), declinedOn: dateOf(command.at) } });
};

/** An officer alone lets payment go on from now; no month that has passed is paid by it. */
export const resume = (state: EntitlementState, command: Command<'ResumeEntitlement'>): Decided<EntitlementEvent> => {
  const { by, at } = command;
  const { fromMonth, reason } = command.data;
  const thisMonth = monthOf(dateOf(at));
  const problem = firstRefusal(checkOfficer(by), checkRole(by, keepers, state.areaCode), checkResume(state, fromMonth), checkText(reason, 'reason', 500));
  if (problem !== null) return problem;
  if (fromMonth < thisMonth) {
    return refused('entitlement.needs-approval', ['补发以往月份须提出申请，由他人批准', 'Paying months that have passed is proposed and approved by somebody else'], [`${thisMonth} 或之后`, `${thisMonth} or later`], [fromMonth, fromMonth], 'fromMonth');
  }
  const { entitlementId, personKey } = state;
  return decided({ type: 'EntitlementResumed', data: { entitlementId, personKey, fromMonth, backPay: false, reason, decidedBy: officerIds(by) } });
};

const checkChange = (state: EntitlementState, change: EntitlementChange): Refused | null => {
  switch (change.kind) {
    case 'branch':
      return checkBranch(state, change.toBranch, change.fromMonth);
    case 'resume':
      return checkResume(state, change.fromMonth);
    case 'reverse-exit':
      return checkStatus(state, 'exited');
  }
};

const checkResume = (state: EntitlementState, fromMonth: Month): Refused | null => checkStatus(state, 'suspended') ?? checkMonth(fromMonth, 'fromMonth', state.suspensions.at(-1)?.fromMonth ?? null);

const checkBranch = (state: EntitlementState, toBranch: string, fromMonth: Month): Refused | null => {
  const current = state.branches.at(-1);
  const problem = checkStatus(state, 'active', 'suspended');
  if (problem !== null) return problem;
  if (current === undefined || current.branch === null || current.branch === toBranch) {
    const found = current?.branch ?? '—';
    return refused('entitlement.branch', ['不能变更为该类别', 'The branch cannot be changed to this one'], ['有类别且与现类别不同', 'another branch of a scheme that has branches'], [`${found} → ${toBranch}`, `${found} -> ${toBranch}`], 'toBranch');
  }
  // The old branch keeps at least its first month, and no month ever has two.
  return checkMonth(fromMonth, 'fromMonth', addMonths(current.fromMonth, 1));
};

const checkNotPending = ({ pending }: EntitlementState, { kind }: EntitlementChange): Refused | null => {
  const same = pending.find(({ change }) => change.kind === kind);
  if (same === undefined) return null;
  return refused('entitlement.change-pending', ['已有同类变更待审批', 'A change of this kind waits for approval already'], ['先办结该项变更', 'that change approved or declined first'], [same.changeId, same.changeId], 'change');
};

const notPending = (state: EntitlementState, changeId: string): Refused => {
  const open = state.pending.map((each) => each.changeId).join(', ');
  return refused('entitlement.change-not-pending', ['没有待审批的此项变更', 'No such change waits for approval'], [open, open], [changeId, changeId], 'changeId');
};

const changed = (state: EntitlementState, { changeId, change, reason, proposedBy }: PendingChange, approvedBy: readonly string[], at: string): EntitlementEvent => {
  const { entitlementId, personKey } = state;
  const approval = { entitlementId, personKey, changeId, decidedBy: proposedBy, approvedBy };
  switch (change.kind) {
    case 'branch': {
      const { toBranch, fromMonth } = change;
      return { type: 'EntitlementBranchChanged', data: { ...approval, fromBranch: state.branches.at(-1)?.branch ?? '', toBranch, fromMonth, reason } };
    }
    case 'resume':
      return { type: 'EntitlementResumed', data: { ...approval, fromMonth: change.fromMonth, backPay: change.backPay, reason } };
    case 'reverse-exit':
      return { type: 'EntitlementExitReversed', data: { ...approval, areaCode: state.areaCode, reason, exitReason: state.exit?.reason ?? 'withdrawn', reversedOn: dateOf(at) } };
  }
};
