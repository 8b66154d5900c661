import { AreaCode, LocalDate, canonicalJson, contentHash, text } from '@zhibu/kernel';
import { RuleDecision, RuleVersion } from '../decision';
import { FactSheet, FactValue } from '../facts';
import { Predicate, Rule } from '../model';
import { ReExecution } from '../policy-set';
import { evaluatePredicate } from './evaluate-predicate';

export type ParameterValues = Readonly<Record<string, FactValue>>;

/** Behind every age. */
const leapDay = 'leap-day';

const namesIn = (predicate: Predicate): string[] => {
  if (predicate.kind === 'not') return namesIn(predicate.part);
  if (predicate.kind !== 'test') return predicate.parts.flatMap(namesIn);
  const names = predicate.operand.kind === 'parameter' ? [predicate.operand.parameter] : [];
  const { against } = predicate;
  return typeof against === 'object' && 'parameter' in against ? [...names, against.parameter] : names;
};

/** Parameters that predicates may read. */
export const parametersIn = (predicates: readonly Predicate[]): readonly string[] => [...new Set([leapDay, ...predicates.flatMap(namesIn)])].sort();

export const parametersOf = (rule: Rule): readonly string[] => parametersIn([rule.when]);

/** A rule without its place in a file, which changes no answer. */
export type RuleApplied = Omit<Rule, 'at'>;

/** What the rule says, without where it stands in a file. */
const contentOf = (rule: RuleApplied): unknown => {
  const { id, version, scheme, branch, areaCode, from, when, source } = rule;
  return { id, version, scheme, branch, areaCode, from, when, source };
};

const hashes = new WeakMap<RuleApplied, Map<string, string>>();

/** The hash is asked for once a person, so it is kept per rule and set of parameters. */
const hashOf = (rule: RuleApplied, parameters: ParameterValues): string => {
  const ofRule = hashes.get(rule) ?? new Map<string, string>();
  hashes.set(rule, ofRule);
  const key = canonicalJson(parameters);
  const known = ofRule.get(key);
  if (known !== undefined) return known;
  const hash = contentHash({ rule: contentOf(rule), parameters });
  ofRule.set(key, hash);
  return hash;
};

const versionOf = (rule: RuleApplied, parameters: ParameterValues): RuleVersion => ({
  id: rule.id,
  version: rule.version,
  source: rule.source,
  hash: hashOf(rule, parameters),
  parameters,
});

/** Applies one version of a rule to facts as of a day. */
export const applyRule = (rule: RuleApplied, parameters: ParameterValues, areaCode: AreaCode, on: LocalDate, facts: FactSheet): RuleDecision => {
  const trace = evaluatePredicate(rule.when, { facts, on, areaCode, known: {}, parameter: (name) => parameters[name] });
  return { scheme: rule.scheme, branch: rule.branch, areaCode, on, answer: trace.answer, rule: versionOf(rule, parameters), trace, facts };
};

/** Executes a stored decision with the facts and parameters it kept and the rule version it names. */
export const executeDecisionAgain = (decision: RuleDecision, kept: Rule | undefined): ReExecution => {
  const { id, version, hash, parameters } = decision.rule;
  if (kept === undefined) {
    return { same: false, code: 'policy.rule-not-kept', reason: text(`规则 ${id} 版本 ${version} 已不在规则集中`, `rule ${id} version ${version} is no longer kept`), decision: null };
  }
  const again = applyRule(kept, parameters ?? {}, decision.areaCode, decision.on, decision.facts);
  if (again.rule.hash !== hash) {
    return { same: false, code: 'policy.rule-changed', reason: text(`规则 ${id} 版本 ${version} 的内容被改动：应为 ${hash}，实际为 ${again.rule.hash}`, `rule ${id} version ${version} was changed: expected ${hash}, found ${again.rule.hash}`), decision: again };
  }
  if (canonicalJson(again.trace) !== canonicalJson(decision.trace) || again.answer !== decision.answer) {
    return { same: false, code: 'policy.outcome-differs', reason: text(`结果不同：原为 ${decision.answer}，再次执行为 ${again.answer}`, `the outcome differs: stored ${decision.answer}, executed again ${again.answer}`), decision: again };
  }
  return { same: true, decision: again };
};
