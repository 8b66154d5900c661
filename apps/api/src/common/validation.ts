import { ValidationError, ValidationPipe } from '@nestjs/common';
import { Language, Rejection, text } from '@zhibu/kernel';
import { FieldProblem } from './problem';

const shown = (value: unknown): string => {
  const written = JSON.stringify(value) ?? 'undefined';
  return written.length > 60 ? `${written.slice(0, 60)}…` : written;
};

interface Failure {
  readonly field: string;
  readonly constraint: string;
  readonly expected: string;
  readonly value: unknown;
}

const failuresOf = (errors: readonly ValidationError[], path = ''): Failure[] =>
  errors.flatMap((error) => {
    const field = path === '' ? error.property : `${path}.${error.property}`;
    const own = Object.entries(error.constraints ?? {}).map(([constraint, expected]) => ({ field, constraint, expected, value: error.value as unknown }));
    return [...own, ...failuresOf(error.children ?? [], field)];
  });

/** Personal values are not echoed: a wrong number may still be somebody's number. */
const silentFields = /idNumber|accountNumber|phone|name|password|address|statement|note/i;

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

  fields(_language: Language): FieldProblem[] {
    return this.failures.map((failure) => ({
      field: failure.field,
      code: `request.invalid.${failure.constraint}`,
      expected: failure.expected,
      actual: silentFields.test(failure.field) ? '(not shown)' : shown(failure.value),
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
