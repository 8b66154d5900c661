import { DomainEvent } from './decider';

/** A value that is stored under one person's key. It reads as `null` once that key was erased. */
export type Personal<T> = T | null;

/** Which fields of an event are personal, and whose they are. Paths are dotted, `*` walks a list. */
export interface PersonalFields {
  /** Path of the person key whose data it is, for example `personKey`. */
  readonly of: string;
  readonly fields: readonly string[];
  /** Kept so that a decision can be read and executed again; no fold needs it, so commands leave it sealed. */
  readonly evidence?: true;
}

/** What the store must know about an event type. One entry for every event, beside its type. */
export interface EventSpec {
  readonly schemaVersion: number;
  /** Paths of the person keys named by the event; a list path such as `lines.*.personKey` is allowed. */
  readonly subjects: readonly string[];
  readonly personal: readonly PersonalFields[];
  /** `upcasters[n]` turns content of schema version n into version n + 1. */
  readonly upcasters?: Readonly<Record<number, (data: never) => unknown>>;
}

/** Upcaster of a schema version that only seals more: what was stored in the clear then is read as it stands. */
export const sealedSince = (data: never): unknown => data;

export type EventCatalogue = Readonly<Record<string, EventSpec>>;

/** Checks that a folder describes each of its events, no more and no fewer. */
export const describeEvents =
  <Event extends DomainEvent>() =>
  <Specs extends { readonly [Type in Event['type']]: EventSpec }>(specs: Specs): Specs =>
    specs;

/** The values found at a dotted path; `*` walks a list. Missing steps yield nothing. */
export const valuesAt = (data: unknown, path: string): unknown[] =>
  path.split('.').reduce<unknown[]>(
    (values, step) =>
      values.flatMap((value) => {
        if (value === null || typeof value !== 'object') return [];
        if (step === '*') return Array.isArray(value) ? (value as unknown[]) : [];
        const next = (value as Record<string, unknown>)[step];
        return next === undefined ? [] : [next];
      }),
    [data],
  );

export const subjectsOf = (spec: EventSpec, data: unknown): string[] => [
  ...new Set(spec.subjects.flatMap((path) => valuesAt(data, path)).filter((v): v is string => typeof v === 'string')),
];

/** Brings stored content to the newest schema version. An unknown gap is left as it was stored. */
export const upcast = (spec: EventSpec, schemaVersion: number, data: unknown): unknown => {
  let current = data;
  for (let version = schemaVersion; version < spec.schemaVersion; version += 1) {
    const step = spec.upcasters?.[version];
    if (step === undefined) return current;
    current = step(current as never);
  }
  return current;
};
