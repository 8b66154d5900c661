import { applyDecorators } from '@nestjs/common';
import type { Type as ClassOf } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsInt, IsString, Length, Matches, Max, Min, ValidateBy, ValidateIf, ValidateNested,
} from 'class-validator';
import { parseDate, parseMonth } from '@zhibu/kernel';

/** Decorators for bodies and queries: one line documents a field and checks it. */
interface AskedOptions {
  /** May be left out. */
  readonly optional?: boolean;
  /** May be null. */
  readonly nullable?: boolean;
  readonly example?: unknown;
}

const asked = (description: string, { optional = false, nullable = false, example }: AskedOptions, schema: object, ...checks: readonly PropertyDecorator[]): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ description, required: !optional, ...(nullable ? { nullable } : {}), ...(example === undefined ? {} : { example }), ...schema }),
    // A value that may be left out is not the same as one that may be null.
    ...(optional || nullable ? [ValidateIf((_: object, value: unknown) => !((optional && value === undefined) || (nullable && value === null)))] : []),
    ...checks,
  );

/** A text that JSON can carry and no table takes: the log would keep it, and every read model that meets it would stand still. */
const lost = /[\p{Cs}\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/u;
const keptPattern = `^${lost.source.replace('[', '[^')}*$`;
const whole = (value: unknown): boolean => typeof value !== 'string' || !lost.test(value);
const keptCheck = ValidateBy({
  name: 'isKept',
  validator: {
    validate: (value: unknown) => (Array.isArray(value) ? value.every(whole) : whole(value)),
    defaultMessage: () => '没有控制字符或残缺字符的文字 / a text without control characters and broken characters',
  },
});

/** What was expected, in both languages: the library's own words are in English. */
const words = (zh: string, en: string) => ({ message: `${zh} / ${en}` });
const each = { each: true } as const;
const aText = words('文字', 'a text');
const lengthOf = (min: number, max: number) => words(`${min} 至 ${max} 个字符`, `${min} to ${max} characters`);
const atLeast = (min: number) => words(`不小于 ${min}`, `${min} or more`);
const atMost = (max: number) => words(`不大于 ${max}`, `${max} or less`);
const wholeNumber = words('整数', 'a whole number');
const aList = words('列表', 'a list');
const itemsAtMost = (max: number) => words(`最多 ${max} 项`, `${max} at most`);
const formOf = ({ source }: RegExp) => words(`格式 ${source}`, `of the form ${source}`);

export const TextAsked = (description: string, charactersMax: number, options: AskedOptions & { readonly emptyAllowed?: boolean } = {}): PropertyDecorator => {
  const { emptyAllowed = false, ...rest } = options;
  return asked(description, rest, { type: 'string', minLength: emptyAllowed ? 0 : 1, maxLength: charactersMax, pattern: keptPattern }, IsString(aText), Length(emptyAllowed ? 0 : 1, charactersMax, lengthOf(emptyAllowed ? 0 : 1, charactersMax)), keptCheck);
};

export const PatternAsked = (description: string, pattern: RegExp, options: AskedOptions = {}): PropertyDecorator =>
  asked(description, options, { type: 'string', pattern: pattern.source }, IsString(aText), Matches(pattern, formOf(pattern)));

/** An id as this API gives them out. */
export const IdAsked = (description: string, options: AskedOptions = {}): PropertyDecorator => PatternAsked(description, /^[A-Za-z0-9][A-Za-z0-9._:-]{0,199}$/, options);
export const AreaAsked = (description = '行政区划代码，12 位 / area code, 12 digits', options: AskedOptions = {}): PropertyDecorator =>
  PatternAsked(description, /^\d{12}$/, { example: '990101000000', ...options });
export const AreaPrefixAsked = (options: AskedOptions = { optional: true }): PropertyDecorator =>
  PatternAsked('行政区划代码或其前几位 / an area code or how it begins', /^\d{0,12}$/, options);
export const SchemeAsked = (options: AskedOptions = {}): PropertyDecorator => PatternAsked('项目 / scheme', /^[a-z][a-z0-9-]{0,59}$/, { example: 'rural-reward', ...options });
export const BranchAsked = (options: AskedOptions = { nullable: true }): PropertyDecorator => PatternAsked('类别，没有时为 null / branch, null without one', /^[a-z][a-z0-9-]{0,59}$/, options);

export const DayAsked = (description: string, options: AskedOptions = {}): PropertyDecorator =>
  asked(description, { example: '2016-03-31', ...options }, { type: 'string', format: 'date' }, ValidateBy({
    name: 'isDay',
    validator: { validate: (value: unknown) => typeof value === 'string' && parseDate(value).ok, defaultMessage: () => '存在的日期，格式 2016-02-29 / a day that exists, written 2016-02-29' },
  }));
export const MonthAsked = (description: string, options: AskedOptions = {}): PropertyDecorator =>
  asked(description, { example: '2016-09', ...options }, { type: 'string', pattern: '^\\d{4}-(0[1-9]|1[0-2])$' }, ValidateBy({
    name: 'isMonth',
    validator: { validate: (value: unknown) => typeof value === 'string' && parseMonth(value).ok, defaultMessage: () => '01 至 12 之间的月份，格式 2016-09 / a month from 01 to 12, written 2016-09' },
  }));
const instantPattern = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{3})?Z$/;
export const InstantAsked = (description: string, options: AskedOptions = {}): PropertyDecorator =>
  asked(description, { example: '2016-04-01T00:00:00.000Z', ...options }, { type: 'string', format: 'date-time' }, IsString(aText), Matches(instantPattern, words('时刻，格式 2016-04-01T00:00:00.000Z', 'an instant, written 2016-04-01T00:00:00.000Z')));

