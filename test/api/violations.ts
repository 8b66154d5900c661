import type { OpenAPIObject } from '@nestjs/swagger';
import { Schema, resolved, sampleOf } from './sampled';

type Path = readonly (string | number)[];

/** A value in place of another, somewhere in a body; `undefined` leaves it out. */
export interface Replaced {
  readonly path: Path;
  readonly value: unknown;
}

const isNullable = ({ type, anyOf = [] }: Schema): boolean => (Array.isArray(type) && type.includes('null')) || anyOf.some((each) => each.type === 'null');
const typeOf = ({ type }: Schema): string => (typeof type === 'string' ? type : (type?.[0] ?? ''));
const isFree = (schema: Schema): boolean => (schema.oneOf ?? []).length > 0;

const wrongTexts = ({ minLength = 0, maxLength, pattern, format, enum: choices }: Schema): readonly unknown[] => [
  5, {}, [],
  ...(minLength > 0 ? [''] : []),
  ...(maxLength === undefined ? [] : ['a'.repeat(maxLength + 1)]),
  ...(pattern === undefined ? [] : ['\u0001 no such text']),
  ...(format === 'date' ? ['2016-02-30', '2016-1-4'] : []),
  ...(format === 'date-time' ? ['2016-01-04', 'now'] : []),
  ...(choices === undefined ? [] : ['no-such-choice']),
];

const wrongNumbers = ({ minimum, maximum }: Schema): readonly unknown[] => [
  'x', {}, 1.5, ...(minimum === undefined ? [] : [minimum - 1]), ...(maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? [] : [maximum + 1]),
];

/** What a schema does not take in place of itself. */
const wrongValues = (document: OpenAPIObject, schema: Schema): readonly unknown[] => {
  const type = typeOf(schema);
  if (type === 'string') return wrongTexts(schema);
  if (type === 'integer') return wrongNumbers(schema);
  if (type === 'boolean') return ['x', 5];
  if (type === 'object') return ['x', 5, []];
  const one = schema.items === undefined ? null : sampleOf(document, schema.items);
  return ['x', {}, ...(schema.minItems === undefined || schema.minItems === 0 ? [] : [[]]), ...(schema.maxItems === undefined ? [] : [Array(schema.maxItems + 1).fill(one)])];
};

/** Schemas with a name that were looked into before: what they forbid is checked by one class, wherever it stands. */
export type Known = Set<string>;

const isNew = ({ $ref, allOf = [], anyOf = [] }: Schema, known: Known): boolean => {
  const name = [$ref, ...allOf.map((each) => each.$ref), ...anyOf.map((each) => each.$ref)].find((each) => each !== undefined);
  if (name === undefined) return true;
  const isKnown = known.has(name);
  known.add(name);
  return !isKnown;
};

/** Everything that a schema forbids, each by itself. */
export const violationsOf = (document: OpenAPIObject, given: Schema, known: Known = new Set(), path: Path = []): readonly Replaced[] => {
  const at = (value: unknown): Replaced => ({ path, value });
  if (isFree(given)) return [at({}), at(null)];
  const schema = resolved(document, given);
  const own = [...(isNullable(given) || path.length === 0 ? [] : [at(null)]), ...(path.length === 0 ? [] : wrongValues(document, schema).map(at))];
  if (typeOf(schema) === 'array') return [...own, ...(schema.items === undefined ? [] : violationsOf(document, schema.items, known, [...path, 0]))];
  if (typeOf(schema) !== 'object' || schema.properties === undefined || (!isNew(given, known) && path.length > 0)) return own;
  const parts = Object.entries(schema.properties).flatMap(([name, part]) => violationsOf(document, part, known, [...path, name]));
  const missing = (schema.required ?? []).map((name): Replaced => ({ path: [...path, name], value: undefined }));
  return [...own, ...parts, ...missing, { path: [...path, 'zz-unknown'], value: 1 }];
};

/** The ends of what a schema takes. */
export const limitsOf = (document: OpenAPIObject, given: Schema, known: Known = new Set(), path: Path = []): readonly Replaced[] => {
  const at = (value: unknown): Replaced => ({ path, value });
  if (isFree(given)) return [at('a'.repeat(200)), at(1.5), at(false)];
  const schema = resolved(document, given);
  const own = isNullable(given) ? [at(null)] : [];
  switch (typeOf(schema)) {
    case 'string':
      if (schema.enum !== undefined) return [...own, ...schema.enum.filter((each) => each !== null).map(at)];
      return [...own, ...['', 'a'.repeat(schema.maxLength ?? 1), '第一行\n\t𠮷·名'].filter((text) => fits(schema, text)).map(at)];
    case 'integer':
      return [...own, ...[schema.minimum, schema.maximum].filter((each) => each !== undefined).map(at)];
    case 'array': {
      const one = schema.items === undefined ? null : sampleOf(document, schema.items);
      return [...own, at(Array(schema.maxItems ?? 1).fill(one)), ...(schema.minItems === undefined || schema.minItems === 0 ? [at([])] : []), ...(schema.items === undefined ? [] : limitsOf(document, schema.items, known, [...path, 0]))];
    }
    case 'object':
      if (!isNew(given, known) && path.length > 0) return own;
      return [...own, ...Object.entries(schema.properties ?? {}).flatMap(([name, part]) => limitsOf(document, part, known, [...path, name]))];
    default:
      return own;
  }
};

const fits = ({ minLength = 0, maxLength = 0, pattern, format }: Schema, text: string): boolean =>
  format === undefined && [...text].length >= minLength && [...text].length <= maxLength && (pattern === undefined || new RegExp(pattern, 'u').test(text));

/** The body with one value replaced; parts that are optional are made on the way. */
export const replacedIn = (document: OpenAPIObject, given: Schema, body: unknown, { path, value }: Replaced): unknown => {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  const schema = resolved(document, given);
  const part = typeOf(schema) === 'array' ? schema.items : schema.properties?.[first];
  const before = (body as Record<string | number, unknown>)[first] ?? (part === undefined || rest.length === 0 ? undefined : sampleOf(document, part));
  const next = part === undefined ? value : replacedIn(document, part, before, { path: rest, value });
  return Array.isArray(body) ? body.map((each: unknown, index) => (index === first ? next : each)) : { ...(body as object), [first]: next };
};
