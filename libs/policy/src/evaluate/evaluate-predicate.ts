import { Text, text } from '@zhibu/kernel';
import { Answer, PredicateTrace } from '../decision';
import { FactValue } from '../facts';
import { measureSpec } from '../measures';
import { Comparand, Operand, Predicate } from '../model';
import { factSpec, valueText } from '../vocabulary';
import { compares, expectedText } from './compare';
import { EvaluationContext, FactReader } from './fact-reader';
import { allOf, anyOf, notOf } from './three-valued';

type Test = Extract<Predicate, { kind: 'test' }>;

/** Answers a predicate and shows the way to the answer: every part is traced, also after the answer is clear. */
export const evaluatePredicate = (predicate: Predicate, context: EvaluationContext): PredicateTrace => {
  switch (predicate.kind) {
    case 'all':
    case 'any': {
      const parts = predicate.parts.map((part) => evaluatePredicate(part, context));
      const answers = parts.map((part) => part.answer);
      return group(predicate, predicate.kind === 'all' ? allOf(answers) : anyOf(answers), parts);
    }
    case 'not': {
      const part = evaluatePredicate(predicate.part, context);
      return group(predicate, notOf(part.answer), [part]);
    }
    case 'test':
      return evaluateTest(predicate, context);
  }
};

const groupExpected = (kind: 'all' | 'any' | 'not', count: number): Text =>
  kind === 'all' ? text(`${count} 项全部成立`, `all of ${count} parts`) : kind === 'any' ? text(`${count} 项中至少一项成立`, `at least one of ${count} parts`) : text('该项不成立', 'the part does not hold');

const group = (predicate: Exclude<Predicate, Test>, answer: Answer, parts: readonly PredicateTrace[]): PredicateTrace => {
  const count = (wanted: Answer): number => parts.filter((part) => part.answer === wanted).length;
  return {
    id: predicate.id,
    text: predicate.text,
    answer,
    expected: groupExpected(predicate.kind, parts.length),
    actual: text(`成立 ${count('yes')}，不成立 ${count('no')}，未知 ${count('unknown')}`, `${count('yes')} yes, ${count('no')} no, ${count('unknown')} unknown`),
    factsRead: [],
    missing: answer === 'unknown' ? [...new Set(parts.filter((part) => part.answer === 'unknown').flatMap((part) => part.missing))] : [],
    parts,
  };
};

/** The values to compare with; undefined when an area parameter is not set. */
const resolve = (against: Comparand, reader: FactReader): readonly FactValue[] | undefined => {
  if (typeof against !== 'object') return [against];
  if (!('parameter' in against)) return against;
  const value = reader.context.parameter(against.parameter);
  return value === undefined ? reader.need(`parameter ${against.parameter}`) : [value];
};

const readOperand = (operand: Operand, reader: FactReader): FactValue | undefined => {
  switch (operand.kind) {
    case 'fact':
      return reader.fact(operand.of, operand.fact);
    case 'parameter':
      return reader.context.parameter(operand.parameter) ?? reader.need(`parameter ${operand.parameter}`);
    case 'measure': {
      const known = reader.context.known[operand.measure];
      return known ?? measureSpec(operand.measure)?.read(reader);
    }
  }
};

const evaluateTest = (test: Test, context: EvaluationContext): PredicateTrace => {
  const reader = new FactReader(context);
  const actual = readOperand(test.operand, reader);
  const against = resolve(test.against, reader);
  const spec = test.operand.kind === 'fact' ? factSpec(test.operand.fact) : undefined;
  const known = actual !== undefined && against !== undefined;
  const missing = reader.missing.join('; ');
  return {
    id: test.id,
    text: test.text,
    answer: known ? (compares(test.operator, actual, against) ? 'yes' : 'no') : 'unknown',
    expected: expectedText(test.operator, against ?? ['?'], spec),
    actual: actual === undefined ? text(`未知，缺少：${missing}`, `not known, missing: ${missing}`) : valueText(actual, spec),
    factsRead: reader.read,
    missing: known ? [] : reader.missing,
    parts: [],
  };
};
