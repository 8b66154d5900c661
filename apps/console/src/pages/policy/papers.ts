import { Predicate, Rule, measureSpec, ownerKind, paperOf } from '@zhibu/policy';
import type { FactOwner } from '@zhibu/policy';

const readBy = (predicate: Predicate): readonly string[] => {
  if (predicate.kind === 'test') return predicate.operand.kind === 'fact' ? [`${predicate.operand.of} ${predicate.operand.fact}`] : predicate.operand.kind === 'measure' ? (measureSpec(predicate.operand.measure)?.reads ?? []) : [];
  return (predicate.kind === 'not' ? [predicate.part] : predicate.parts).flatMap(readBy);
};

/** The documents by which the facts that a rule reads are usually told; their names, each once. */
export const papersFor = ({ when, qualifiesFrom }: Pick<Rule, 'when' | 'qualifiesFrom'>): readonly string[] => {
  const read = [...readBy(when), ...qualifiesFrom.flatMap((measure) => measureSpec(measure)?.reads ?? [])];
  return [...new Set(read.map((each) => {
    const [owner = 'self', fact = ''] = each.split(' ');
    return paperOf(fact, ownerKind(owner as FactOwner));
  }))];
};
