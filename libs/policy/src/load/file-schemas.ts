import { comparisonOperators } from '../model';
import { fundingLevels } from '../schemes';

/** JSON Schemas of the three kinds of YAML file. Amounts are texts in yuan so that YAML cannot round them. */
const day = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };
const yuan = { type: 'string', pattern: '^\\d{1,9}(\\.\\d{1,2})?$' };
const code = { type: 'string', pattern: '^(\\d{6}|\\d{9}|\\d{12})$' };
const id = { type: 'string', pattern: '^[a-z0-9][a-z0-9-]*$' };
const ruleId = { type: 'string', pattern: '^[a-z0-9][a-z0-9.-]*$' };
const confidence = { enum: ['high', 'medium', 'low'] };
const title = object({ zh: { type: 'string', minLength: 1 }, en: { type: 'string', minLength: 1 } }, ['zh', 'en']);
const cited = {
  source: { type: 'string', minLength: 2 },
  confidence,
  fromConfidence: confidence,
  toConfidence: confidence,
  note: { type: 'string' },
};
const dated = { from: day, to: { anyOf: [day, { type: 'null' }] }, ...cited };
const datedRequired = ['from', 'source', 'confidence'];
const branch = { ...id };

function object(properties: Record<string, unknown>, required: readonly string[] = []): Record<string, unknown> {
  return { type: 'object', additionalProperties: false, properties, required: [...required] };
}
const list = (items: unknown, minItems = 1): Record<string, unknown> => ({ type: 'array', items, minItems });

const scalar = { type: ['string', 'number', 'boolean'] };
const comparand = {
  anyOf: [scalar, { type: 'array', items: scalar, minItems: 1 }, object({ parameter: id }, ['parameter'])],
};
const predicate = {
  ...object({
    id,
    text: title,
    all: list({ $ref: '#/$defs/predicate' }),
    any: list({ $ref: '#/$defs/predicate' }),
    not: { $ref: '#/$defs/predicate' },
    fact: id,
    of: { enum: ['self', 'spouse'] },
    measure: id,
    parameter: id,
    ...Object.fromEntries(comparisonOperators.map((operator) => [operator, comparand])),
  }),
};

const rate = object(
  {
    ...dated,
    branch,
    per: { enum: ['month', 'year'] },
    unit: { enum: ['person', 'couple', 'child'] },
    oneSided: { enum: ['half', 'full'] },
    yuan,
    byResidence: object({ urban: yuan, rural: yuan }, ['urban', 'rural']),
    percentOf: object({ fact: id, percent: { type: 'number', exclusiveMinimum: 0, maximum: 100 } }, ['fact', 'percent']),
  },
  [...datedRequired, 'per'],
);
const percentages = { type: 'object', additionalProperties: { type: 'number', minimum: 0, maximum: 100 }, minProperties: 1 };
const level = { enum: [...fundingLevels] };
const funding = object(
  {
    ...dated,
    layer: id,
    shares: { type: 'object', propertyNames: level, additionalProperties: { type: 'number', minimum: 0, maximum: 100 }, minProperties: 1 },
    centralByTier: percentages,
    centralByRegion: percentages,
    rest: level,
  },
  [...datedRequired, 'layer'],
);
const layer = object(
  { id, title, basis: { enum: ['adds', 'raises-to'] }, replaces: list(id), when: { $ref: '#/$defs/predicate' }, rates: list(rate) },
  ['id', 'title', 'rates'],
);
const rule = object(
  {
    ...dated,
    id: ruleId,
    version: { type: 'string', minLength: 1 },
    branch,
    supersededBy: { type: 'string', minLength: 1 },
    when: { $ref: '#/$defs/predicate' },
    qualifiesFrom: list(id),
    exits: list(object({ reason: id, day: id }, ['reason', 'day'])),
  },
  [...datedRequired, 'id', 'version', 'when', 'qualifiesFrom'],
);
const parameter = object({ ...dated, name: id, branch, value: scalar }, [...datedRequired, 'name', 'value']);
const plan = object(
  {
    ...dated,
    schedule: { enum: ['yearly', 'half-yearly', 'quarterly', 'monthly'] },
    deadlines: list({ type: 'string', pattern: '^(\\d{2}-\\d{2}|\\d{2}|last)$' }),
  },
  [...datedRequired, 'schedule', 'deadlines'],
);

const schemePolicy = object({
  title,
  branches: list(object({ id: branch, title }, ['title'])),
  rules: list(rule),
  layers: list(layer),
  funding: list(funding),
  parameters: list(parameter),
  paymentPlans: list(plan),
  exclusive: list(object({ ...cited, with: id, keep: { const: 'higher' } }, ['source', 'confidence', 'with', 'keep'])),
});

export const schemePoliciesSchema = {
  ...object(
    { kind: { const: 'scheme-policies' }, area: code, name: { type: 'string' }, note: { type: 'string' }, schemes: { type: 'object', propertyNames: id, additionalProperties: schemePolicy, minProperties: 1 } },
    ['kind', 'area', 'schemes'],
  ),
  $defs: { predicate },
};

export const areaRegisterSchema = object(
  {
    kind: { const: 'area-register' },
    source: { type: 'string' },
    note: { type: 'string' },
    areas: list(object({ code, name: title, tier: { type: 'string' }, region: { type: 'string' }, synthetic: { type: 'boolean' } }, ['code', 'name'])),
  },
  ['kind', 'areas'],
);

export const calendarSchema = object(
  {
    kind: { const: 'calendar' },
    year: { type: 'integer', minimum: 1990, maximum: 2100 },
    ...cited,
    holidays: list({ anyOf: [day, object({ from: day, to: day, name: title }, ['from', 'to'])] }),
    makeUpDays: list(day, 0),
  },
  ['kind', 'year', 'source', 'confidence', 'holidays', 'makeUpDays'],
);
