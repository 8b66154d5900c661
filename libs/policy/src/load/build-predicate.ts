import { Text, parseDate, text } from '@zhibu/kernel';
import { FactValue } from '../facts';
import { measureSpec } from '../measures';
import { Comparand, ComparisonOperator, Operand, Predicate, comparisonOperators } from '../model';
import { parameterSpec } from '../parameters';
import { FactType, factSpec } from '../vocabulary';
import { RawPredicate } from './raw';
import { ProblemList, SourceFile, ValuePath } from './source-file';

const shapes = ['all', 'any', 'not', 'fact', 'measure', 'parameter'] as const;
const nestingMax = 8;

const groupText: Readonly<Record<'all' | 'any' | 'not', Text>> = {
  all: text('以下各项全部成立', 'All of these hold'),
  any: text('以下至少一项成立', 'At least one of these holds'),
  not: text('以下不成立', 'This does not hold'),
};

interface OperandInfo {
  readonly operand: Operand;
  readonly type: FactType;
  readonly choices: readonly string[] | undefined;
  readonly title: Text;
}

/** Turns a written predicate into one that can be evaluated, or notes what is wrong with it. */
export const predicateBuilder = (file: SourceFile, problems: ProblemList) => {
  const note = (path: ValuePath, code: string, zh: string, en: string): null => {
    problems.add(file.placeOf(path), code, text(zh, en));
    return null;
  };

  const operandOf = (raw: RawPredicate, path: ValuePath): OperandInfo | null => {
    if (typeof raw['fact'] === 'string') {
      const spec = factSpec(raw['fact']);
      const of = raw['of'] === 'spouse' ? 'spouse' : 'self';
      if (!spec || !spec.owners.includes(of)) return note([...path, 'fact'], 'policy.rule.unknown-fact', `词表中没有 ${of} 的事实“${raw['fact']}”`, `the vocabulary has no fact "${raw['fact']}" of ${of}`);
      return { operand: { kind: 'fact', of, fact: spec.name }, type: spec.type, choices: spec.choices && Object.keys(spec.choices), title: spec.text };
    }
    if (typeof raw['measure'] === 'string') {
      const spec = measureSpec(raw['measure']);
      if (!spec) return note([...path, 'measure'], 'policy.rule.unknown-measure', `词表中没有指标“${raw['measure']}”`, `the vocabulary has no measure "${raw['measure']}"`);
      return { operand: { kind: 'measure', measure: spec.name }, type: spec.type, choices: undefined, title: spec.text };
    }
    const name = String(raw['parameter']);
    const spec = parameterSpec(name);
    if (!spec) return note([...path, 'parameter'], 'policy.rule.unknown-parameter', `没有参数“${name}”`, `there is no parameter "${name}"`);
    return { operand: { kind: 'parameter', parameter: name }, type: spec.type, choices: spec.choices, title: spec.text };
  };

  const valueFits = (info: OperandInfo, value: FactValue): boolean => {
    if (info.type === 'integer') return Number.isInteger(value);
    if (info.type === 'boolean') return typeof value === 'boolean';
    if (info.type === 'date') return typeof value === 'string' && parseDate(value).ok;
    return typeof value === 'string' && (info.choices === undefined || info.choices.includes(value));
  };

  const againstOf = (raw: unknown, info: OperandInfo, path: ValuePath): Comparand | null => {
    if (typeof raw === 'object' && raw !== null && 'parameter' in raw) {
      const name = String(raw.parameter);
      return parameterSpec(name) ? { parameter: name } : note(path, 'policy.rule.unknown-parameter', `没有参数“${name}”`, `there is no parameter "${name}"`);
    }
    const values = (Array.isArray(raw) ? raw : [raw]) as readonly FactValue[];
    const wrong = values.find((value) => !valueFits(info, value));
    if (wrong === undefined) return raw as Comparand;
    const wanted = info.choices ? info.choices.join('、') : info.type;
    return note(path, 'policy.rule.wrong-value', `“${info.title.zh}”的取值应为 ${wanted}，实际为 ${JSON.stringify(wrong)}`, `expected "${info.title.en}" to be compared with ${wanted}, found ${JSON.stringify(wrong)}`);
  };

  const testOf = (raw: RawPredicate, path: ValuePath): Predicate | null => {
    const operators = comparisonOperators.filter((operator) => raw[operator] !== undefined);
    const [operator] = operators;
    if (operators.length !== 1 || operator === undefined) return note(path, 'policy.rule.not-one-comparison', `应有且仅有一个比较（${comparisonOperators.join('、')}），实际 ${operators.length} 个`, `expected exactly one comparison (${comparisonOperators.join(', ')}), found ${operators.length}`);
    const info = operandOf(raw, path);
    if (info === null) return null;
    if (!operatorFits(operator, info.type)) return note([...path, operator], 'policy.rule.wrong-comparison', `“${info.title.zh}”不能用 ${operator} 比较`, `"${info.title.en}" cannot be compared with ${operator}`);
    const against = againstOf(raw[operator], info, [...path, operator]);
    if (against === null) return null;
    return { kind: 'test', id: raw.id ?? idOf(path), text: raw.text ?? info.title, operand: info.operand, operator, against };
  };

  const build = (raw: RawPredicate, path: ValuePath, depth = 0): Predicate | null => {
    const used = shapes.filter((shape) => raw[shape] !== undefined);
    const [shape] = used;
    if (used.length !== 1 || shape === undefined) return note(path, 'policy.rule.not-one-shape', `条件应有且仅有 ${shapes.join('、')} 之一，实际 ${used.length} 个`, `expected exactly one of ${shapes.join(', ')}, found ${used.length}`);
    if (depth > nestingMax) return note(path, 'policy.rule.too-deep', `条件嵌套超过 ${nestingMax} 层`, `conditions are nested deeper than ${nestingMax}`);
    const named = { id: raw.id ?? idOf(path), text: raw.text };
    if (shape === 'not') {
      const part = build(raw['not'] as RawPredicate, [...path, 'not'], depth + 1);
      return part && { kind: 'not', ...named, text: named.text ?? groupText.not, part };
    }
    if (shape !== 'all' && shape !== 'any') return testOf(raw, path);
    const parts = (raw[shape] as readonly RawPredicate[]).map((part, index) => build(part, [...path, shape, index], depth + 1));
    const built = parts.filter((part): part is Predicate => part !== null);
    return built.length === parts.length ? { kind: shape, ...named, text: named.text ?? groupText[shape], parts: built } : null;
  };

  return build;
};

/** A part without an id is known by its place in the rule. */
const idOf = (path: ValuePath): string => {
  const start = path.lastIndexOf('when');
  return path.slice(start).join('.');
};

const operatorFits = (operator: ComparisonOperator, type: FactType): boolean => {
  if (operator === 'is' || operator === 'in') return true;
  if (operator === 'notBefore' || operator === 'notAfter') return type === 'date';
  return type === 'integer';
};
