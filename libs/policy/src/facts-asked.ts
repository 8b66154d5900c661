import { rateNeeds } from './amounts/rate-facts';
import { measureSpec } from './measures';
import { Layer, Predicate, Rule } from './model';

const testsIn = (predicate: Predicate): readonly Extract<Predicate, { kind: 'test' }>[] =>
  predicate.kind === 'test' ? [predicate] : predicate.kind === 'not' ? testsIn(predicate.part) : predicate.parts.flatMap(testsIn);

const measured = (measure: string): readonly string[] => measureSpec(measure)?.reads ?? [];

/**
 * What an application under a rule has to tell: the facts that its conditions, its first day and the rates of the area read, each as
 * `owner fact`, such as `child:* alive`. What only ends a right is not asked of whoever applies for it.
 */
export const factsAsked = (rule: Pick<Rule, 'when' | 'qualifiesFrom'>, layers: readonly Layer[]): readonly string[] => {
  const needs = rateNeeds(layers);
  return [...new Set([
    ...testsIn(rule.when).flatMap(({ operand }) => (operand.kind === 'fact' ? [`${operand.of} ${operand.fact}`] : operand.kind === 'measure' ? measured(operand.measure) : [])),
    ...rule.qualifiesFrom.flatMap(measured),
    ...[...needs.facts].map((name) => `self ${name}`),
    ...[...needs.measures].flatMap(measured),
  ])].sort();
};
