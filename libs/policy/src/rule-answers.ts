import { AreaCode, LocalDate, Result, accept, refuse } from '@zhibu/kernel';
import { AmountStatement } from './amount';
import { RuleDecision } from './decision';
import { ParameterValues, applyRule, parametersOf } from './evaluate/apply-rule';
import { excludedAmong } from './exclusion';
import { FactSheet, FactValue } from './facts';
import { factsAsked } from './facts-asked';
import { Rule } from './model';
import { PolicyLookup } from './policy-lookup';
import { AmountQuestion, EvaluatedAll, RightKey, RuleInForce, RuleQuestion } from './policy-set';
import { tooManyFacts, unknownArea } from './refusals';

const factsMax = 1_000;

export const evaluateRule = (lookup: PolicyLookup, question: RuleQuestion): Result<RuleDecision> => {
  if (question.facts.length > factsMax) return refuse(tooManyFacts(question.facts.length, factsMax));
  const rule = lookup.rule(question, question.on);
  if (!rule.ok) return rule;
  return accept(applyRule(rule.value, parametersFor(lookup, rule.value, question, question.on), question.areaCode, question.on, question.facts));
};

const parametersFor = (lookup: PolicyLookup, rule: Rule, key: RightKey, on: LocalDate): ParameterValues =>
  Object.fromEntries(parametersOf(rule).flatMap((name): [string, FactValue][] => {
    const value = lookup.parameter(key, name, on);
    return value === undefined ? [] : [[name, value]];
  }));

/** Every scheme and branch for which a rule is in force there on that day. */
const keysInForce = (lookup: PolicyLookup, areaCode: AreaCode, on: LocalDate): readonly RightKey[] =>
  lookup.model.schemes.flatMap((scheme) => scheme.branches.map((branch) => ({ scheme: scheme.id, branch: branch.id, areaCode }))).filter((key) => lookup.index.ruleFor(key, on));

/** The rules themselves, for whoever applies them to facts as they are typed. */
export const everyRuleInForce = (lookup: PolicyLookup, { areaCode, on }: { readonly areaCode: AreaCode; readonly on: LocalDate }): Result<readonly RuleInForce[]> => {
  if (!lookup.areas.find(areaCode)) return refuse(unknownArea(areaCode));
  return accept(keysInForce(lookup, areaCode, on).flatMap((key): readonly RuleInForce[] => {
    const found = lookup.index.ruleFor(key, on);
    if (found === undefined) return [];
    const { at: _at, ...rule } = found;
    return [{ rule, parameters: parametersFor(lookup, found, key, on), asks: factsAsked(found, lookup.index.layersFor(key.scheme, areaCode)) }];
  }));
};

/** Every scheme and branch for which a rule is in force there on that day. */
export const evaluateEveryRule = (
  lookup: PolicyLookup,
  { areaCode, on, facts }: { readonly areaCode: AreaCode; readonly on: LocalDate; readonly facts: FactSheet },
  amount: (question: AmountQuestion) => Result<AmountStatement>,
): Result<EvaluatedAll> => {
  if (!lookup.areas.find(areaCode)) return refuse(unknownArea(areaCode));
  const decisions: RuleDecision[] = [];
  for (const key of keysInForce(lookup, areaCode, on)) {
    const decision = evaluateRule(lookup, { ...key, on, facts });
    if (!decision.ok) return decision;
    decisions.push(decision.value);
  }
  return accept({ decisions, exclusions: excludedAmong(lookup.model.exclusions, decisions, on, amount) });
};
