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

/** Everything that was frozen is there and the same; what a later version adds is let be. */
const expectKept = (found: unknown, frozen: unknown): void => expect(JSON.parse(JSON.stringify(found))).toMatchObject(frozen as object);

describe('frozen histories', () => {
  it('are all there', () => expect(names.sort()).toEqual(Object.keys(stories).sort()));

  it.each(names)('%s: leads to the states, read models and words of the day it was frozen', async (name) => {
    const found = await replay(await throughTheCodec(eventsOf(name)));
    const frozen = JSON.parse(readFileSync(join(__dirname, 'expected', `${name}.json`), 'utf8')) as Awaited<ReturnType<typeof replay>>;
    expect(Object.keys(found.states).sort()).toEqual(Object.keys(frozen.states).sort());
    expectKept(found.states, frozen.states);
    for (const [model, rows] of Object.entries(frozen.readModels)) expectKept({ [model]: found.readModels[model] }, { [model]: rows });
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
