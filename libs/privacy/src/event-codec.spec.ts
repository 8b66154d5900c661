import { EventCatalogue, EventMetadata } from '@zhibu/kernel';
import { NewEvent, StoredEvent } from '@zhibu/event-store';
import { createEventCodec } from './event-codec';
import { createMemoryKeyVault } from './memory-key-vault';

const catalogue: EventCatalogue = {
  Registered: { schemaVersion: 1, subjects: ['personKey'], personal: [{ of: 'personKey', fields: ['name', 'home.address'] }] },
  ListRead: { schemaVersion: 1, subjects: ['lines.*.personKey'], personal: [{ of: 'lines.*.personKey', fields: ['lines.*.name'] }] },
  Renamed: {
    schemaVersion: 2,
    subjects: ['personKey'],
    personal: [{ of: 'personKey', fields: ['fullName'] }],
    upcasters: { 1: ({ name, ...rest }: { name: string | null }) => ({ ...rest, fullName: name === null ? null : `${name}!` }) },
  },
  Checked: { schemaVersion: 1, subjects: ['personKey'], personal: [{ of: 'personKey', fields: ['name'] }, { of: 'personKey', fields: ['decision'], evidence: true }] },
  Opened: { schemaVersion: 1, subjects: [], personal: [] },
};

const stored = (event: NewEvent, changes: Partial<EventMetadata> = {}): StoredEvent => ({
  type: event.type,
  data: event.data,
  meta: { stream: 'person-a', version: 3, schemaVersion: event.schemaVersion, subjects: event.subjects, ...changes } as EventMetadata,
  checkpoint: '1/1' as StoredEvent['checkpoint'],
});

const setUp = () => {
  const vault = createMemoryKeyVault();
  const codec = createEventCodec({ catalogue, vault });
  const seal = async (type: string, data: unknown) => (await codec.seal([{ type, data }]))[0] as NewEvent;
  const open = async (event: StoredEvent) => (await codec.open([event]))[0]?.data;
  return { vault, codec, seal, open };
};

const registered = { personKey: 'a', name: '欧阳·𠮷', home: { address: '示例村1号', areaCode: '990101100001' }, since: '2016-01-01' };

