import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DomainEvent, EventCatalogue, RecordedEvent } from '@zhibu/kernel';
import { eventCatalogue } from '@zhibu/domain';
import { StoredEvent } from '@zhibu/event-store';
import { createEventCodec, createMemoryKeyVault } from '@zhibu/privacy';
import { replay } from './replay-history';
import { stories } from './stories';

const names = readdirSync(__dirname).filter((file) => file.endsWith('.jsonl')).map((file) => file.replace('.jsonl', ''));
const catalogue: EventCatalogue = eventCatalogue;

const eventsOf = (name: string): readonly RecordedEvent[] =>
  readFileSync(join(__dirname, `${name}.jsonl`), 'utf8').split('\n').filter((line) => line !== '').slice(1).map((line) => JSON.parse(line) as RecordedEvent);

/** As a database holds them, sealed under keys of this moment; then opened and brought to the newest schema. */
const throughTheCodec = async (events: readonly RecordedEvent[]): Promise<readonly RecordedEvent[]> => {
  const codec = createEventCodec({ catalogue, vault: createMemoryKeyVault() });
  const sealed = await codec.seal(events.map(({ type, data }): DomainEvent => ({ type, data })));
  const stored = events.map((event, index): StoredEvent => ({ ...event, data: sealed[index]?.data }));
  return codec.open(stored);
};

const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

/** A folder may keep other fields in its state than it did; what then and now both have has to be the same. */
const kept = (frozen: unknown, found: unknown): unknown => {
  if (frozen === null || found === null || typeof frozen !== 'object' || typeof found !== 'object' || Array.isArray(frozen) !== Array.isArray(found)) return frozen;
  if (Array.isArray(frozen)) return frozen.map((entry, index) => (index < (found as unknown[]).length ? kept(entry, (found as unknown[])[index]) : entry));
  const now = found as Record<string, unknown>;
  return Object.fromEntries(Object.entries(frozen).filter(([key]) => key in now).map(([key, value]) => [key, kept(value, now[key])]));
};

describe('frozen histories', () => {
  it('are all there', () => expect(names.sort()).toEqual(Object.keys(stories).sort()));

  it.each(names)('%s: leads to the states, read models and words of the day it was frozen', async (name) => {
    const found = await replay(await throughTheCodec(eventsOf(name)));
    const frozen = JSON.parse(readFileSync(join(__dirname, 'expected', `${name}.json`), 'utf8')) as Awaited<ReturnType<typeof replay>>;
    expect(Object.keys(found.states).sort()).toEqual(Object.keys(frozen.states).sort());
    const states = json(found.states) as Record<string, object>;
    for (const [stream, state] of Object.entries(frozen.states)) {
      const same = kept(state, states[stream]) as object;
      // A status, an id or a sum is always there; a state of which little is left is not the same state.
      expect(Object.keys(same).length).toBeGreaterThan(Object.keys(state as object).length / 2);
      expect(states[stream]).toMatchObject(same);
    }
    for (const [model, rows] of Object.entries(frozen.readModels)) expect({ [model]: json(found.readModels[model] ?? rows) }).toMatchObject({ [model]: rows });
    expect(found.people).toEqual(frozen.people);
  });

  it('hold synthetic people only', () => {
    for (const name of names) {
      const text = readFileSync(join(__dirname, `${name}.jsonl`), 'utf8');
      for (const [number] of text.matchAll(/(?<![0-9A-Za-z])\d{17}[\dX](?![0-9A-Za-z])/g)) expect(number.slice(0, 6)).toMatch(/^99/);
    }
  });

  it('cover most of the catalogue', () => {
    const covered = new Set(names.flatMap((name) => eventsOf(name).map(({ type }) => type)));
    expect([...covered].filter((type) => catalogue[type] === undefined)).toEqual([]);
    expect(covered.size).toBeGreaterThan(35);
  });
});
