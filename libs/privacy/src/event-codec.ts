import { DomainEvent, EventCatalogue, EventSpec, RecordedEvent, subjectsOf, upcast } from '@zhibu/kernel';
import { NewEvent, StoredEvent } from '@zhibu/event-store';
import { EventCodec } from '@zhibu/application';
import { PersonErased, PersonKeyMissing, SealedValueUnreadable } from './errors';
import { KeyVault, PersonKeyState } from './key-vault';
import { PersonalPath, personalPathsOf, replaceAt, valueBeside } from './personal-paths';
import { SealedValue, isSealed, openValue, ownerOf, sealValue } from './sealed-value';

type Keys = ReadonlyMap<string, PersonKeyState>;

interface EventType {
  readonly spec: EventSpec;
  readonly personal: readonly PersonalPath[];
}

/** Encrypts the personal fields that the catalogue names; decrypts whatever is sealed, wherever it stands. */
export const createEventCodec = ({ catalogue, vault }: { readonly catalogue: EventCatalogue; readonly vault: KeyVault }): EventCodec => {
  const types = new Map<string, EventType>(
    Object.entries(catalogue).map(([type, spec]) => [type, { spec, personal: personalPathsOf(type, spec) }]),
  );

  return {
    seal: async (events) => {
      const known = events.map((event) => ({ event, type: typeOf(types, event) }));
      const owners = new Set(known.flatMap(({ event, type }) => ownersIn(event, type)));
      const keys: Keys = owners.size === 0 ? new Map() : await vault.keysFor([...owners], { create: true });
      return known.map(({ event, type }) => sealEvent(event, type, keys));
    },
    open: async (stored) => {
      const owners = new Set<string>();
      const sealed = stored.filter((event) => mayHoldSealed(types.get(event.type), event));
      for (const event of sealed) walkSealed(event.data, '', (value) => void owners.add(ownerOf(value) ?? ''));
      owners.delete('');
      const keys: Keys = owners.size === 0 ? new Map() : await vault.keysFor([...owners], { create: false });
      return stored.map((event) => openEvent(event, types.get(event.type), keys));
    },
  };
};

const typeOf = (types: ReadonlyMap<string, EventType>, event: DomainEvent): EventType => {
  const type = types.get(event.type);
  if (type === undefined) throw new TypeError(`the event type ${event.type} is not in the catalogue`);
  return type;
};

const ownersIn = (event: DomainEvent, { personal }: EventType): string[] => {
  const owners: string[] = [];
  for (const { of, field } of personal) {
    replaceAt(event.data, field, (value, path, indexes) => {
      const owner = valueBeside(event.data, of, indexes);
      if (typeof owner !== 'string' || owner === '') throw new PersonKeyMissing(event.type, path);
      owners.push(owner);
      return value;
    });
  }
  return owners;
};

const sealEvent = (event: DomainEvent, { spec, personal }: EventType, keys: Keys): NewEvent => {
  let data: unknown = event.data;
  for (const { of, field } of personal) {
    data = replaceAt(data, field, (value, path, indexes) => {
      const owner = String(valueBeside(event.data, of, indexes));
      const key = keys.get(owner);
      if (key === undefined || key === 'erased') throw new PersonErased(owner);
      return sealValue(key, event.type, path, owner, value);
    });
  }
  return { type: event.type, schemaVersion: spec.schemaVersion, data, subjects: subjectsOf(spec, event.data) };
};

/** An event of another schema version may hold personal data where the newest one has none. */
const mayHoldSealed = (type: EventType | undefined, event: StoredEvent): boolean =>
  type !== undefined && (type.personal.length > 0 || event.meta.schemaVersion !== type.spec.schemaVersion);

const openEvent = (event: StoredEvent, type: EventType | undefined, keys: Keys): RecordedEvent => {
  if (type === undefined) return event;
  const data = mayHoldSealed(type, event) ? walkSealed(event.data, '', (value, path) => openAt(event, path, value, keys)) : event.data;
  return { ...event, data: upcast(type.spec, event.meta.schemaVersion, data) };
};

const openAt = (event: StoredEvent, path: string, sealed: SealedValue, keys: Keys): unknown => {
  const { stream, version } = event.meta;
  const owner = ownerOf(sealed);
  if (owner === null) throw new SealedValueUnreadable('not-readable', stream, version, path);
  const key = keys.get(owner);
  if (key === undefined) throw new SealedValueUnreadable('key-unknown', stream, version, path);
  if (key === 'erased') return null;
  const opened = openValue(key, event.type, path, owner, sealed);
  if (!opened.ok) throw new SealedValueUnreadable('altered', stream, version, path);
  return opened.value;
};

/** A copy in which every sealed value was visited; parts without one are shared with the original. */
const walkSealed = (value: unknown, path: string, visit: (sealed: SealedValue, path: string) => unknown): unknown => {
  if (value === null || typeof value !== 'object') return value;
  if (isSealed(value)) return visit(value, path);
  let copy: Record<string, unknown> | unknown[] | undefined;
  for (const [name, item] of Object.entries(value) as [string, unknown][]) {
    if (item === null || typeof item !== 'object') continue;
    const visited = walkSealed(item, path === '' ? name : `${path}.${name}`, visit);
    if (visited === item) continue;
    copy ??= Array.isArray(value) ? [...(value as unknown[])] : { ...value };
    (copy as Record<string, unknown>)[name] = visited;
  }
  return copy ?? value;
};