describe('the event codec', () => {
  it('hides personal fields and gives them back', async () => {
    const { seal, open } = setUp();
    const event = await seal('Registered', registered);
    expect(event).toMatchObject({ type: 'Registered', schemaVersion: 1, subjects: ['a'] });
    expect(event.data).toEqual({
      personKey: 'a',
      name: null,
      home: { address: null, areaCode: '990101100001' },
      since: '2016-01-01',
      $sealed: { a: expect.stringMatching(/^v1:[A-Za-z0-9+/]+=*$/) as string },
    });
    expect(await open(stored(event))).toEqual(registered);
  });

  it('leaves evidence sealed for those who only fold, and opens it for those who read', async () => {
    const { seal, codec, open } = setUp();
    const checked = { personKey: 'a', name: '欧阳·𠮷', decision: { facts: ['disability-grade'] } };
    const event = stored(await seal('Checked', checked));
    expect(JSON.stringify(event.data)).not.toContain('disability-grade');
    const [folded] = await codec.open([event], { evidence: false });
    expect(folded?.data).toEqual({ personKey: 'a', name: '欧阳·𠮷', decision: null });
    expect(await open(event)).toEqual(checked);
  });

  it('refuses evidence put in the place of other values', async () => {
    const { seal, open } = setUp();
    const event = await seal('Checked', { personKey: 'a', name: '欧阳·𠮷', decision: 'yes' });
    const { $sealed, $evidence, ...rest } = event.data as Record<string, unknown>;
    await expect(open(stored({ ...event, data: { ...rest, $sealed: $evidence, $evidence: $sealed } }))).rejects.toMatchObject({ rejection: { code: 'privacy.sealed-value-altered' } });
  });

  it('leaves the event that it was given as it is', async () => {
    const { seal } = setUp();
    const before = structuredClone(registered);
    await seal('Registered', registered);
    expect(registered).toEqual(before);
  });

  it('opens without changing what was stored', async () => {
    const { seal, open } = setUp();
    const data = { lines: [{ personKey: 'a', name: '王一' }, { personKey: 'b', name: '王二' }] };
    const event = stored(await seal('ListRead', data));
    const before = structuredClone(event);
    expect(await open(event)).toEqual(data);
    expect(event).toEqual(before);
  });

  it('seals each element of a list under the key of its own person', async () => {
    const { vault, seal, open } = setUp();
    const data = { lines: [{ personKey: 'a', name: '王一' }, { personKey: 'b', name: '王二' }, { personKey: 'c', name: null }] };
    const event = await seal('ListRead', data);
    expect(event.subjects).toEqual(['a', 'b', 'c']);
    await vault.erase('b');
    expect(await open(stored(event))).toEqual({ lines: [data.lines[0], { personKey: 'b', name: null }, data.lines[2]] });
  });

  it('keeps null and a missing field, and needs no key for them', async () => {
    const { vault, seal } = setUp();
    await vault.erase('a');
    expect((await seal('Registered', { personKey: 'a', name: null })).data).toEqual({ personKey: 'a', name: null });
  });

  it('reads an erased person as null while the stored bytes stay', async () => {
    const { vault, seal, open } = setUp();
    const event = await seal('Registered', registered);
    const bytes = JSON.stringify(event);
    await vault.erase('a');
    expect(await open(stored(event))).toEqual({ ...registered, name: null, home: { ...registered.home, address: null } });
    expect(JSON.stringify(event)).toBe(bytes);
  });

  it('refuses to store more about an erased person', async () => {
    const { vault, seal } = setUp();
    await vault.erase('a');
    await expect(seal('Registered', registered)).rejects.toMatchObject({ rejection: { code: 'privacy.person-erased' } });
  });

  it('refuses a personal field without a person', async () => {
    const { seal } = setUp();
    await expect(seal('Registered', { name: '王一' })).rejects.toMatchObject({ rejection: { code: 'privacy.no-person-key', field: 'name' } });
  });

  it('tells a lost key from an erased one', async () => {
    const event = await setUp().seal('Registered', registered);
    await expect(setUp().open(stored(event))).rejects.toMatchObject({ problem: 'key-unknown', stream: 'person-a', version: 3, personKey: 'a' });
  });

  it.each([
    ['a changed byte', 'altered', (sealed: string) => sealed.slice(0, -6) + (sealed.at(-6) === 'A' ? 'B' : 'A') + sealed.slice(-5)],
    ['a cut text', 'altered', (sealed: string) => sealed.slice(0, -8)],
    ['no bytes', 'altered', () => 'v1:'],
    ['a form that it does not know', 'not-readable', () => 'v9:AAAA'],
    ['something else than text', 'not-readable', () => 7],
  ])('names stream and version, never content, for %s', async (_, problem, change) => {
    const { seal, open } = setUp();
    const event = await seal('Registered', registered);
    const data = event.data as { $sealed: { a: string } };
    const altered = stored({ ...event, data: { ...data, $sealed: { a: change(data.$sealed.a) } } });
    const failure = await open(altered).catch((error: unknown) => error);
    expect(failure).toMatchObject({ problem, stream: 'person-a', version: 3, personKey: 'a' });
    expect(JSON.stringify(failure) + String(failure)).not.toContain('欧阳');
  });

  it('refuses what was sealed for another person or event type', async () => {
    const { seal, open, vault } = setUp();
    const event = await seal('Registered', registered);
    const { a } = (event.data as { $sealed: { a: string } }).$sealed;
    await vault.keysFor(['b'], { create: true });
    await expect(open(stored({ ...event, data: { ...registered, $sealed: { b: a } } }))).rejects.toMatchObject({ problem: 'altered' });
    await expect(open(stored({ ...event, type: 'ListRead' }))).rejects.toMatchObject({ problem: 'altered' });
  });

  it('reads what was sealed, whatever was written over the places of its fields', async () => {
    const { seal, open } = setUp();
    const event = await seal('Registered', registered);
    expect(await open(stored({ ...event, data: { ...(event.data as object), name: '王二', home: { address: 'x', areaCode: '990101100001' } } }))).toEqual(registered);
  });

  it('decrypts content of an older schema version before bringing it up to date', async () => {
    const { vault, open } = setUp();
    const old = createEventCodec({ catalogue: { Renamed: { schemaVersion: 1, subjects: ['personKey'], personal: [{ of: 'personKey', fields: ['name'] }] } }, vault });
    const [event] = await old.seal([{ type: 'Renamed', data: { personKey: 'a', name: '王一' } }]);
    expect(await open(stored(event as NewEvent))).toEqual({ personKey: 'a', fullName: '王一!' });
    await vault.erase('a');
    expect(await open(stored(event as NewEvent))).toEqual({ personKey: 'a', fullName: null });
  });

  it('gives an unknown type back as it was stored', async () => {
    const { codec } = setUp();
    const event = stored({ type: 'FromLater', schemaVersion: 7, subjects: [], data: { x: null, $sealed: { a: 'v1:AAAA' } } });
    expect(await codec.open([event])).toEqual([event]);
  });

  it('refuses a catalogue in which a field lies outside the list of its person', () => {
    const broken: EventCatalogue = { Bad: { schemaVersion: 1, subjects: [], personal: [{ of: 'lines.*.personKey', fields: ['names.*'] }] } };
    expect(() => createEventCodec({ catalogue: broken, vault: createMemoryKeyVault() })).toThrow('Bad: the field names.*');
  });
});
