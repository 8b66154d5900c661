import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { ErrorType, EventStoreDBClient } from '@eventstore/db-client';
import { EventLog, EventStoreDouble, rpcErrors, startEventStoreDouble } from '../../support/eventstoredb';
import { until } from '../../support/until';
import { Heard, failureOf, made, namesOf, newStream, revisionsOf, several } from './protocol-world';

// The double alone: what no test may do to a real server.
let double: EventStoreDouble;
let client: EventStoreDBClient;

beforeEach(async () => {
  double = await startEventStoreDouble({ commitTimeoutMs: 50 });
  client = EventStoreDBClient.connectionString(double.url);
});
afterEach(async () => {
  await client.dispose();
  await double.stop();
});

const stored = (stream: string): number => double.eventsOf(stream).length;

describe('an append that goes wrong', () => {
  it.each([
    ['timeout-before-write', 0, ErrorType.DEADLINE_EXCEEDED],
    ['timeout-after-write', 1, ErrorType.DEADLINE_EXCEEDED],
    ['cut-before-write', 0, ErrorType.UNAVAILABLE],
    ['cut-after-write', 1, ErrorType.UNAVAILABLE],
    ['not-ready', 0, ErrorType.UNKNOWN],
    ['access-denied', 0, ErrorType.ACCESS_DENIED],
  ] as const)('%s: %i written, told as %s', async (kind, written, type) => {
    const stream = newStream();
    double.faults.nextAppend({ kind }, { stream });
    expect(await failureOf(client.appendToStream(stream, made(), { expectedRevision: 'no_stream' }))).toMatchObject({ type });
    expect(stored(stream)).toBe(written);
    await client.appendToStream(newStream(), made());
  });

  it.each([['silence-before-write', 0], ['silence-after-write', 1]] as const)('%s: %i written, and never a word', async (kind, written) => {
    const stream = newStream();
    double.faults.nextAppend({ kind });
    const answer = client.appendToStream(stream, made()).then(() => 'answered', () => 'failed');
    await until(() => double.faults.struck === 1 && stored(stream) === written);
    expect(await Promise.race([answer, wait(100, 'nothing')])).toBe('nothing');
    expect(stored(stream)).toBe(written);
  });

  it('tells a revision that the stream does not have', async () => {
    double.faults.nextAppend({ kind: 'wrong-revision', current: 41n }, { times: 2 });
    for (const credentials of [undefined, { username: 'x', password: 'y' }]) {
      expect(await failureOf(client.appendToStream(newStream(), made(), { expectedRevision: 'no_stream', ...(credentials === undefined ? {} : { credentials }) })))
        .toMatchObject({ type: ErrorType.WRONG_EXPECTED_VERSION, actualVersion: 41n });
    }
    expect(double.faults.struck).toBe(2);
  });

  it('sends the client to the leader, and fails all other appends of the batch though they are written', async () => {
    const [slow, refused] = [newStream(), newStream()];
    await client.appendToStream(newStream(), made()); // so that both go over one call, in this order
    double.faults.nextAppend({ kind: 'slow', delayMs: 60 }, { stream: slow });
    double.faults.nextAppend({ kind: 'not-leader' }, { stream: refused });
    const results = await Promise.all([failureOf(client.appendToStream(slow, made())), failureOf(client.appendToStream(refused, made()))]);
    for (const failure of results) expect(failure).toMatchObject({ type: ErrorType.NOT_LEADER, leader: { address: double.host, port: double.port } });
    await until(() => stored(slow) === 1, 2000);
    expect(stored(refused)).toBe(0);
  });

  it('gives up an append whose last part does not come before its deadline', async () => {
    const stream = newStream();
    expect(await failureOf(client.appendToStream(stream, made(), { deadline: -1 }))).toMatchObject({ type: ErrorType.DEADLINE_EXCEEDED });
    expect(stored(stream)).toBe(0);
  });

  it('leaves same ids at the same time unanswered while the first are not yet readable', async () => {
    await double.restart({ data: new EventLog(30) });
    const stream = newStream();
    const events = several(2, [randomUUID(), randomUUID()]);
    const results = await Promise.allSettled([1, 2, 3].map(() => client.appendToStream(stream, events, { expectedRevision: 'no_stream' })));
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(stored(stream)).toBe(2);
  });
});

