import Ajv, { ErrorObject, ValidateFunction } from 'ajv/dist/2020';
import { Text, text } from '@zhibu/kernel';
import { areaRegisterSchema, calendarSchema, schemePoliciesSchema } from './file-schemas';
import { ProblemList, SourceFile, ValuePath } from './source-file';

export type FileKind = 'scheme-policies' | 'area-register' | 'calendar';

const schemas: Readonly<Record<FileKind, object>> = {
  'scheme-policies': schemePoliciesSchema,
  'area-register': areaRegisterSchema,
  calendar: calendarSchema,
};
const kinds = Object.keys(schemas) as readonly FileKind[];

const show = (value: unknown): string => JSON.stringify(value) ?? 'undefined';

const pathOf = (error: ErrorObject): (string | number)[] =>
  error.instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));

const valueAt = (content: unknown, path: ValuePath): unknown =>
  path.reduce<unknown>((value, step) => (value === null || typeof value !== 'object' ? undefined : (value as Record<string | number, unknown>)[step]), content);

/** The sentence for one schema error, in both languages, naming what was expected and what was found. */
const sentenceOf = (error: ErrorObject, found: unknown): Text => {
  const where = error.instancePath === '' ? '/' : error.instancePath;
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'required':
      return text(`${where}：缺少“${show(params['missingProperty'])}”`, `${where}: expected a key ${show(params['missingProperty'])}, found none`);
    case 'additionalProperties':
      return text(`${where}：不认识的键 ${show(params['additionalProperty'])}`, `${where}: unknown key ${show(params['additionalProperty'])}`);
    case 'enum':
      return text(`${where}：应为 ${show(params['allowedValues'])} 之一，实际为 ${show(found)}`, `${where}: expected one of ${show(params['allowedValues'])}, found ${show(found)}`);
    default:
      return text(`${where}：${error.message ?? ''}，实际为 ${show(found)}`, `${where}: ${error.message ?? ''}, found ${show(found)}`);
  }
};

/** Errors of a choice (`anyOf`) repeat what their own summary says. */
const isSummary = (error: ErrorObject, errors: readonly ErrorObject[]): boolean =>
  error.keyword === 'propertyNames' || (error.schemaPath.includes('/anyOf/') && errors.some((other) => other.keyword === 'anyOf' && other.instancePath === error.instancePath));

const compiled = new Map<FileKind, ValidateFunction>();

/** Compiling takes longer than checking, so it is done once, when a kind is first met. */
const validatorOf = (kind: FileKind): ValidateFunction => {
  const known = compiled.get(kind);
  if (known) return known;
  const made = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schemas[kind]);
  compiled.set(kind, made);
  return made;
};

/** Checks a file against the schema of its kind. Null when it cannot be used. */
export const checkSchema = (file: SourceFile, problems: ProblemList): FileKind | null => {
  const kind = valueAt(file.content, ['kind']);
  const known = kinds.find((name) => name === kind);
  if (known === undefined) {
    problems.add(file.placeOf(['kind']), 'policy.file.unknown-kind', text(`kind 应为 ${kinds.join('、')} 之一，实际为 ${show(kind)}`, `expected kind to be one of ${kinds.join(', ')}, found ${show(kind)}`));
    return null;
  }
  const validate = validatorOf(known);
  if (validate(file.content)) return known;
  const errors = validate.errors ?? [];
  for (const error of errors.filter((one) => !isSummary(one, errors))) {
    const path = pathOf(error);
    const extra = (error.params as Record<string, unknown>)['additionalProperty'];
    const place = file.placeOf(typeof extra === 'string' ? [...path, extra] : path);
    problems.add(place, `policy.file.${error.keyword === 'additionalProperties' ? 'unknown-key' : error.keyword === 'required' ? 'missing-key' : 'wrong-value'}`, sentenceOf(error, valueAt(file.content, path)));
  }
  return null;
};
