import { DomainEvent, EventCatalogue, EventSpec, subjectsOf, upcast } from '@zhibu/kernel';
import { NewEvent, StoredEvent } from '@zhibu/event-store';
import { EventCodec } from '@zhibu/application';
import { PersonErased, PersonKeyMissing, SealedValueUnreadable } from './errors';
import { KeyVault, PersonKeyState } from './key-vault';
import { PersonalPath, personalPathsOf, replaceAt, valueBeside, withValues } from './personal-paths';
import { PersonalValues, SealedByPerson, SealedMember, evidenceMember, openValues, sealValues, sealedIn, sealedMember } from './sealed-value';

type Keys = ReadonlyMap<string, PersonKeyState>;

interface EventType {
  readonly spec: EventSpec;
  readonly personal: readonly PersonalPath[];
}

type ByPerson = ReadonlyMap<string, PersonalValues>;

/** An event whose personal values were taken out, by person and by where they are sealed. */
interface Parted {
  readonly event: DomainEvent;
  readonly spec: EventSpec;
  readonly rest: unknown;
  readonly values: Readonly<Record<SealedMember, ByPerson>>;
}

/** Encrypts the personal fields that the catalogue names: one ciphertext for each person in an event, evidence apart. */
export const createEventCodec = ({ catalogue, vault }: { readonly catalogue: EventCatalogue; readonly vault: KeyVault }): EventCodec => {
  const types = new Map<string, EventType>(
    Object.entries(catalogue).map(([type, spec]) => [type, { spec, personal: personalPathsOf(type, spec) }]),
  );
  const keysOf = (persons: Iterable<string>, create: boolean): Promise<Keys> => {
    const wanted = [...new Set(persons)];
    return wanted.length === 0 ? Promise.resolve(new Map()) : vault.keysFor(wanted, { create });
  };

  return {
    refresh: () => vault.refresh?.(),
    seal: async (events) => {
      const parted = events.map((event) => part(event, typeOf(types, event)));
      const keys = await keysOf(parted.flatMap(({ values }) => members.flatMap((member) => [...values[member].keys()])), true);
      return parted.map((event) => sealEvent(event, keys));
    },
    open: async (stored, { evidence } = { evidence: true }) => {
      const wanted: readonly SealedMember[] = evidence ? members : [sealedMember];
      const known = stored.map((event) => {
        const type = types.get(event.type);
        return { event, type, sealed: type === undefined ? [] : sealedParts(event.data, wanted) };
      });
      const keys = await keysOf(known.flatMap(({ sealed }) => sealed.flatMap(({ byPerson }) => Object.keys(byPerson))), false);
      return known.map(({ event, type, sealed }) => {
        if (type === undefined) return event;
        return { ...event, data: upcast(type.spec, event.meta.schemaVersion, openData(event, sealed, keys)) };
      });
    },
  };
};

const members: readonly SealedMember[] = [sealedMember, evidenceMember];

interface SealedPart {
  readonly member: SealedMember;
  readonly byPerson: SealedByPerson;
}

const sealedParts = (data: unknown, wanted: readonly SealedMember[]): readonly SealedPart[] =>
  wanted.flatMap((member) => {
    const byPerson = sealedIn(data, member);
    return byPerson === null ? [] : [{ member, byPerson }];
  });

const typeOf = (types: ReadonlyMap<string, EventType>, event: DomainEvent): EventType => {
  const type = types.get(event.type);
  if (type === undefined) throw new TypeError(`the event type ${event.type} is not in the catalogue`);
  return type;
};

const part = (event: DomainEvent, { spec, personal }: EventType): Parted => {
  const values: Record<SealedMember, Map<string, Record<string, unknown>>> = { [sealedMember]: new Map(), [evidenceMember]: new Map() };
  const rest = personal.reduce<unknown>(
    (data, { of, field, evidence }) =>
      replaceAt(data, field, (value, path, indexes) => {
        const owner = valueBeside(event.data, of, indexes);
        if (typeof owner !== 'string' || owner === '') throw new PersonKeyMissing(event.type, path);
        const byPerson = values[evidence ? evidenceMember : sealedMember];
        const own = byPerson.get(owner);
        if (own === undefined) byPerson.set(owner, { [path]: value });
        else own[path] = value;
        return null;
      }),
    event.data,
  );
  return { event, spec, rest, values };
};

const sealEvent = ({ event, spec, rest, values }: Parted, keys: Keys): NewEvent => {
  const head = { type: event.type, schemaVersion: spec.schemaVersion, subjects: subjectsOf(spec, event.data) };
  const sealed = members
    .filter((member) => values[member].size > 0)
    .map((member) => [member, Object.fromEntries([...values[member]].map(([personKey, own]) => [personKey, sealValues(keyOf(keys, personKey), event.type, member, personKey, own)]))] as const);
  return { ...head, data: sealed.length === 0 ? rest : { ...(rest as object), ...Object.fromEntries(sealed) } };
};

const keyOf = (keys: Keys, personKey: string): Buffer => {
  const key = keys.get(personKey);
  if (key === undefined || key === 'erased') throw new PersonErased(personKey);
  return key;
};

/** The fields of an erased person stay `null`, as they are stored; so does what was not asked for. */
const openData = ({ type, data, meta }: StoredEvent, sealed: readonly SealedPart[], keys: Keys): unknown => {
  if (data === null || typeof data !== 'object' || !members.some((member) => Object.hasOwn(data, member))) return data;
  const { [sealedMember]: _sealed, [evidenceMember]: _evidence, ...rest } = data as Record<string, unknown>;
  const opened: PersonalValues[] = [];
  for (const { member, byPerson } of sealed) {
    for (const [personKey, ciphertext] of Object.entries(byPerson)) {
      const key = keys.get(personKey);
      if (key === undefined) throw new SealedValueUnreadable('key-unknown', meta.stream, meta.version, personKey);
      if (key === 'erased') continue;
      const values = openValues(key, type, member, personKey, ciphertext);
      if (!values.ok) throw new SealedValueUnreadable(values.problem, meta.stream, meta.version, personKey);
      opened.push(values.values);
    }
  }
  return withValues(rest, opened);
};
