import { LocalDate, Text, parseAreaCode, parseDate, parseMonth, parseYuan, text } from '@zhibu/kernel';
import { DatedFact, FactOwner, FactSheet, FactSource, FactValue } from './facts';
import { childPattern, factsMax, sourceKinds } from './facts-schema';
import { FactSpec, beginningOfTime, factSpec, factSpecs, ownerKind } from './vocabulary';

/** One thing wrong with a facts file. `path` is a JSON path such as `$.facts[3].value`. */
export interface FactsProblem {
  readonly path: string;
  readonly code: string;
  readonly expected: Text;
  readonly actual: Text;
}

export type ParsedFacts = { readonly ok: true; readonly facts: FactSheet } | { readonly ok: false; readonly problems: readonly FactsProblem[] };

const shown = (value: unknown): Text => {
  const json = value === undefined ? '' : JSON.stringify(value);
  const short = json.length > 80 ? `${json.slice(0, 80)}…` : json;
  return value === undefined ? text('没有', 'nothing') : text(short, short);
};

class Problems {
  readonly found: FactsProblem[] = [];

  add(path: string, code: string, expected: Text, actual: unknown): undefined {
    this.found.push({ path, code, expected, actual: shown(actual) });
    return undefined;
  }
}

/** Reads a facts file: a JSON object with a list `facts`. A byte order mark is ignored. All problems are told. */
export const parseFactsFile = (content: string): ParsedFacts => {
  let json: unknown;
  try {
    json = JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch (error) {
    const actual = error instanceof Error ? error.message : '';
    return { ok: false, problems: [{ path: '$', code: 'facts.not-json', expected: text('JSON 文件', 'a JSON file'), actual: text(actual, actual) }] };
  }
  return parseFacts(json);
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same for content that is already read, for example the body of a request. */
export const parseFacts = (json: unknown): ParsedFacts => {
  const problems = new Problems();
  if (!isRecord(json) || !Array.isArray(json['facts'])) {
    problems.add('$', 'facts.wrong-shape', text('含有 facts 列表的对象：{"facts": [...]}', 'an object with a list of facts: {"facts": [...]}'), json);
    return { ok: false, problems: problems.found };
  }
  unknownKeys(json, ['facts', '$schema'], '$', problems);
  const list: readonly unknown[] = json['facts'];
  if (list.length > factsMax) problems.add('$.facts', 'facts.too-many', text(`不超过 ${factsMax} 条`, `at most ${factsMax}`), list.length);
  const facts = list.slice(0, factsMax).flatMap((item, index) => factOf(item, `$.facts[${index}]`, problems) ?? []);
  if (problems.found.length === 0) checkOrder(facts, problems);
  return problems.found.length > 0 ? { ok: false, problems: problems.found } : { ok: true, facts };
};

const unknownKeys = (record: Readonly<Record<string, unknown>>, known: readonly string[], path: string, problems: Problems): void => {
  for (const key of Object.keys(record).filter((one) => !known.includes(one))) {
    problems.add(`${path}.${key}`, 'facts.unknown-key', text(`${known.join('、')} 之一`, `one of ${known.join(', ')}`), key);
  }
};

const factOf = (item: unknown, path: string, problems: Problems): DatedFact | undefined => {
  if (!isRecord(item)) return problems.add(path, 'facts.wrong-shape', text('一条事实：{"fact": …, "value": …}', 'one fact: {"fact": ..., "value": ...}'), item);
  unknownKeys(item, ['fact', 'of', 'value', 'validFrom', 'validTo', 'source'], path, problems);
  const said = saidOf(item, path, problems);
  if (said === undefined) return undefined;
  const { spec, of, value } = said;
  const validFrom = item['validFrom'] === undefined ? beginningOfTime : dayOf(item['validFrom'], `${path}.validFrom`, problems);
  const validTo = item['validTo'] === undefined || item['validTo'] === null ? null : dayOf(item['validTo'], `${path}.validTo`, problems);
  const source = sourceOf(item['source'], `${path}.source`, problems);
  if (of === undefined || value === undefined || validFrom === undefined || validTo === undefined || source === undefined) return undefined;
  if (validTo !== null && validTo < validFrom) return problems.add(`${path}.validTo`, 'facts.reversed', text(`不早于 ${validFrom}`, `a day on or after ${validFrom}`), validTo);
  return { fact: spec.name, of, value, validFrom, validTo, source };
};

/** What is said and of whom, by the vocabulary. */
const saidOf = (item: Readonly<Record<string, unknown>>, path: string, problems: Problems) => {
  const spec = typeof item['fact'] === 'string' ? factSpec(item['fact']) : undefined;
  if (!spec) {
    const names = factSpecs.map((one) => one.name);
    return problems.add(`${path}.fact`, 'facts.unknown-fact', text(`词表中的事实：${names.join('、')}`, `a fact of the vocabulary: ${names.join(', ')}`), item['fact']);
  }
  return { spec, of: ownerOf(spec, item['of'], path, problems), value: valueOf(spec, item['value'], `${path}.value`, problems) };
};

/** What the vocabulary has against a fact that is to be recorded: its name, its owner or the form of its value. */
export const vocabularyProblem = (fact: Pick<DatedFact, 'fact' | 'of' | 'value'>): FactsProblem | null => {
  const problems = new Problems();
  saidOf({ ...fact }, '$', problems);
  return problems.found[0] ?? null;
};

const ownerOf = (spec: FactSpec, raw: unknown, path: string, problems: Problems): FactOwner | undefined => {
  const owner = raw === undefined && spec.owners.includes('self') ? 'self' : raw;
  const wellFormed = owner === 'self' || owner === 'spouse' || (typeof owner === 'string' && new RegExp(childPattern).test(owner));
  if (wellFormed && spec.owners.includes(ownerKind(owner as FactOwner))) return owner as FactOwner;
  const names = spec.owners.map((one) => (one === 'child' ? 'child:c1' : one)).join(', ');
  return problems.add(`${path}.of`, 'facts.wrong-owner', text(`${spec.name} 的归属应为 ${names}`, `an owner of ${spec.name}: ${names}`), raw);
};

const dayOf = (raw: unknown, path: string, problems: Problems): LocalDate | undefined => {
  if (typeof raw === 'string' && parseDate(raw).ok) return raw;
  return problems.add(path, 'facts.not-a-day', text('存在的日期，格式 2016-02-29', 'a day that exists, written 2016-02-29'), raw);
};

const expectedOf = (spec: FactSpec): Text => {
  switch (spec.type) {
    case 'date':
      return text('存在的日期，格式 2016-02-29', 'a day that exists, written 2016-02-29');
    case 'month':
      return text('月份，格式 2016-09', 'a month, written 2016-09');
    case 'boolean':
      return text('true 或 false', 'true or false');
    case 'integer':
      return text(`${spec.min ?? 0} 至 ${spec.max ?? '…'} 的整数`, `a whole number from ${spec.min ?? 0} to ${spec.max ?? '...'}`);
    case 'choice':
      return text(`${Object.keys(spec.choices ?? {}).join('、')} 之一`, `one of ${Object.keys(spec.choices ?? {}).join(', ')}`);
    case 'area':
      return text('6、9 或 12 位区划代码', 'an area code of 6, 9 or 12 digits');
    case 'yuan':
      return text('以元为单位的文本，最多两位小数，例如 "3000.00"', 'yuan as text with at most two decimals, such as "3000.00"');
  }
};

const valueOf = (spec: FactSpec, raw: unknown, path: string, problems: Problems): FactValue | undefined => {
  const string = typeof raw === 'string' ? raw : undefined;
  const wrong = (): undefined => problems.add(path, 'facts.wrong-value', expectedOf(spec), raw);
  switch (spec.type) {
    case 'date':
      return string !== undefined && parseDate(string).ok ? string : wrong();
    case 'month':
      return string !== undefined && parseMonth(string).ok ? string : wrong();
    case 'boolean':
      return typeof raw === 'boolean' ? raw : wrong();
    case 'integer':
      return typeof raw === 'number' && Number.isInteger(raw) && raw >= (spec.min ?? 0) && raw <= (spec.max ?? Infinity) ? raw : wrong();
    case 'choice':
      return string !== undefined && Object.keys(spec.choices ?? {}).includes(string) ? string : wrong();
    case 'area': {
      const code = string === undefined || string.length < 6 ? undefined : parseAreaCode(string);
      return code?.ok ? code.value : wrong();
    }
    case 'yuan':
      return string !== undefined && !string.startsWith('-') && parseYuan(string).ok ? string : wrong();
  }
};

const sourceOf = (raw: unknown, path: string, problems: Problems): FactSource | undefined => {
  if (raw === undefined) return { kind: 'declaration', reference: '未注明' };
  const wrong = (): undefined => problems.add(path, 'facts.wrong-source', text(`{"kind": ${sourceKinds.join('|')}, "reference": "…"}`, `{"kind": ${sourceKinds.join('|')}, "reference": "..."}`), raw);
  if (!isRecord(raw)) return wrong();
  unknownKeys(raw, ['kind', 'reference', 'issuedBy', 'issuedOn'], path, problems);
  const kind = sourceKinds.find((one) => one === raw['kind']);
  const { reference, issuedBy, issuedOn } = raw;
  if (!kind || typeof reference !== 'string' || reference === '' || (issuedBy !== undefined && typeof issuedBy !== 'string')) return wrong();
  const day = issuedOn === undefined ? undefined : dayOf(issuedOn, `${path}.issuedOn`, problems);
  return { kind, reference, ...(issuedBy === undefined ? {} : { issuedBy }), ...(day === undefined ? {} : { issuedOn: day }) };
};

/** Nobody dies, is certified or is a child before being born. */
const checkOrder = (facts: FactSheet, problems: Problems): void => {
  const bornOn = (owner: FactOwner): unknown => facts.find((fact) => fact.of === owner && fact.fact === 'birth-date')?.value;
  facts.forEach((fact, index) => {
    const born = bornOn(fact.of);
    const day = fact.fact === 'death-date' ? fact.value : fact.validFrom === beginningOfTime ? undefined : fact.validFrom;
    const field = fact.fact === 'death-date' ? 'value' : 'validFrom';
    if (typeof born === 'string' && typeof day === 'string' && day < born) {
      problems.add(`$.facts[${index}].${field}`, 'facts.before-birth', text(`不早于出生日期 ${born}`, `a day on or after the date of birth, ${born}`), day);
    }
    const parent = bornOn('self');
    if (fact.fact === 'birth-date' && ownerKind(fact.of) === 'child' && typeof parent === 'string' && String(fact.value) <= parent) {
      problems.add(`$.facts[${index}].value`, 'facts.before-birth', text(`晚于本人出生日期 ${parent}`, `a day after the applicant's birth, ${parent}`), fact.value);
    }
  });
};
