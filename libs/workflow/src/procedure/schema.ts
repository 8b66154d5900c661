import { Role, Text } from '@zhibu/kernel';

/** A procedure file as it stands in the YAML, once its shape was checked. */
export interface RawProcedure {
  readonly kind: 'procedure';
  readonly id: string;
  readonly version: number;
  readonly title: Text;
  /** A document number reads the same in both languages; a sentence stands in each. */
  readonly source: string | Text;
  readonly confidence: 'high' | 'medium' | 'low';
  readonly area: string;
  readonly inForceFrom: string;
  readonly schemes: readonly string[];
  readonly onIneligible: 'refuse' | 'return';
  readonly onUnknown: 'return' | 'continue';
  readonly stages: readonly RawStage[];
  readonly reasons: Readonly<Record<string, Text>>;
}

interface RawBase {
  readonly id: string;
  readonly title: Text;
  readonly level: 'village' | 'township' | 'county';
  readonly roles: readonly Role[];
}

export type RawStage =
  | (RawBase & {
      readonly kind: 'review';
      readonly namedReviewersMin: number;
      readonly signaturesMin: number;
      readonly deadlineWorkingDays: number | null;
      readonly returnTo: string | null;
      readonly reasons?: readonly string[];
    })
  | (RawBase & { readonly kind: 'notice'; readonly days: number; readonly dayKind: 'working' | 'calendar' });

const text = {
  type: 'object',
  additionalProperties: false,
  required: ['zh', 'en'],
  properties: { zh: { type: 'string' }, en: { type: 'string' } },
} as const;

const id = { type: 'string', pattern: '^[a-z][a-z0-9-]{0,63}$' } as const;
const base = { id, title: text, level: { enum: ['village', 'township', 'county'] }, roles: { type: 'array', maxItems: 8, items: { type: 'string' } } } as const;

const review = {
  type: 'object',
  additionalProperties: false,
  required: ['kind', 'id', 'title', 'level', 'roles', 'namedReviewersMin', 'signaturesMin', 'deadlineWorkingDays', 'returnTo'],
  properties: {
    ...base,
    kind: { const: 'review' },
    namedReviewersMin: { type: 'integer', minimum: 0 },
    signaturesMin: { type: 'integer', minimum: 0 },
    deadlineWorkingDays: { type: ['integer', 'null'], minimum: 1, maximum: 365 },
    returnTo: { type: ['string', 'null'] },
    reasons: { type: 'array', minItems: 1, maxItems: 50, items: { type: 'string' } },
  },
} as const;

const notice = {
  type: 'object',
  additionalProperties: false,
  required: ['kind', 'id', 'title', 'level', 'roles', 'days', 'dayKind'],
  properties: { ...base, kind: { const: 'notice' }, days: { type: 'integer', maximum: 365 }, dayKind: { enum: ['working', 'calendar'] } },
} as const;

/** JSON Schema of a procedure file. What one value means for another is checked afterwards. */
export const procedureSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['kind', 'id', 'version', 'title', 'source', 'confidence', 'area', 'inForceFrom', 'schemes', 'onIneligible', 'onUnknown', 'stages', 'reasons'],
  properties: {
    kind: { const: 'procedure' },
    id,
    version: { type: 'integer', minimum: 1, maximum: 9999 },
    title: text,
    source: { anyOf: [{ type: 'string', minLength: 1 }, text] },
    confidence: { enum: ['high', 'medium', 'low'] },
    area: { type: 'string' },
    inForceFrom: { type: 'string' },
    schemes: { type: 'array', minItems: 1, maxItems: 20, uniqueItems: true, items: id },
    onIneligible: { enum: ['refuse', 'return'] },
    onUnknown: { enum: ['return', 'continue'] },
    stages: { type: 'array', maxItems: 30, items: { type: 'object', required: ['kind'], properties: { kind: { enum: ['review', 'notice'] } }, discriminator: { propertyName: 'kind' }, oneOf: [review, notice] } },
    reasons: { type: 'object', maxProperties: 100, propertyNames: { pattern: '^[a-z][a-z0-9-]{0,63}$' }, additionalProperties: text },
  },
} as const;
