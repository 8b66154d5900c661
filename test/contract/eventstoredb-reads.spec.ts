import { setTimeout as sleep } from 'node:timers/promises';
import { EventStoreDBClient } from '@eventstore/db-client';
import { EventStore, StoreFault } from '@zhibu/event-store';
import { createEventStoreDbEventStore } from '@zhibu/event-store/eventstoredb';
import { EventStoreDouble, ReadFault, startEventStoreDouble } from '../support/eventstoredb';
import { newInstallation } from './eventstoredb-server';
import { appendTo, collect, event, events, placeOf } from './sample-append';

let double: EventStoreDouble;
let client: EventStoreDBClient;
beforeAll(async () => {
  double = await startEventStoreDouble();
  client = EventStoreDBClient.connectionString(double.url);
});
afterAll(async () => {
  await client.dispose();
  await double.stop();
});

let installation: string;
let stores: EventStore[];
let store: EventStore;
beforeEach(() => {
  installation = newInstallation();
  stores = [];
  store = open();
});
afterEach(async () => {
  double.faults.clear();
  await Promise.all(stores.map((each) => each.close()));
});

const open = (name = installation, patience = { answerMs: 1_000, scanMs: 1_000, giveUpMs: 15_000 }): EventStore => {
  const opened = createEventStoreDbEventStore({ url: double.url, installation: name, patience });
  stores.push(opened);
  return opened;
};
const removed = { rejection: { code: 'stream.removed' } };
const versions = (found: readonly { readonly meta: { readonly version: number } }[]): number[] => found.map(({ meta }) => meta.version);
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** Follows the log until so many events have come; an engine that is lost for long throws, and the reader begins again. */
const follow = async (from: EventStore, count: number): Promise<string[]> => {
  const ending = new AbortController();
  const seen: string[] = [];
  for await (const batch of from.subscribe({ after: null, signal: ending.signal })) {
    seen.push(...batch.events.map(placeOf));
    if (seen.length >= count) ending.abort();
  }
  return seen;
};

describe('a read that breaks off', () => {
  it.each<ReadFault>([
    { kind: 'cut', afterEvents: 0 },
    { kind: 'cut', afterEvents: 37 },
    { kind: 'silence', afterEvents: 37 },
    { kind: 'too-slow', afterEvents: 210 },
  ])('in the middle ($kind after $afterEvents) skips and repeats nothing', async (fault) => {
    for (let round = 0; round < 3; round += 1) await store.append(appendTo('person-a', round * 100, events(100)));
    const fresh = open();
    double.faults.nextRead(fault, { stream: `${installation}/person-a` });
    expect(versions(await collect(fresh.readStream('person-a')))).toEqual(upTo(300));
    double.faults.nextRead(fault, { operation: 'all' });
    expect(versions(await collect(fresh.readAll()))).toEqual(upTo(300));
  });
});

describe('a live reader', () => {
  it('goes on without gap or repetition when it is cut off, too slow, or the server begins anew with its data', async () => {
    const following = follow(store, 120);
    for (let round = 0; round < 12; round += 1) {
      await store.append(appendTo('person-a', round * 10, events(10)));
      if (round % 3 === 1) await sleep(20);
      if (round === 2) double.faults.nextRead({ kind: 'too-slow', afterEvents: 3 }, { operation: 'subscription' });
      if (round === 4) double.gate.cutAll();
      if (round === 7) await double.restart();
    }
    expect(await following).toEqual(upTo(120).map((version) => `person-a@${version}`));
  });

  it('goes on after the server stood still', async () => {
    const following = follow(store, 4);
    await store.append(appendTo('person-a', 0, events(2)));
    double.gate.pause();
    const waiting = store.append(appendTo('person-a', 2, events(2)));
    await sleep(1_300);
    double.gate.resume();
    expect(['appended', 'duplicate']).toContain((await waiting).kind);
    expect(await following).toEqual(upTo(4).map((version) => `person-a@${version}`));
  });
});

