import { AreaCode, LocalDate, Result, accept, refuse } from '@zhibu/kernel';
import { AmountStatement } from './amount';
import { RuleDecision } from './decision';
import { applyRule, parametersOf } from './evaluate/apply-rule';
import { excludedAmong } from './exclusion';
import { FactSheet, FactValue } from './facts';
import { PolicyLookup } from './policy-lookup';
import { AmountQuestion, EvaluatedAll, RuleQuestion } from './policy-set';
import { tooManyFacts, unknownArea } from './refusals';

const factsMax = 1_000;

export const evaluateRule = (lookup: PolicyLookup, question: RuleQuestion): Result<RuleDecision> => {
  if (question.facts.length > factsMax) return refuse(tooManyFacts(question.facts.length, factsMax));
  const rule = lookup.rule(question, question.on);
  if (!rule.ok) return rule;
  const values = parametersOf(rule.value).flatMap((name): [string, FactValue][] => {
    const value = lookup.parameter(question, name, question.on);
    return value === undefined ? [] : [[name, value]];
  });
  return accept(applyRule(rule.value, Object.fromEntries(values), question.areaCode, question.on, question.facts));
};

/** Every scheme and branch for which a rule is in force there on that day. */
export const evaluateEveryRule = (
  lookup: PolicyLookup,
  { areaCode, on, facts }: { readonly areaCode: AreaCode; readonly on: LocalDate; readonly facts: FactSheet },
  amount: (question: AmountQuestion) => Result<AmountStatement>,
): Result<EvaluatedAll> => {
  if (!lookup.areas.find(areaCode)) return refuse(unknownArea(areaCode));
  const keys = lookup.model.schemes.flatMap((scheme) => scheme.branches.map((branch) => ({ scheme: scheme.id, branch: branch.id, areaCode })));
  const decisions: RuleDecision[] = [];
  for (const key of keys.filter((one) => lookup.index.ruleFor(one, on))) {
    const decision = evaluateRule(lookup, { ...key, on, facts });
    if (!decision.ok) return decision;
    decisions.push(decision.value);
  }
  return accept({ decisions, exclusions: excludedAmong(lookup.model.exclusions, decisions, on, amount) });
};
