import { DatedFact } from './facts';
import { FactSpec, factSpecs } from './vocabulary';

export const factsMax = 1_000;
export const childPattern = '^child:[a-z0-9][a-z0-9-]{0,31}$';

const day = { type: 'string', format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };

const valueSchema = (spec: FactSpec): Record<string, unknown> => {
  switch (spec.type) {
    case 'date':
      return day;
    case 'month':
      return { type: 'string', pattern: '^\\d{4}-\\d{2}$' };
    case 'boolean':
      return { type: 'boolean' };
    case 'integer':
      return { type: 'integer', ...(spec.min === undefined ? {} : { minimum: spec.min }), ...(spec.max === undefined ? {} : { maximum: spec.max }) };
    case 'choice':
      return { enum: Object.keys(spec.choices ?? {}) };
    case 'area':
      return { type: 'string', pattern: '^(\\d{6}|\\d{9}|\\d{12})$' };
    case 'yuan':
      return { type: 'string', pattern: '^\\d{1,13}(\\.\\d{1,2})?$' };
  }
};

const ownerSchema = (spec: FactSpec): Record<string, unknown> => {
  const adults = spec.owners.filter((owner) => owner !== 'child');
  const forms = [...(adults.length > 0 ? [{ enum: adults }] : []), ...(spec.owners.includes('child') ? [{ type: 'string', pattern: childPattern }] : [])];
  return forms.length === 1 ? (forms[0] ?? {}) : { anyOf: forms };
};

const branchFor = (spec: FactSpec) => ({
  if: { properties: { fact: { const: spec.name } }, required: ['fact'] },
  then: {
    description: `${spec.text.zh} / ${spec.text.en}`,
    ...(spec.owners.includes('self') ? {} : { required: ['of'] }),
    properties: { value: valueSchema(spec), of: ownerSchema(spec) },
  },
});

/** JSON Schema 2020-12 of a facts file, made from the vocabulary so that the two cannot differ. */
export const factsSchema = (): Record<string, unknown> => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Facts about one applicant and the family / 一名申请人及其家庭的事实',
  description:
    'What is not stated is "not known", and never counts as yes. 未写明的即为“未知”，绝不视为“是”。 State `children-ever` and, for each child, at least whether the child is alive: an incomplete list answers nothing about living children.',
  type: 'object',
  additionalProperties: false,
  required: ['facts'],
  properties: {
    facts: {
      type: 'array',
      maxItems: factsMax,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['fact', 'value'],
        properties: {
          fact: { enum: factSpecs.map((spec) => spec.name), description: 'Name of the fact / 事实名称' },
          of: { type: 'string', default: 'self', description: '`self` (the applicant, and the default), `spouse`, or one child under a local name such as `child:c1` / 本人（默认）、配偶、或子女的代号' },
          value: { description: 'The value; its form follows from the fact / 取值，形式由事实决定' },
          validFrom: { ...day, description: 'First day on which it holds; without it, it always did / 起始日，缺省为一直如此' },
          validTo: { anyOf: [day, { type: 'null' }], default: null, description: 'Last day on which it holds; null while it still does / 截止日，null 为至今有效' },
          source: {
            type: 'object',
            additionalProperties: false,
            required: ['kind', 'reference'],
            description: 'Where it comes from; without it, a declaration / 来源，缺省为本人声明',
            properties: {
              kind: { enum: sourceKinds },
              reference: { type: 'string', minLength: 1, maxLength: 200, description: 'Document number or register entry, never a name / 证件编号或登记条目，不写姓名' },
              issuedBy: { type: 'string', maxLength: 200 },
              issuedOn: day,
            },
          },
        },
        allOf: factSpecs.map(branchFor),
      },
    },
  },
});

export const sourceKinds: readonly DatedFact['source']['kind'][] = ['id-card', 'household-register', 'certificate', 'attestation', 'declaration', 'register-import'];

/** A family in the demo county that meets the rural reward on any day from 2010 to the end of 2030. */
export const factsSample = {
  facts: [
    { fact: 'birth-date', value: '1947-06-15', source: { kind: 'id-card', reference: '身份证' } },
    { fact: 'sex', value: 'M' },
    { fact: 'residence-kind', value: 'rural', source: { kind: 'household-register', reference: '户口簿第 2 页' } },
    { fact: 'residence-area', value: '990101100001' },
    { fact: 'marital-status', value: 'married' },
    { fact: 'birth-date', of: 'spouse', value: '1949-03-02' },
    { fact: 'children-ever', value: 2 },
    { fact: 'birth-rule-attested', value: true, source: { kind: 'attestation', reference: '示例县证明 2016-001' } },
    { fact: 'birth-date', of: 'child:c1', value: '1972-05-20' },
    { fact: 'sex', of: 'child:c1', value: 'F' },
    { fact: 'alive', of: 'child:c1', value: true },
    { fact: 'birth-date', of: 'child:c2', value: '1975-11-08' },
    { fact: 'sex', of: 'child:c2', value: 'F' },
    { fact: 'alive', of: 'child:c2', value: true },
  ],
} as const;
