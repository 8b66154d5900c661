import { Text, text } from '@zhibu/kernel';
import { FactValue } from '../facts';
import { ComparisonOperator } from '../model';
import { FactSpec, valueText } from '../vocabulary';

/** Compares a known value. Dates compare as texts; a value of the wrong type never passes. */
export const compares = (operator: ComparisonOperator, actual: FactValue, against: readonly FactValue[]): boolean => {
  const [limit] = against;
  const numbers = (test: (a: number, b: number) => boolean): boolean => typeof actual === 'number' && typeof limit === 'number' && test(actual, limit);
  const days = (test: (a: string, b: string) => boolean): boolean => typeof actual === 'string' && typeof limit === 'string' && test(actual, limit);
  switch (operator) {
    case 'is':
      return actual === limit;
    case 'in':
      return against.includes(actual);
    case 'atLeast':
      return numbers((a, b) => a >= b);
    case 'atMost':
      return numbers((a, b) => a <= b);
    case 'below':
      return numbers((a, b) => a < b);
    case 'notBefore':
      return days((a, b) => a >= b);
    case 'notAfter':
      return days((a, b) => a <= b);
  }
};

const words: Readonly<Record<ComparisonOperator, Text>> = {
  is: text('等于 {}', 'is {}'),
  in: text('为 {} 之一', 'is one of {}'),
  atLeast: text('不小于 {}', 'at least {}'),
  atMost: text('不大于 {}', 'at most {}'),
  below: text('小于 {}', 'below {}'),
  notBefore: text('不早于 {}', 'on or after {}'),
  notAfter: text('不晚于 {}', 'on or before {}'),
};

export const expectedText = (operator: ComparisonOperator, against: readonly FactValue[], spec?: Pick<FactSpec, 'choices'>): Text => {
  const shown = against.map((value) => valueText(value, spec));
  return text(
    words[operator].zh.replace('{}', shown.map((value) => value.zh).join('、')),
    words[operator].en.replace('{}', shown.map((value) => value.en).join(', ')),
  );
};
