import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Actor, RecordedEvent, addDays, unwrap } from '@zhibu/kernel';
import { CommandContext, createServices } from '@zhibu/application';
import { eventCatalogue } from '@zhibu/domain';
import { EventStore, StoredEvent } from '@zhibu/event-store';
import { createEventCodec, createMemoryKeyVault } from '@zhibu/privacy';
import { namesOf, onlyAbout } from '@zhibu/workflow';
import type * as Fold from '../../apps/console/src/pages/replay/fold.js' with { 'resolution-mode': 'import' };
import { County } from '../simulation/county';

// The very file that the browser runs.
const { createReplay } = jest.requireActual<typeof Fold>('../../apps/console/src/pages/replay/fold');

const names = readdirSync(__dirname).filter((file) => file.endsWith('.jsonl')).map((file) => file.replace('.jsonl', ''));
const reason = '核对';
const inspector: Actor = { userId: 'inspector', kind: 'officer', roles: [{ role: 'inspector', areaCode: '990101000000' }] };

const eventsOf = (name: string): readonly RecordedEvent[] =>
  readFileSync(join(__dirname, `${name}.jsonl`), 'utf8').split('\n').filter((line) => line !== '').slice(1).map((line) => JSON.parse(line) as RecordedEvent);

async function* inOrder(events: readonly StoredEvent[]): AsyncGenerator<StoredEvent> {
  for (const event of events) yield await Promise.resolve(event);
}

/** A log that is only read; looks go to another. */
const logOf = (store: EventStore, events: readonly StoredEvent[]): EventStore => ({
  ...store,
  append: (request) => store.append(request),
  compare: (a, b) => order.indexOf(a) - order.indexOf(b),
  readStream: (stream, { from = 1, limit = Infinity } = {}) => inOrder(events.filter(({ meta }) => meta.stream === stream && meta.version >= from).slice(0, limit)),
});
const order: string[] = [];

const serverOf = async (events: readonly RecordedEvent[]) => {
  const { deps, clock } = new County({ people: 0, chunkSize: 4 }).runtime;
  const codec = createEventCodec({ catalogue: eventCatalogue, vault: createMemoryKeyVault() });
  const sealed = await codec.seal(events.map(({ type, data }) => ({ type, data })));
  const stored = events.map((event, index): StoredEvent => ({ ...event, data: sealed[index]?.data }));
  order.splice(0, order.length, ...stored.map(({ checkpoint }) => checkpoint));
  const ofPerson = (personKey: string, { knownAt }: { readonly knownAt?: string } = {}) =>
    Promise.resolve(stored.filter(({ meta }) => meta.subjects.includes(personKey) && (knownAt === undefined || meta.recordedAt <= knownAt)).map(({ meta: { stream, version } }) => ({ stream, version })));
  const { replay } = createServices({ ...deps, codec, store: logOf(deps.store, stored), subjects: { ofPerson } });
  let looks = 0;
  const look = (): CommandContext => {
    looks += 1;
    return { clock, actor: inspector, commandKey: `look-${looks}`, correlationId: 'look', causationId: 'look' };
  };
  return { replay, look, names: namesOf(deps) };
};

/** What the API sends of each event, as a browser reads it. */
const sent = (events: readonly RecordedEvent[], personKey: string): Fold.History => ({
  personKey,
  events: JSON.parse(JSON.stringify(onlyAbout(events, personKey).map(({ type, data, meta: { stream, version, recordedAt, simulated, actor } }) =>
    ({ stream, version, type, recordedAt, simulated, who: { userId: actor.userId, onBehalfOf: actor.onBehalfOf ?? null }, data })))) as Fold.HistoryEvent[],
});

const momentsMax = 7;

/** The first, the last and some between, each with a day in force of its own. */
const momentsOf = (instants: readonly string[]) => {
  const step = Math.max(1, Math.floor(instants.length / (momentsMax - 1)));
  const chosen = instants.filter((_, index) => index % step === 0 || index === instants.length - 1);
  return chosen.flatMap((knownAt, index) => [{ knownAt, inForceOn: knownAt.slice(0, 10) }, { knownAt, inForceOn: addDays(knownAt.slice(0, 10), index % 2 === 0 ? -200 : 200) }]);
};

describe('a life folded in the browser', () => {
  it.each(names)('%s: reads as the server tells it, at every moment', async (name) => {
    const events = eventsOf(name);
    const { replay, look, names: words } = await serverOf(events);
    const people = [...new Set(events.flatMap(({ meta }) => meta.subjects))];
    for (const personKey of people) {
      const subject = { personKey };
      const history = sent(unwrap(await replay.events(look(), { subject, reason })), personKey);
      const browser = createReplay(history, words);
      expect(browser.timeline).toEqual(unwrap(await replay.timeline(look(), { subject, reason })));
      const moments = momentsOf(browser.instants);
      for (const [index, after] of moments.entries()) {
        expect(browser.stateAt(after)).toEqual(unwrap(await replay.stateAsOf(look(), { subject, reason, ...after })).lines);
        const before = moments[Math.floor(index / 2)] ?? after;
        expect(browser.changes(before, after)).toEqual(unwrap(await replay.changesBetween(look(), { subject, reason, before, after })));
      }
      // Asked again, and the other way round: what was kept is what was folded.
      for (const moment of [...moments].reverse()) expect(browser.stateAt(moment)).toEqual(createReplay(history, words).stateAt(moment));
      expect(JSON.stringify(history)).not.toMatch(/99\d{15}[\dX]/);
      const others = people.filter((other) => other !== personKey && history.events.some(({ data }) => JSON.stringify(data).includes(other)));
      expect(others).toEqual([]);
    }
  });
});
