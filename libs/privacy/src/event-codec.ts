import { DomainEvent, EventCatalogue, EventSpec, subjectsOf, upcast } from '@zhibu/kernel';
import { NewEvent, StoredEvent } from '@zhibu/event-store';
import { EventCodec } from '@zhibu/application';
import { PersonErased, PersonKeyMissing, SealedValueUnreadable } from './errors';
import { KeyVault, PersonKeyState } from './key-vault';
import { PersonalPath, personalPathsOf, replaceAt, valueBeside, withValues } from './personal-paths';
import { PersonalValues, SealedByPerson, openValues, sealValues, sealedIn, sealedMember } from './sealed-value';

type Keys = ReadonlyMap<string, PersonKeyState>;

interface EventType {
  readonly spec: EventSpec;
  readonly personal: readonly PersonalPath[];
}

/** An event whose personal values were taken out, by person. */
interface Parted {
  readonly event: DomainEvent;
  readonly spec: EventSpec;
  readonly rest: unknown;
  readonly byPerson: ReadonlyMap<string, PersonalValues>;
}

/** Encrypts the personal fields that the catalogue names, all of one person's in an event as one ciphertext. */
export const createEventCodec = ({ catalogue, vault }: { readonly catalogue: EventCatalogue; readonly vault: KeyVault }): EventCodec => {
  const types = new Map<string, EventType>(
    Object.entries(catalogue).map(([type, spec]) => [type, { spec, personal: personalPathsOf(type, spec) }]),
  );
  const keysOf = (persons: Iterable<string>, create: boolean): Promise<Keys> => {
    const wanted = [...new Set(persons)];
    return wanted.length === 0 ? Promise.resolve(new Map()) : vault.keysFor(wanted, { create });
  };

  return {
    seal: async (events) => {
      const parted = events.map((event) => part(event, typeOf(types, event)));
      const keys = await keysOf(parted.flatMap(({ byPerson }) => [...byPerson.keys()]), true);
      return parted.map((event) => sealEvent(event, keys));
    },
    open: async (stored) => {
      const known = stored.map((event) => ({ event, type: types.get(event.type), sealed: sealedIn(event.data) }));
      const keys = await keysOf(known.flatMap(({ type, sealed }) => (type === undefined || sealed === null ? [] : Object.keys(sealed))), false);
      return known.map(({ event, type, sealed }) => {
        if (type === undefined) return event;
        const data = sealed === null ? event.data : openData(event, sealed, keys);
        return { ...event, data: upcast(type.spec, event.meta.schemaVersion, data) };
      });
    },
  };
};

const typeOf = (types: ReadonlyMap<string, EventType>, event: DomainEvent): EventType => {
  const type = types.get(event.type);
  if (type === undefined) throw new TypeError(`the event type ${event.type} is not in the catalogue`);
  return type;
};

const part = (event: DomainEvent, { spec, personal }: EventType): Parted => {
  const byPerson = new Map<string, Record<string, unknown>>();
  const rest = personal.reduce<unknown>(
    (data, { of, field }) =>
      replaceAt(data, field, (value, path, indexes) => {
        const owner = valueBeside(event.data, of, indexes);
        if (typeof owner !== 'string' || owner === '') throw new PersonKeyMissing(event.type, path);
        const values = byPerson.get(owner);
        if (values === undefined) byPerson.set(owner, { [path]: value });
        else values[path] = value;
        return null;
      }),
    event.data,
  );
  return { event, spec, rest, byPerson };
};

const sealEvent = ({ event, spec, rest, byPerson }: Parted, keys: Keys): NewEvent => {
  const head = { type: event.type, schemaVersion: spec.schemaVersion, subjects: subjectsOf(spec, event.data) };
  if (byPerson.size === 0) return { ...head, data: rest };
  const sealed: Record<string, string> = {};
  for (const [personKey, values] of byPerson) {
    const key = keys.get(personKey);
    if (key === undefined || key === 'erased') throw new PersonErased(personKey);
    sealed[personKey] = sealValues(key, event.type, personKey, values);
  }
  return { ...head, data: { ...(rest as object), [sealedMember]: sealed } };
};

/** The fields of an erased person stay `null`, as they are stored. */
const openData = ({ type, data, meta }: StoredEvent, sealed: SealedByPerson, keys: Keys): unknown => {
  const { [sealedMember]: _, ...rest } = data as Record<string, unknown>;
  const opened: PersonalValues[] = [];
  for (const [personKey, ciphertext] of Object.entries(sealed)) {
    const key = keys.get(personKey);
    if (key === undefined) throw new SealedValueUnreadable('key-unknown', meta.stream, meta.version, personKey);
    if (key === 'erased') continue;
    const values = openValues(key, type, personKey, ciphertext);
    if (!values.ok) throw new SealedValueUnreadable(values.problem, meta.stream, meta.version, personKey);
    opened.push(values.values);
  }
  return withValues(rest, opened);
};