describe('a stream that was removed behind our back', () => {
  const nameOf = (stream: string): string => `${installation}/${stream}`;
  beforeEach(async () => {
    await store.append(appendTo('ledger-a', 0, events(5)));
  });

  it.each<[string, () => Promise<unknown>]>([
    ['deleted softly', () => client.deleteStream(nameOf('ledger-a'))],
    ['deleted for ever', () => client.tombstoneStream(nameOf('ledger-a'))],
    ['cut by its metadata', () => client.setStreamMetadata(nameOf('ledger-a'), { truncateBefore: 3 })],
    ['cut to its last event', () => client.setStreamMetadata(nameOf('ledger-a'), { maxCount: 1 })],
  ])('(%s) is a fault for readers and refused to writers, never a stream that is new', async (_, remove) => {
    await remove();
    const fresh = open();
    await expect(collect(fresh.readStream('ledger-a'))).rejects.toMatchObject(removed);
    await expect(collect(fresh.readStream('ledger-a', { direction: 'backwards' }))).rejects.toBeInstanceOf(StoreFault);
    await expect(fresh.readStreams(['other', 'ledger-a'])).rejects.toMatchObject(removed);
    const before = double.eventsOf(nameOf('ledger-a')).length;
    for (const expectedVersion of [0, 'any', 5] as const) {
      const outcome = await open().append(appendTo('ledger-a', expectedVersion, events(1)));
      if (outcome.kind !== 'conflict') expect(outcome).toMatchObject({ kind: 'refused', ...removed });
    }
    expect(double.eventsOf(nameOf('ledger-a'))).toHaveLength(before);
  });

  it('is told from one that only has rights set and no event yet', async () => {
    await client.setStreamMetadata(nameOf('person-new'), { acl: { readRoles: ['$all'] } });
    expect(await collect(store.readStream('person-new'))).toEqual([]);
    expect(await store.append(appendTo('person-new', 0, events(1)))).toMatchObject({ kind: 'appended', version: 1 });
  });
});

describe('one server for two installations and for others', () => {
  it('gives each its own streams, log and end of the log', async () => {
    const other = open(`${installation}-b`);
    await store.append(appendTo('person-a', 0, [event('Mine', 1)]));
    await client.appendToStream(`${installation}person-a`, [{ id: 'c8a9a8f2-0000-4000-8000-000000000001', type: 'Foreign', contentType: 'application/json', data: {}, metadata: undefined }]);
    const head = await store.head();
    await other.append(appendTo('person-a', 0, [event('Theirs', 1), event('Theirs', 2)]));
    expect((await collect(store.readAll())).map(({ type }) => type)).toEqual(['Mine']);
    expect((await collect(other.readAll({ direction: 'backwards' }))).map(placeOf)).toEqual(['person-a@2', 'person-a@1']);
    expect(await store.head()).toBe(head);
    expect(await follow(other, 2)).toEqual(['person-a@1', 'person-a@2']);
    expect((await collect(store.readStream('person-a'))).map(({ data }) => data)).toEqual([1]);
  });

  it('stops at an event among ours that we did not write', async () => {
    await client.appendToStream(`${installation}/person-x`, [{ id: 'c8a9a8f2-0000-4000-8000-000000000002', type: 'Foreign', contentType: 'application/json', data: {}, metadata: undefined }]);
    await expect(collect(store.readAll())).rejects.toMatchObject({ rejection: { code: 'event-store.foreign-event' } });
  });
});

it('says so when the server has lost what it had', async () => {
  await store.append(appendTo('person-a', 0, events(3)));
  await double.restart({ data: 'lost' });
  await expect(store.append(appendTo('person-a', 3, events(1)))).rejects.toMatchObject({ rejection: { code: 'event-store.history-lost' } });
  expect(await store.head()).toBeNull();
});

it('reads many streams at once without using up the calls of a connection', async () => {
  const patient = open(installation, { answerMs: 20_000, scanMs: 20_000, giveUpMs: 25_000 });
  const names = Array.from({ length: 160 }, (_, index) => `person-${index}`);
  await Promise.all(names.slice(0, 40).map((stream) => patient.append(appendTo(stream, 0, events(1)))));
  const following = follow(patient, 41);
  expect((await patient.readStreams(names)).size).toBe(40);
  await patient.append(appendTo('person-159', 0, events(1)));
  expect(await following).toHaveLength(41);
});