export const IntAsked = (description: string, min: number, max: number, options: AskedOptions = {}): PropertyDecorator =>
  asked(description, options, { type: 'integer', minimum: min, maximum: max }, IsInt(wholeNumber), Min(min, atLeast(min)), Max(max, atMost(max)));
/** The same in a query, where everything comes as text. */
export const IntInQuery = (description: string, min: number, max: number, options: AskedOptions = { optional: true }): PropertyDecorator =>
  applyDecorators(IntAsked(description, min, max, options), Type(() => Number));
/** Fen above zero. */
export const FenAsked = (description: string, options: AskedOptions & { readonly min?: number } = {}): PropertyDecorator => {
  const { min = 1, ...rest } = options;
  return IntAsked(`${description} (整数分 / whole fen)`, min, Number.MAX_SAFE_INTEGER, rest);
};
export const FlagAsked = (description: string, options: AskedOptions = {}): PropertyDecorator => asked(description, options, { type: 'boolean' }, IsBoolean(words('true 或 false', 'true or false')));
export const ChoiceAsked = (description: string, values: readonly string[], options: AskedOptions = {}): PropertyDecorator =>
  asked(description, options, { type: 'string', enum: [...values] }, IsIn([...values], words(`其中之一：${values.join('、')}`, `one of ${values.join(', ')}`)));
/** A text, a number or yes and no. */
export const ValueAsked = (description: string, options: AskedOptions = {}): PropertyDecorator =>
  asked(description, options, { oneOf: [{ type: 'string', maxLength: 200, pattern: keptPattern }, { type: 'number' }, { type: 'boolean' }] }, ValidateBy({
    name: 'isFactValue',
    validator: {
      validate: (value: unknown) => (typeof value === 'string' && value.length <= 200 && whole(value)) || (typeof value === 'number' && Number.isFinite(value)) || typeof value === 'boolean',
      defaultMessage: () => '文字、数字或是否 / a text, a number, or true or false',
    },
  }));

export const TextsAsked = (description: string, countMax: number, charactersMax: number, options: AskedOptions = {}): PropertyDecorator =>
  asked(description, options, { type: 'array', items: { type: 'string', minLength: 1, maxLength: charactersMax, pattern: keptPattern }, maxItems: countMax },
    IsArray(aList), ArrayMaxSize(countMax, itemsAtMost(countMax)), IsString({ ...each, ...aText }), Length(1, charactersMax, { ...each, ...lengthOf(1, charactersMax) }), keptCheck);
export const IntsAsked = (description: string, countMax: number, options: AskedOptions = {}): PropertyDecorator =>
  asked(description, options, { type: 'array', items: { type: 'integer', minimum: 1 }, minItems: 1, maxItems: countMax },
    IsArray(aList), ArrayMinSize(1, words('至少 1 项', '1 at least')), ArrayMaxSize(countMax, itemsAtMost(countMax)), IsInt({ ...each, ...wholeNumber }), Min(1, { ...each, ...atLeast(1) }));
export const PartAsked = (description: string, type: () => ClassOf, options: AskedOptions = {}): PropertyDecorator =>
  asked(description, options, { type: type() }, objectCheck, ValidateNested(words('一个对象', 'an object')), Type(type));
export const PartsAsked = (description: string, type: () => ClassOf, countMax: number, options: AskedOptions = {}): PropertyDecorator =>
  asked(description, options, { type: type(), isArray: true, maxItems: countMax }, IsArray(aList), ArrayMaxSize(countMax, itemsAtMost(countMax)), partsCheck, ValidateNested({ ...each, ...words('全部为对象的列表', 'a list of objects') }), Type(type));

const isPart = (value: unknown): boolean => value !== null && typeof value === 'object' && !Array.isArray(value);
/** `ValidateNested` lets a missing object pass; this does not. */
const objectCheck = ValidateBy({ name: 'isPart', validator: { validate: isPart, defaultMessage: () => '一个对象 / an object' } });
/** It also looks into a list within the list, and finds nothing wrong with an empty one. */
const partsCheck = ValidateBy({
  name: 'areParts',
  validator: { validate: (value: unknown) => Array.isArray(value) && value.every(isPart), defaultMessage: () => '全部为对象的列表 / a list of objects' },
});

/** One page of a list. */
export class PageQuery {
  @IntInQuery('每页条数 / items on a page', 1, 200)
  limit?: number;

  @TextAsked('上一页的 nextCursor / nextCursor of the page before', 1_000, { optional: true })
  cursor?: string;
}
