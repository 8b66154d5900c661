import { Decided, areaContains } from '@zhibu/kernel';
import { checkRole } from '../authority';
import { refused } from '../refusals';
import { ApplicationCommand } from './commands';
import { ApplicationEvent, EligibilityChecked } from './events';
import { caseOf, decidedAll, enterStage, refusedFor, returnedAsEntitled, returnedFor } from './flow';
import { stageOf } from './procedure';
import { wrongStatus } from './rejections';
import { ApplicationState } from './state';

/**
 * Records the automatic check, the first one or one repeated because facts changed. A yes lets the case go
 * on; a no, or an unknown where the definition says so, takes it out of its stage.
 */
export const recordEligibility = (state: ApplicationState, command: Extract<ApplicationCommand, { type: 'RecordEligibility' }>): Decided<ApplicationEvent> => {
  const { context, decision, personVersion } = command.data;
  if (state.status !== 'checking' && state.status !== 'in-stage') return wrongStatus(state, context, 'checking', 'in-stage');
  const denied = command.by.kind === 'automation' ? null : checkRole(command.by, ['caseworker', 'village-reviewer', 'township-reviewer', 'county-reviewer'], state.areaCode);
  if (denied !== null) return denied;
  if (decision.scheme !== state.scheme || decision.branch !== state.branch || !areaContains(decision.areaCode, state.areaCode)) {
    const shown = (scheme: string, branch: string | null, area: string): string => [scheme, branch ?? '—', area].join(' / ');
    const [wanted, found] = [shown(state.scheme, state.branch, state.areaCode), shown(decision.scheme, decision.branch, decision.areaCode)];
    return refused('eligibility.other-case', ['核查结果不属于本案', 'The check was made for another case'], [wanted, wanted], [found, found]);
  }
  const { answer, on, rule } = decision;
  const checked: EligibilityChecked = { type: 'EligibilityChecked', data: { ...caseOf(state), answer, on, ruleId: rule.id, ruleVersion: rule.version, decision, ...(personVersion === undefined ? {} : { personVersion }) } };
  const { procedure } = context;
  const at = state.stage ?? procedure.stages[0]?.id ?? '';
  if (context.right) return decidedAll(checked, returnedAsEntitled(state, at, context.right));
  if (answer === 'no') {
    const left = procedure.onIneligible === 'refuse' ? refusedFor(state, context, at, ['not-eligible']) : returnedFor(state, at, ['not-eligible']);
    return decidedAll(checked, left);
  }
  if (answer === 'unknown' && procedure.onUnknown === 'return') return decidedAll(checked, returnedFor(state, at, ['eligibility-unknown']));
  if (state.status === 'in-stage') return decidedAll(checked);
  const entry = stageOf(procedure, state.resumeAt) ?? procedure.stages[0];
  return entry === undefined ? decidedAll(checked) : decidedAll(checked, enterStage(state, context, entry));
};
