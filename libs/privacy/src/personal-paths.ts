import { EventSpec, PersonalFields } from '@zhibu/kernel';

export interface PersonalPath {
  /** Sealed apart, so that it can stay sealed when a stream is folded. */
  readonly evidence: boolean;
  readonly of: readonly string[];
  readonly field: readonly string[];
}

/**
 * The personal fields of an event type as steps. A list step `*` of the person key is bound to the same list
 * element as in the field: `lines.*.name` belongs to the person of `lines.*.personKey` in the same line.
 */
export const personalPathsOf = (type: string, spec: EventSpec): PersonalPath[] =>
  spec.personal.flatMap((group) => group.fields.map((field) => pathOf(type, group, field)));

const pathOf = (type: string, { of, evidence }: PersonalFields, field: string): PersonalPath => {
  const ofSteps = of.split('.');
  const fieldSteps = field.split('.');
  const shared = ofSteps.slice(0, ofSteps.lastIndexOf('*') + 1);
  if (shared.some((step, index) => fieldSteps[index] !== step)) {
    throw new TypeError(`${type}: the field ${field} does not lie in the list element that ${of} names`);
  }
  return { of: ofSteps, field: fieldSteps, evidence: evidence === true };
};

const child = (value: unknown, step: string): unknown =>
  value === null || typeof value !== 'object' ? undefined : (value as Record<string, unknown>)[step];

/** The value at concrete steps, where lists are walked with the indexes of another path. */
export const valueBeside = (data: unknown, steps: readonly string[], indexes: readonly number[]): unknown => {
  let list = 0;
  return steps.reduce<unknown>((value, step) => child(value, step === '*' ? String(indexes[list++]) : step), data);
};

export type Replace = (value: unknown, path: string, indexes: readonly number[]) => unknown;

/** A copy with the values at a path replaced; what is missing or `null` stays as it is. Shares the rest. */
export const replaceAt = (data: unknown, steps: readonly string[], replace: Replace, path = '', indexes: readonly number[] = []): unknown => {
  const [step, ...rest] = steps;
  if (data === null || data === undefined) return data;
  if (step === undefined) return replace(data, path, indexes);
  const within = (name: string) => (path === '' ? name : `${path}.${name}`);
  if (step === '*') {
    if (!Array.isArray(data)) return data;
    return data.map((item: unknown, index) => replaceAt(item, rest, replace, within(String(index)), [...indexes, index]));
  }
  if (typeof data !== 'object' || !Object.hasOwn(data, step)) return data;
  return { ...data, [step]: replaceAt(child(data, step), rest, replace, within(step), indexes) };
};

/**
 * Puts values back at the concrete paths that `replaceAt` named. `data` is this caller's own and is written to;
 * what lies deeper may be shared with the store and is copied once on the way.
 */
export const withValues = (data: Record<string, unknown>, byPath: readonly Readonly<Record<string, unknown>>[]): unknown => {
  const own = new Set<unknown>([data]);
  for (const values of byPath) {
    for (const [path, value] of Object.entries(values)) putAt(data, path.split('.'), value, own);
  }
  return data;
};

const putAt = (data: Record<string, unknown>, steps: readonly string[], value: unknown, own: Set<unknown>): void => {
  let at = data;
  for (const step of steps.slice(0, -1)) {
    const next = at[step];
    const copy = own.has(next) ? next : Array.isArray(next) ? [...(next as unknown[])] : { ...(next as object) };
    own.add(copy);
    at[step] = copy;
    at = copy as Record<string, unknown>;
  }
  at[steps.at(-1) ?? ''] = value;
};
