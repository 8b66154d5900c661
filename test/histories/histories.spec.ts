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

/** What a read model got wrong on the day it was frozen and was mended since, with the reason; all else has to be the same. */
const mended: Readonly<Record<string, readonly string[]>> = {
  // A password or a delegation moved the stream and not the row, and the next change was refused as old.
  users: ['version'],
  // Giving back what an ended batch held moved the stream and not the row, and a page waited for that version for ever.
  batches: ['version'],
};

const withoutMended = (model: string, rows: readonly unknown[]): readonly unknown[] =>
  rows.map((row) => Object.fromEntries(Object.entries(row as object).filter(([field]) => !(mended[model] ?? []).includes(field))));

type Row = Readonly<Record<string, unknown>>;

/** Counters whose rows were divided further since: added up again by the columns that were frozen, they have to be the same. */
const divided: Readonly<Record<string, string>> = { rateDeltas: 'knownOn', coverageDeltas: 'knownOn', fundDeltas: 'knownOn' };

const asOnce = (model: string, rows: readonly unknown[]): readonly unknown[] => {
  const by = divided[model];
  if (by === undefined) return withoutKnown(rows);
  const sums = new Map<string, Record<string, unknown>>();
  for (const { [by]: _, ...row } of rows as readonly Row[]) {
    const key = JSON.stringify(Object.entries(row).filter(([name, value]) => typeof value === 'string' || name === 'year'));
    const before = sums.get(key);
    if (before === undefined) sums.set(key, row);
    else for (const [name, value] of Object.entries(row)) if (typeof value === 'number' && name !== 'year') before[name] = Number(before[name]) + value;
  }
  return [...sums.values()];
};

/** Turns of the rates have told since which day they are on record, and whether a payment was in time; of those that fall on one business day the last was kept. */
const withoutKnown = (rows: readonly unknown[]): readonly unknown[] => rows.map((row) => {
  const { turns } = row as { readonly turns?: readonly (readonly unknown[])[] };
  if (turns === undefined) return row;
  const last = turns.filter(([day], index) => turns[index + 1]?.[0] !== day);
  return { ...(row as Row), turns: last.map((turn) => ('batchId' in (row as Row) ? [turn[0], turn[2], turn[3], turn[5], turn[6]] : [turn[0], ...turn.slice(2)])) };
});

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
    for (const [model, rows] of Object.entries(frozen.readModels)) expect({ [model]: json(model in found.readModels ? asOnce(model, found.readModels[model] ?? []) : rows) }).toMatchObject({ [model]: withoutMended(model, rows) });
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
