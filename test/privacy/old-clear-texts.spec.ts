import { DomainEvent, EventCatalogue, RecordedEvent, fold } from '@zhibu/kernel';
import { PersonEvent, eventCatalogue, personDecider } from '@zhibu/domain';
import { createEventCodec, createMemoryKeyVault } from '@zhibu/privacy';
import { timelineOf } from '@zhibu/workflow';
import { eventSamples } from './event-samples';
import { knownTexts } from './known-texts';

const catalogue: EventCatalogue = eventCatalogue;
const personKey = 'a2b3c4d5e6f7a2b3c4d5e6f7a2';

/** What the first version of these types sealed; all else of them stood in the clear. */
const sealedAtFirst: Readonly<Record<string, readonly string[]>> = {
  PersonRegistered: ['idNumber', 'name', 'sex', 'birthDate', 'phone', 'address'],
  PersonDetailsCorrected: ['name', 'phone', 'address'],
  PersonMoved: [],
  PersonDied: [],
  FactRetracted: ['factId', 'reason'],
  AccountRecorded: ['accountNumber', 'holderName'],
  ApplicationSubmitted: [],
  ApplicationCorrected: ['note'],
  EntitlementBranchChanged: [],
  EntitlementSuspended: [],
  EntitlementResumed: [],
  LineReissued: [],
};
const first: EventCatalogue = Object.fromEntries(
  Object.entries(sealedAtFirst).map(([type, fields]) => [type, { schemaVersion: 1, subjects: ['personKey'], personal: fields.length === 0 ? [] : [{ of: 'personKey', fields }] }]),
);
const samples = eventSamples(knownTexts(personKey)).filter(({ type }) => sealedAtFirst[type] !== undefined);

const storedBy = async (by: EventCatalogue, vault: ReturnType<typeof createMemoryKeyVault>, events: readonly DomainEvent[]): Promise<readonly RecordedEvent[]> =>
  (await createEventCodec({ catalogue: by, vault }).seal(events)).map(({ type, data, schemaVersion }, index) => ({
    type, data, checkpoint: `${index}` as RecordedEvent['checkpoint'],
    meta: {
      id: `${index}`, stream: `person-${personKey}`, version: index + 1, schemaVersion, recordedAt: '2016-03-01T01:00:00.000Z', simulated: false, actor: { userId: 'u', kind: 'officer', roles: [] },
      causationId: '', correlationId: '', commandKey: '', commandHash: '', subjects: [personKey],
    },
  }));

describe('texts that stood in the clear before they were sealed', () => {
  it('were of these types, and each is in its second version now', () => {
    expect(samples.map(({ type }) => type).sort()).toEqual(Object.keys(sealedAtFirst).sort());
    for (const type of Object.keys(sealedAtFirst)) expect({ type, version: catalogue[type]?.schemaVersion }).toEqual({ type, version: 2 });
  });

  it('are read as they were stored, word for word', async () => {
    const vault = createMemoryKeyVault();
    const old = await storedBy(first, vault, samples);
    expect(old.every(({ meta }) => meta.schemaVersion === 1)).toBe(true);
    expect(JSON.stringify(old)).toContain('PersonDetailsCorrected·reason');
    expect((await createEventCodec({ catalogue, vault }).open(old)).map(({ data }) => data)).toEqual(samples.map(({ data }) => data));
  });

  it('fold to the same state and read as the same words, stored then or now', async () => {
    const own = samples.filter(({ type }) => type.startsWith('Person') || type === 'AccountRecorded' || type === 'FactRetracted');
    const vault = createMemoryKeyVault();
    const codec = createEventCodec({ catalogue, vault });
    const [then, now] = [await codec.open(await storedBy(first, vault, own)), await codec.open(await storedBy(catalogue, vault, own))];
    expect(fold(personDecider, then as unknown as readonly PersonEvent[])).toEqual(fold(personDecider, now as unknown as readonly PersonEvent[]));
    expect(timelineOf(then, personKey)).toEqual(timelineOf(now, personKey));
  });

  it('read as erased once the key is gone, where they are sealed', async () => {
    const vault = createMemoryKeyVault();
    const sealed = await storedBy(catalogue, vault, samples);
    await vault.erase(personKey);
    const words = JSON.stringify(timelineOf(await createEventCodec({ catalogue, vault }).open(sealed), personKey));
    expect(words).not.toContain('植入');
    expect(words).toContain('来源：（已删除）');
  });
});
