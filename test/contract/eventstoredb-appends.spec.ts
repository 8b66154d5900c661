import { AppendOutcome, AppendRequest, EventStore, StoreUnavailable } from '@zhibu/event-store';
import { createEventStoreDbEventStore } from '@zhibu/event-store/eventstoredb';
import { AppendFault, EventStoreDouble, startEventStoreDouble } from '../support/eventstoredb';
import { newInstallation } from './eventstoredb-server';
import { appendTo, collect, events, placeOf } from './sample-append';

let double: EventStoreDouble;
beforeAll(async () => {
  double = await startEventStoreDouble({ commitTimeoutMs: 150 });
});
afterAll(() => double.stop());

let installation: string;
let stores: EventStore[];
beforeEach(() => {
  installation = newInstallation();
  stores = [];
});
afterEach(async () => {
  double.faults.clear();
  await Promise.all(stores.map((store) => store.close()));
});

const patience = { answerMs: 500, giveUpMs: 10_000 };
/** A name of its own for the connection: another process, with nothing shared. */
const open = (name = 'one', change: Partial<typeof patience> = {}): EventStore => {
  const store = createEventStoreDbEventStore({ url: `${double.url}&connectionName=${installation}-${name}`, installation, patience: { ...patience, ...change } });
  stores.push(store);
  return store;
};
const stored = (stream: string) => double.eventsOf(`${installation}/${stream}`);
const versionOf = (outcome: AppendOutcome): unknown => ('version' in outcome ? outcome.version : outcome);

describe('an append whose outcome is not known', () => {
  it.each<[AppendFault['kind'], readonly AppendOutcome['kind'][]]>([
    ['silence-after-write', ['duplicate']],
    ['silence-before-write', ['appended']],
    ['timeout-after-write', ['duplicate']],
    ['timeout-before-write', ['appended']],
    ['cut-after-write', ['duplicate', 'appended']],
    ['cut-before-write', ['appended']],
    ['unknown', ['appended']],
    ['not-ready', ['appended']],
    ['busy', ['appended']],
    ['not-leader', ['appended']],
  ])('is found out by reading after "%s", and nothing is written twice', async (kind, kinds) => {
    const store = open();
    await store.append(appendTo('warm', 0, events(1)));
    const before = double.faults.struck;
    double.faults.nextAppend({ kind } as AppendFault, { stream: `${installation}/person-a` });
    const outcome = await store.append(appendTo('person-a', 0, events(3)));
    expect(double.faults.struck - before).toBe(1);
    expect(kinds).toContain(outcome.kind);
    expect(versionOf(outcome)).toBe(3);
    expect(stored('person-a')).toHaveLength(3);
    expect(await store.append(appendTo('person-a', 3, events(1)))).toMatchObject({ kind: 'appended', version: 4 });
  });

  it('stays unknown while no answer comes; the same request may be repeated', async () => {
    const store = open('one', { answerMs: 200, giveUpMs: 500 });
    double.faults.nextAppend({ kind: 'silence-after-write' }, { stream: `${installation}/person-a` });
    double.faults.nextRead({ kind: 'silence', afterEvents: 0 }, { stream: `${installation}/person-a`, times: 5 });
    const request = appendTo('person-a', 0, events(2));
    await expect(store.append(request)).rejects.toThrow(StoreUnavailable);
    double.faults.clear();
    const repeated = await store.append(request);
    expect(['appended', 'duplicate']).toContain(repeated.kind);
    expect(repeated).toMatchObject({ version: 2 });
    expect(await store.append(request)).toEqual({ kind: 'duplicate', version: 2 });
    expect(stored('person-a')).toHaveLength(2);
  });

  it('is not waited for in turn by those behind it: all end, and each is written once when it is asked for again', async () => {
    const store = open('one', { answerMs: 200, giveUpMs: 500 });
    await store.append(appendTo('person-a', 0, events(1)));
    double.faults.nextAppend({ kind: 'silence-after-write' }, { stream: `${installation}/person-a`, times: 100 });
    double.faults.nextRead({ kind: 'silence', afterEvents: 0 }, { stream: `${installation}/person-a`, times: 100 });
    const requests = Array.from({ length: 6 }, () => appendTo('person-a', 'any', events(2)));
    const first = await Promise.allSettled(requests.map((request) => store.append(request)));
    for (const outcome of first) expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) as unknown });
    double.faults.clear();
    expect(stored('person-a')).toHaveLength(3);
    const outcomes = await Promise.all(requests.map((request) => store.append(request)));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['duplicate', ...Array.from({ length: 5 }, () => 'appended')]);
    expect(stored('person-a')).toHaveLength(13);
  });

  it('is given up soon when the store closes while the engine is away', async () => {
    const store = open('one', { answerMs: 200, giveUpMs: 600_000 });
    await store.append(appendTo('person-a', 0, events(1)));
    await double.gate.refuse();
    double.gate.cutAll();
    const waiting = Promise.allSettled([1, 2].map((version) => store.append(appendTo('person-a', version, events(1)))));
    await store.close().finally(() => double.gate.admit());
    for (const outcome of await waiting) expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) as unknown });
    expect(stored('person-a')).toHaveLength(1);
  });

  it('was somebody else, when the stream has moved on without it: a conflict, not a repetition', async () => {
    const [mine, theirs] = [open('mine'), open('theirs')];
    await mine.append(appendTo('person-a', 0, events(1)));
    double.faults.nextAppend({ kind: 'silence-before-write' }, { stream: `${installation}/person-a` });
    const waiting = mine.append(appendTo('person-a', 1, events(1)));
    while (double.faults.struck === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await theirs.append(appendTo('person-a', 1, events(2)));
    expect(await waiting).toEqual({ kind: 'conflict', expectedVersion: 1, actualVersion: 3 });
  });

  it.each([2, 1_001])('makes its process forget other streams: one of which %i events are just being read is begun again, and no conflict told that is none', async (count) => {
    const [mine, theirs] = [open('mine'), open('theirs')];
    await mine.append(appendTo('person-a', 0, events(1)));
    for (let done = 0; done < count; done += 500) await theirs.append(appendTo('person-a', 1 + done, events(Math.min(500, count - done))));
    const before = double.faults.struck;
    double.faults.nextRead({ kind: 'silence', afterEvents: 0 }, { stream: `${installation}/person-a` });
    const waiting = mine.append(appendTo('person-a', 1 + count, events(1)));
    while (double.faults.struck === before) await new Promise((resolve) => setImmediate(resolve));
    double.faults.nextAppend({ kind: 'unknown' }, { stream: `${installation}/other` });
    await mine.append(appendTo('other', 'any', events(1)));
    expect(await waiting).toMatchObject({ kind: 'appended', version: 2 + count });
  });

  it('is told for each of 200 in flight when the server dies under them', async () => {
    const store = open('one', { answerMs: 2_000, giveUpMs: 20_000 });
    await store.append(appendTo('warm', 0, events(1)));
    const requests = Array.from({ length: 200 }, (_, index) => appendTo(`person-${index}`, index % 2 === 0 ? 0 : 'any', events(2)));
    const outcomes = Promise.all(requests.map((request) => store.append(request)));
    while (stored('person-40').length === 0) await new Promise((resolve) => setImmediate(resolve));
    await double.restart();
    for (const [index, outcome] of (await outcomes).entries()) {
      expect([index, ['appended', 'duplicate'].includes(outcome.kind), versionOf(outcome)]).toEqual([index, true, 2]);
      expect(stored(`person-${index}`)).toHaveLength(2);
    }
  });
});

