import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import type { Page } from '@zhibu/projections';

/** Decorators for answers: each documents a field and lets it out. A field without one never leaves the server. */
const shownKey = 'zhibu:shown';

interface ShownOptions {
  readonly nullable?: boolean;
  readonly optional?: boolean;
  readonly example?: unknown;
}

const shown = (description: string, options: ShownOptions, schema: object): PropertyDecorator => (target, name) => {
  const names = (Reflect.getMetadata(shownKey, target) ?? []) as readonly string[];
  Reflect.defineMetadata(shownKey, [...names, String(name)], target);
  const { optional, ...rest } = options;
  ApiProperty({ description, required: optional !== true, ...rest, ...schema })(target, name);
};

export const Str = (description: string, options: ShownOptions = {}): PropertyDecorator => shown(description, options, { type: 'string' });
export const Int = (description: string, options: ShownOptions = {}): PropertyDecorator => shown(description, options, { type: 'integer' });
/** Money in integer fen. */
export const FenShown = (description: string, options: ShownOptions = {}): PropertyDecorator => shown(`${description} (分 / fen)`, options, { type: 'integer' });
export const Bool = (description: string, options: ShownOptions = {}): PropertyDecorator => shown(description, options, { type: 'boolean' });
export const Day = (description: string, options: ShownOptions = {}): PropertyDecorator => shown(description, options, { type: 'string', format: 'date' });
export const Instant = (description: string, options: ShownOptions = {}): PropertyDecorator => shown(description, options, { type: 'string', format: 'date-time' });
export const Strs = (description: string, options: ShownOptions = {}): PropertyDecorator => shown(description, options, { type: 'array', items: { type: 'string' } });
export const Choice = (description: string, values: readonly string[], options: ShownOptions = {}): PropertyDecorator =>
  shown(description, options, { type: 'string', enum: [...values] });
export const One = (description: string, type: () => Type, options: ShownOptions = {}): PropertyDecorator => shown(description, options, { type: type() });
export const Many = (description: string, type: () => Type, options: ShownOptions = {}): PropertyDecorator => shown(description, options, { type: type(), isArray: true });
/** Whatever a rule, a bank or an event holds: an object whose fields are not fixed. */
export const Open_ = (description: string, options: ShownOptions = {}): PropertyDecorator => shown(description, options, { type: 'object', additionalProperties: true });
/** A list of such objects. */
export const Opens = (description: string): PropertyDecorator => shown(description, {}, { type: 'array', items: { type: 'object', additionalProperties: true } });
/** A text, a number or yes and no, as facts have it. */
export const Value = (description: string, options: ShownOptions = {}): PropertyDecorator =>
  shown(description, options, { oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] });

const namesOf = (view: Type): readonly string[] => (Reflect.getMetadata(shownKey, view.prototype as object) ?? []) as readonly string[];

/** Copies the documented fields of a row and leaves everything else behind. */
export const show = <View extends object>(view: Type<View>, row: View): View =>
  Object.fromEntries(namesOf(view).flatMap((name) => (row[name as keyof View] === undefined ? [] : [[name, row[name as keyof View]]]))) as View;

export interface ShownPage<View> {
  readonly items: readonly View[];
  readonly nextCursor: string | null;
}

export const showPage = <View extends object>(view: Type<View>, page: Page<View>): ShownPage<View> => ({
  items: page.items.map((row) => show(view, row)),
  nextCursor: page.next,
});
