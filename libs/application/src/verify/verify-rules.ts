import { PolicySet, RuleDecision } from '@zhibu/policy';
import { Executed, Known } from './executed';
import { VerifyKind } from './verify-service';

type Kind = Extract<VerifyKind, 'eligibility' | 'carry-over' | 'reverification'>;

/** A decision on conditions: same facts, same version of the rule, same answer for the same reasons. */
export const executeRule = (policies: PolicySet, kind: Kind, event: Known, decision: RuleDecision | null): Executed => {
  if (decision === null) return { kind, event, outcome: 'erased' };
  const again = policies.executeAgain(decision);
  if (again.same) return { kind, event, outcome: 'same' };
  const outcome = again.code === 'policy.outcome-differs' ? 'differs' : 'rules-gone';
  return { kind, event, outcome, what: again.reason, expected: decision.answer, actual: again.decision?.answer ?? again.code };
};