describe('a reader in trouble', () => {
  it.each([
    ['stream', (stream: string) => revisionsOf(client, stream)],
    ['all', async () => { for await (const event of client.readAll()) expect(event).toBeDefined(); }],
  ] as const)('loses a read of %s in the middle', async (operation, read) => {
    const stream = newStream();
    await client.appendToStream(stream, several(50));
    double.faults.nextRead({ kind: 'cut', afterEvents: 20 }, { operation });
    expect(await failureOf(read(stream))).toMatchObject({ type: ErrorType.UNAVAILABLE });
    expect(await revisionsOf(client, stream)).toHaveLength(50);
  });

  it('loses a subscription after some events, and goes on behind the last one', async () => {
    const stream = newStream();
    await client.appendToStream(stream, several(10));
    double.faults.nextRead({ kind: 'cut', afterEvents: 4 }, { operation: 'subscription' });
    const first = new Heard(client.subscribeToStream(stream));
    await first.hears(10);
    expect(first.error).toMatchObject({ type: ErrorType.UNAVAILABLE });
    const handled = first.seen.length;
    expect(handled).toBeLessThanOrEqual(4);
    expect(first.seen).toEqual(namesOf(stream, 0, handled));
    const second = new Heard(client.subscribeToStream(stream, { fromRevision: handled === 0 ? 'start' : BigInt(handled - 1) }));
    expect(await second.hears(10 - handled)).toEqual(namesOf(stream, handled, 10 - handled));
    await second.ends();
  });

  it('is refused, answered late, told nothing more, or called too slow', async () => {
    const stream = newStream();
    await client.appendToStream(stream, several(3));
    double.faults.nextRead({ kind: 'fail', afterEvents: 0, error: rpcErrors.serverBusy() });
    expect(await failureOf(revisionsOf(client, stream))).toMatchObject({ type: ErrorType.UNAVAILABLE });
    double.faults.nextRead({ kind: 'slow', delayMs: 50 });
    expect(await revisionsOf(client, stream)).toHaveLength(3);
    double.faults.nextRead({ kind: 'too-slow', afterEvents: 2 });
    const dropped = new Heard(client.subscribeToStream(stream));
    await dropped.hears(3);
    expect(dropped.error).toMatchObject({ type: ErrorType.TIMEOUT, code: 10 });
    double.faults.nextRead({ kind: 'silence', afterEvents: 1 });
    const silent = new Heard(client.subscribeToStream(stream));
    await silent.hears(1);
    await wait(60);
    expect(silent).toMatchObject({ seen: namesOf(stream, 0, 1), error: null });
    await silent.ends();
  });

  it('is dropped by a burst that does not fit the buffers of 22.10, and falls back to reading on 24.10', async () => {
    const live = new Heard(client.subscribeToAll({ fromPosition: 'end' }));
    await live.starts();
    await client.appendToStream(newStream(), several(400));
    await until(() => live.error !== null, 3000);
    expect(live.error).toMatchObject({ type: ErrorType.TIMEOUT, message: expect.stringContaining('Consumer too slow') });
    const later = await startEventStoreDouble({ version: '24.10.4' });
    const other = EventStoreDBClient.connectionString(later.url);
    const patient = new Heard(other.subscribeToAll({ fromPosition: 'end' }));
    await patient.starts();
    await other.appendToStream(newStream(), several(400));
    await patient.hears(400);
    expect(patient.error).toBeNull();
    expect(patient.caughtUp).toBeGreaterThan(1);
    await patient.ends();
    await other.dispose();
    await later.stop();
  });
});

describe('a server that goes away', () => {
  it('comes back with its data, without what it knew of recent ids', async () => {
    const stream = newStream();
    const [id, other] = [randomUUID(), randomUUID()];
    const first = await client.appendToStream(stream, made({}, id), { expectedRevision: 'no_stream' });
    await double.crash();
    expect(await failureOf(client.appendToStream(stream, made()))).toMatchObject({ type: ErrorType.UNAVAILABLE });
    await double.restart();
    expect(await client.appendToStream(stream, made({}, id), { expectedRevision: 'no_stream' })).toEqual(first);
    expect(await client.appendToStream(stream, made({}, other), { expectedRevision: 'any' })).toMatchObject({ nextExpectedRevision: 1n });
    expect(await client.appendToStream(stream, made({}, other), { expectedRevision: 'any' })).toMatchObject({ nextExpectedRevision: 1n });
    await double.restart();
    expect(await client.appendToStream(newStream(), made())).toMatchObject({ success: true });
    expect(await client.appendToStream(stream, made({}, other), { expectedRevision: 'any' })).toMatchObject({ nextExpectedRevision: 2n });
  });

  it('comes back empty, or with another log', async () => {
    const stream = newStream();
    const log = double.log;
    await client.appendToStream(stream, made());
    await double.restart({ data: 'lost' });
    expect(await failureOf(revisionsOf(client, stream).catch(() => revisionsOf(client, stream)))).toMatchObject({ type: ErrorType.STREAM_NOT_FOUND });
    await double.restart({ data: log });
    expect(await revisionsOf(client, stream).catch(() => revisionsOf(client, stream))).toEqual([0n]);
  });

  it('drops subscriptions when it is cut, and refuses or goes silent as it is told', async () => {
    const stream = newStream();
    const heard = new Heard(client.subscribeToStream(stream));
    await heard.starts();
    double.gate.cutAll();
    await until(() => heard.error !== null, 2000);
    expect(heard.error).toMatchObject({ type: ErrorType.UNAVAILABLE });
    await client.appendToStream(stream, made());
    double.gate.pause();
    const frozen = client.appendToStream(stream, made());
    expect(await Promise.race([frozen.then(() => 'answered'), wait(100, 'nothing')])).toBe('nothing');
    double.gate.resume();
    expect(await frozen).toMatchObject({ nextExpectedRevision: 1n });
    await double.gate.refuse();
    expect(await client.appendToStream(stream, made())).toMatchObject({ nextExpectedRevision: 2n });
    double.gate.cutAll();
    await until(() => double.gate.connections === 0, 2000);
    expect(await failureOf(client.appendToStream(stream, made()).then(() => client.appendToStream(stream, made())))).toMatchObject({ code: 14 });
    await double.gate.admit();
    expect(await client.appendToStream(stream, made()).catch(() => client.appendToStream(stream, made()))).toMatchObject({ success: true });
  });
});
