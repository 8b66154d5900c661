import type { OpenAPIObject } from '@nestjs/swagger';

export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly example?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

export interface Operation {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** As documented, `/api/v1/people/{personKey}`. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>>;
}

export const operationsOf = (document: OpenAPIObject): readonly Operation[] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as unknown as Record<string, Omit<Operation, 'path' | 'method'>>).map(([method, rest]) => ({ ...rest, parameters: rest.parameters ?? [], path, method: method as Operation['method'] })));

export const nameOf = ({ method, path }: Operation): string => `${method.toUpperCase()} ${path}`;

/** The schema behind references; `null` is left out where something else is allowed. */
export const resolved = (document: OpenAPIObject, schema: Schema): Schema => {
  if (schema.$ref !== undefined) return resolved(document, (document.components?.schemas ?? {})[schema.$ref.split('/').at(-1) ?? ''] as Schema);
  const [inner] = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return inner === undefined ? schema : resolved(document, inner);
};

const texts = ['a', '990101100001', '2016', '2016-09', '9999010000000000010', 'self', 'f'.repeat(64), '5/2'];
const formats: Readonly<Record<string, string>> = { date: '2016-01-04', 'date-time': '2016-01-04T00:00:00.000Z' };

const textOf = ({ pattern, format, minLength = 0 }: Schema): string => {
  if (format !== undefined) return formats[format] ?? 'a';
  const found = texts.find((text) => text.length >= minLength && (pattern === undefined || new RegExp(pattern, 'u').test(text)));
  if (found === undefined) throw new Error(`no sample for the pattern ${pattern}`);
  return found;
};

/** The smallest value that the schema takes, with the members that are required. */
export const sampleOf = (document: OpenAPIObject, given: Schema): unknown => {
  const schema = resolved(document, given);
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0];
  if (schema.enum !== undefined) return schema.enum[0];
  switch (type) {
    case 'object':
      return Object.fromEntries((schema.required ?? []).map((name) => [name, sampleOf(document, schema.properties?.[name] ?? {})]));
    case 'array':
      return schema.items === undefined ? [] : [sampleOf(document, schema.items)];
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    default:
      return textOf(schema);
  }
};

export interface Sampled {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly contentType: string | null;
}

/** A request as the documentation asks for it; `named` stands in for ids in the address and the query, and at the top of a body. */
export const sampledRequest = (document: OpenAPIObject, operation: Operation, named: Readonly<Record<string, string>>): Sampled => {
  const valueOf = ({ name, schema }: Parameter): string => named[name] ?? String(sampleOf(document, schema));
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = operation.parameters.find((each) => each.in === 'path' && each.name === name);
    return encodeURIComponent(named[name] ?? (parameter === undefined ? 'a' : valueOf(parameter)));
  });
  const query = Object.fromEntries(operation.parameters.filter((each) => each.in === 'query' && each.required === true).map((each) => [each.name, valueOf(each)]));
  const [contentType, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [null, null];
  if (contentType === null || content === null) return { path, query, body: undefined, contentType: null };
  if (contentType !== 'application/json') return { path, query, body: 'a', contentType };
  const body = sampleOf(document, content.schema) as Record<string, unknown>;
  return { path, query, contentType, body: { ...body, ...Object.fromEntries(Object.entries(named).filter(([name]) => name in body)) } };
};
