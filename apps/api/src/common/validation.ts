import { ValidationError, ValidationPipe } from '@nestjs/common';
import { Rejection, text } from '@zhibu/kernel';
import { FieldProblem } from './problem';

/** Fields whose content is never about a person; of every other field only the kind of value is told. */
const plainFields = /^(scheme|branch|areaCode|areaPrefix|period|year|limit|status|stage|outcome|kind|basis|queue|layout|level|opinion|finding|relation|what|throughMonth|fromMonth|startMonth|deadline|fileNo|role|untilDay|on|from|to|receivedOn|\w*Fen)$/;

const shown = (field: string, value: unknown): string => {
  const last = field.split('.').at(-1) ?? '';
  if (value === undefined) return '没有 / nothing';
  if (plainFields.test(last) && (typeof value !== 'object' || value === null)) return JSON.stringify(value).slice(0, 60);
  if (typeof value === 'string') return `文字，${[...value].length} 个字符 / a text of ${[...value].length} characters`;
  if (Array.isArray(value)) return `列表，${value.length} 项 / a list of ${value.length}`;
  return value === null ? 'null' : `${typeof value}`;
};

interface Failure {
  readonly field: string;
  readonly constraint: string;
  readonly expected: string;
  readonly value: unknown;
}

/** Said by the library itself, in English; the other checks bring their words in both languages. */
const ownWords: Readonly<Record<string, string>> = {
  whitelistValidation: '接口说明中的字段 / a field that the documentation lists',
  unknownValue: '一个对象 / an object',
};

const failuresOf = (errors: readonly ValidationError[], path = ''): Failure[] =>
  errors.flatMap((error) => {
    const field = path === '' ? error.property : `${path}.${error.property}`;
    const own = Object.entries(error.constraints ?? {}).map(([constraint, expected]) => ({ field, constraint, expected: ownWords[constraint] ?? expected, value: error.value as unknown }));
    return [...own, ...failuresOf(error.children ?? [], field)];
  });

/** A body that does not have the agreed shape: every wrong field at once. */
export class ValidationProblem extends Error {
  private readonly failures: readonly Failure[];

  constructor(errors: readonly ValidationError[]) {
    super('validation failed');
    this.failures = failuresOf(errors);
  }

  get rejection(): Rejection {
    const fields = [...new Set(this.failures.map((failure) => failure.field))].join(', ');
    return {
      code: 'request.invalid',
      message: text('请求内容有误', 'The request has wrong fields'),
      expected: text('每个字段都符合接口说明', 'every field as the documentation says'),
      actual: text(`有误的字段：${fields}`, `wrong: ${fields}`),
    };
  }

  get fields(): FieldProblem[] {
    return this.failures.map((failure) => ({
      field: failure.field,
      code: `request.invalid.${failure.constraint}`,
      expected: failure.expected,
      actual: shown(failure.field, failure.value),
    }));
  }
}

/** Unknown fields are refused: a misspelt one would otherwise be lost without a word. */
export const validationPipe = (): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    stopAtFirstError: false,
    exceptionFactory: (errors) => new ValidationProblem(errors),
  });