describe('two processes', () => {
  const both = async (requests: readonly AppendRequest[]): Promise<[AppendOutcome[], AppendOutcome[]]> => {
    const [one, two] = [open('one'), open('two')];
    return Promise.all([one, two].map((store) => Promise.all(requests.map((request) => store.append(request))))) as Promise<[AppendOutcome[], AppendOutcome[]]>;
  };

  it('with the same commands at once write each once, and both learn its version', async () => {
    const requests = Array.from({ length: 40 }, (_, index) => appendTo(`person-${index % 20}`, 'any', events(2)));
    const [one, two] = await both(requests);
    for (const outcome of [...one, ...two]) expect(['appended', 'duplicate']).toContain(outcome.kind);
    expect(one.map(versionOf)).toEqual(two.map(versionOf));
    for (let index = 0; index < 20; index += 1) expect(stored(`person-${index}`)).toHaveLength(4);
  });

  it('with the same key and other content: one is written, the other is refused and not taken for it', async () => {
    const [one, two] = [open('one'), open('two')];
    const request = appendTo('person-a', 0, events(1), { command: { key: 'k', contentHash: 'one' } });
    const outcomes = await Promise.all([one.append(request), two.append({ ...request, command: { key: 'k', contentHash: 'two' } })]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['appended', 'refused']);
    const reused = { kind: 'refused', rejection: { code: 'command.key-reused' } };
    expect(outcomes.find(({ kind }) => kind === 'refused')).toMatchObject(reused);
    // A third that has read nothing: to the server the same ids at the same place would be the same append.
    expect(await open('three').append({ ...request, command: { key: 'k', contentHash: 'three' } })).toMatchObject(reused);
    expect(stored('person-a')).toHaveLength(1);
  });

  it('with the same command at two times: the later one learns of the first, and recorded time does not run backwards', async () => {
    const [early, late] = [open('early'), open('late')];
    const request = appendTo('person-a', 0, events(1), { recordedAt: '2026-03-01T08:00:05.000Z' });
    expect(await early.append(request)).toMatchObject({ kind: 'appended' });
    expect(await late.append({ ...request, recordedAt: '2026-03-01T08:00:03.000Z' })).toEqual({ kind: 'duplicate', version: 1 });
    await late.append(appendTo('person-a', 1, events(1), { recordedAt: '2026-03-01T08:00:04.000Z' }));
    expect((await collect(early.readStream('person-a'))).map(({ meta }) => meta.recordedAt.slice(17, 19))).toEqual(['05', '05']);
  });

  it('each with a version of its own: one wins, and what a process remembers does not mislead it', async () => {
    const [one, two] = [open('one'), open('two')];
    for (let version = 0; version < 6; version += 1) {
      const outcomes = await Promise.all([one, two].map((store) => store.append(appendTo('person-a', version, events(1)))));
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['appended', 'conflict']);
      expect(outcomes).toContainEqual({ kind: 'conflict', expectedVersion: version, actualVersion: version + 1 });
      expect((await collect(two.readStream('person-a'))).map(placeOf)).toHaveLength(version + 1);
    }
  });
});

describe('stores that share a connection', () => {
  it('leave no call behind on it when they close, of which it takes 100', async () => {
    const shared = { url: `${double.url}&connectionName=${installation}-shared`, installation, patience: { ...patience, giveUpMs: 1_000 } };
    const stays = createEventStoreDbEventStore(shared);
    stores.push(stays);
    await stays.head();
    for (let index = 0; index < 101; index += 1) {
      const store = createEventStoreDbEventStore(shared);
      await store.append(appendTo(`person-${index}`, 0, events(1)));
      await store.close();
    }
    expect(await stays.append(appendTo('person-0', 1, events(1)))).toMatchObject({ kind: 'appended', version: 2 });
  });
});
