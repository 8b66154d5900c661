import { EventCatalogue, RecordedEvent } from '@zhibu/kernel';
import { eventCatalogue } from '@zhibu/domain';
import { ProjectedEvent, createMemoryProjection, createProjections } from '@zhibu/projections';
import { createEventCodec, createMemoryKeyVault } from '@zhibu/privacy';
import { followUpsOf } from '@zhibu/workflow';
import { eventSamples } from './event-samples';
import { clearByDecision, knownTexts } from './known-texts';

const catalogue: EventCatalogue = eventCatalogue;
const personKey = 'a2b3c4d5e6f7a2b3c4d5e6f7a2';
const samples = eventSamples(knownTexts(personKey));

/** Every text that the type of an event allows and that nobody named as a code or as clear by decision. */
const secretTexts = samples.flatMap(({ type, planted }) => planted.map(({ path, text }) => ({ where: `${type}.${path}`, text }))).filter(({ where }) => clearByDecision[where] === undefined);
const foundIn = (haystack: string): readonly string[] => secretTexts.filter(({ text }) => haystack.includes(text)).map(({ where }) => where);

const meta = (type: string, index: number) => ({
  id: `id-${index}`, stream: `stream-${type}`, version: 1, schemaVersion: catalogue[type]?.schemaVersion ?? 1, recordedAt: '2016-06-30T01:00:00.000Z', simulated: false,
  actor: { userId: 'u1', kind: 'officer', roles: [] }, causationId: 'c', correlationId: 'c', commandKey: `k-${index}`, commandHash: 'h', subjects: [personKey],
}) as const;

describe('texts planted in every field of every event that its type allows', () => {
  const vault = createMemoryKeyVault();
  const codec = createEventCodec({ catalogue, vault });
  const stored = async (): Promise<readonly RecordedEvent[]> => {
    const sealed = await codec.seal(samples.map(({ type, data }) => ({ type, data })));
    return sealed.map(({ type, data }, index) => ({ type, data, meta: meta(type, index), checkpoint: `${index}` as RecordedEvent['checkpoint'] }));
  };

  it('are there: one sample for each type of the catalogue, and texts in most', () => {
    expect(samples.map(({ type }) => type).sort()).toEqual(Object.keys(catalogue).sort());
    expect(secretTexts.length).toBeGreaterThan(40);
    for (const where of ['PersonRegistered.name', 'PersonDetailsCorrected.reason', 'FactRetracted.source.reference', 'ApplicationSubmitted.evidence.*.title', 'LineReissued.reason', 'EntitlementSuspended.reason'])
      expect(secretTexts.map((text) => text.where)).toContain(where);
  });

  it('are all sealed in what is stored; a new text field is sealed, or named as a code or as clear by decision', async () => {
    expect(foundIn(JSON.stringify(await stored()))).toEqual([]);
  });

  it('names nothing as clear that is not in the clear, or not there any more', async () => {
    const content = JSON.stringify(await stored());
    const planted = new Map<string, string>(samples.flatMap(({ type, planted: texts }) => texts.map(({ path, text }) => [`${type}.${path}`, text] as const)));
    expect(Object.keys(clearByDecision).filter((where) => !content.includes(planted.get(where) ?? '\0'))).toEqual([]);
  });

  it('come back whole with the key, and not at all once it is erased', async () => {
    const events = await stored();
    const opened = await codec.open(events);
    expect(opened.map(({ data }) => data)).toEqual(samples.map(({ data }) => data));
    const erasing = createMemoryKeyVault();
    const own = createEventCodec({ catalogue, vault: erasing });
    const sealed = (await own.seal(samples.map(({ type, data }) => ({ type, data })))).map(({ type, data }, index) => ({ type, data, meta: meta(type, index), checkpoint: `${index}` as RecordedEvent['checkpoint'] }));
    await erasing.erase(personKey);
    expect(foundIn(JSON.stringify(await own.open(sealed)))).toEqual([]);
  });

  it('are in no job that follows from an event', async () => {
    const jobs = JSON.stringify([...(await codec.open(await stored())), ...samples].flatMap((event) => followUpsOf({ meta: meta('x', 0), ...event })));
    expect(jobs).toContain('exit-on-death');
    expect(foundIn(jobs)).toEqual([]);
  });

  it('reach no column of a read model that is not declared as personal', async () => {
    const events = await stored();
    const opened = await codec.open(events);
    for (const projection of createProjections(() => null)) {
      const memory = createMemoryProjection(projection);
      await memory.apply((projection.reads === 'opened' ? opened : events) as unknown as readonly ProjectedEvent[]);
      for (const table of projection.tables) {
        const shown = memory.rows(table).map((row) => Object.entries(row as object).filter(([name]) => table.columns[name]?.personal !== true));
        expect({ table: table.name, found: foundIn(JSON.stringify(shown)) }).toEqual({ table: table.name, found: [] });
      }
    }
  });
});
