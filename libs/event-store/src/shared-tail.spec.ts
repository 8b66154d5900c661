import * as fc from 'fast-check';
import { Checkpoint } from '@zhibu/kernel';
import { matches } from './event-filter';
import { EventBatch, EventFilter, StoredEvent } from './port';
import { SharedTail, TailPage } from './shared-tail';
import { WakeUp } from './wake-up';

const placeAt = (n: number): Checkpoint => `0/${n}` as Checkpoint;
const numberOf = (place: Checkpoint | null): number => (place === null ? 0 : Number(place.slice(2)));
const turn = (ms = 0): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const people: EventFilter = { streamPrefixes: ['person-'] };

/** A log that is read in pages of at most `pageMax` events; a page may end early, as one that is cut by its bytes. */
const logOf = (pageMax: number) => {
  const events: StoredEvent[] = [];
  const wakeUp = new WakeUp();
  let failures = 0;
  const append = (stream: string, bytes = 10): void => {
    const n = events.length + 1;
    events.push({ type: 'Noted', data: 'x'.repeat(bytes), meta: { stream, version: n }, checkpoint: placeAt(n) } as unknown as StoredEvent);
    wakeUp.notify();
  };
  const read = async (after: Checkpoint | null, limit: number, filter?: EventFilter): Promise<TailPage | null> => {
    await turn();
    const from = numberOf(after);
    const scanned = events.slice(from, from + Math.min(limit, pageMax));
    const last = scanned.at(-1);
    if (last === undefined) return null;
    const taken = scanned.filter((event) => matches(filter, event.meta.stream, event.type));
    return { events: taken, checkpoint: last.checkpoint, live: numberOf(last.checkpoint) === events.length, bytes: taken.reduce((sum, { data }) => sum + String(data).length, 0) };
  };
  const readTail = async (after: Checkpoint | null, limit: number): Promise<TailPage | null> => {
    if (failures > 0) {
      failures -= 1;
      await turn();
      throw new Error('the server is gone');
    }
    return read(after, limit);
  };
  return { events, append, read, readTail, wakeUp, failNext: () => (failures += 1) };
};

const tailOf = (log: ReturnType<typeof logOf>): SharedTail =>
  new SharedTail({ read: log.readTail, compare: (a, b) => numberOf(a) - numberOf(b), wakeUp: log.wakeUp, polling: { min: 1, max: 2 } });

interface Reader { readonly filter: boolean; readonly batchSize: number; readonly pauseMs: number; readonly joinsAfter: number }

/** Reads to the end of a log that gets no more, from where it stood after every failure. */
const readAll = async (tail: SharedTail, log: ReturnType<typeof logOf>, { filter, batchSize, pauseMs, joinsAfter }: Reader, finished: () => boolean): Promise<number[]> => {
  while (log.events.length < joinsAfter && !finished()) await turn(1);
  const wanted = filter ? { filter: people } : {};
  const seen: number[] = [];
  let after: Checkpoint | null = null;
  for (const ending = new AbortController(); !ending.signal.aborted; ) {
    try {
      for await (const batch of tail.subscribe({ after, batchSize, signal: ending.signal, ...wanted }, (from, limit) => log.read(from, limit, filter ? people : undefined))) {
        seen.push(...batch.events.map(({ checkpoint }) => numberOf(checkpoint)));
        after = batch.checkpoint;
        if (pauseMs > 0) await turn(pauseMs);
        if (finished() && numberOf(after) === log.events.length) ending.abort();
      }
    } catch {
      await turn();
    }
  }
  return seen;
};

const reader: fc.Arbitrary<Reader> = fc.record({ filter: fc.boolean(), batchSize: fc.integer({ min: 1, max: 40 }), pauseMs: fc.integer({ min: 0, max: 3 }), joinsAfter: fc.integer({ min: 0, max: 60 }) });

describe('SharedTail', () => {
  it('gives every reader every event once and in order, whoever is slow, joins late, filters, or meets a failure', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(reader, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 30 }), fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 30, maxLength: 90 }), async (readers, pageMax, writes) => {
        const log = logOf(pageMax);
        const tail = tailOf(log);
        let finished = false;
        const reading = readers.map((each) => readAll(tail, log, each, () => finished));
        for (const write of writes) {
          // Mostly of others, so that a filter has pages with nothing to let through; now and then so large that old pages leave.
          log.append(write < 2 ? 'person-a' : 'ledger-a', write === 9 ? 9_000_000 : 10);
          if (write === 5) log.failNext();
          if (write > 3) await turn(write % 3);
        }
        finished = true;
        log.append('person-last');
        const all = log.events.map(({ checkpoint }) => numberOf(checkpoint));
        const ofPeople = log.events.filter(({ meta }) => meta.stream.startsWith('person-')).map(({ checkpoint }) => numberOf(checkpoint));
        for (const [index, seen] of (await Promise.all(reading)).entries()) expect(seen).toEqual(readers[index]?.filter === true ? ofPeople : all);
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it('lets a reader that fell behind what is kept read for itself', async () => {
    const log = logOf(10);
    const tail = tailOf(log);
    const ending = new AbortController();
    const [quick, slow]: [number[], number[]] = [[], []];
    let held: () => void = () => undefined;
    const hold = new Promise<void>((resolve) => (held = resolve));
    const follow = async (seen: number[], wait?: Promise<void>): Promise<void> => {
      for await (const { events } of tail.subscribe({ after: null, signal: ending.signal }, log.read)) {
        seen.push(...events.map(({ checkpoint }) => numberOf(checkpoint)));
        if (seen.length > 1) await wait;
      }
    };
    log.append('person-a');
    const both = [follow(quick), follow(slow, hold)];
    for (let n = 2; n <= 8; n += 1) {
      while (quick.length < n - 1 || slow.length === 0) await turn(1);
      log.append('person-a', 9_000_000);
    }
    while (quick.length < 8) await turn(1);
    held();
    while (slow.length < 8 && slow.at(-1) !== 8) await turn(1);
    ending.abort();
    await Promise.all(both);
    expect(slow).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('does not let the last read of those who left fail those who came since', async () => {
    const log = logOf(10);
    log.append('person-a');
    let failLate: (error: Error) => void = () => undefined;
    let reads = 0;
    const parts = { compare: (a: Checkpoint, b: Checkpoint) => numberOf(a) - numberOf(b), wakeUp: log.wakeUp, polling: { min: 1, max: 2 } };
    const tail = new SharedTail({ ...parts, read: (after, limit) => ((reads += 1) === 1 ? new Promise((_, reject) => (failLate = reject)) : log.read(after, limit)) });
    const following = (ending: AbortController, seen: EventBatch[]) => async (): Promise<void> => {
      for await (const batch of tail.subscribe({ after: null, signal: ending.signal }, log.read)) seen.push(batch);
    };
    const [first, second] = [new AbortController(), new AbortController()];
    const left = following(first, [])();
    while (reads === 0) await turn(1);
    first.abort();
    await left;
    const seen: EventBatch[] = [];
    const stays = following(second, seen)();
    while (reads < 2) await turn(1);
    failLate(new Error('the server is gone'));
    await turn(5);
    log.append('person-a');
    while (seen.flatMap(({ events }) => events).length < 2) await turn(1);
    second.abort();
    await expect(stays).resolves.toBeUndefined();
  });

  it('reads no more once it is told to stop, also for a subscription that nobody ended', async () => {
    const log = logOf(10);
    let reads = 0;
    const tail = new SharedTail({ read: (after, limit) => ((reads += 1), log.read(after, limit)), compare: (a, b) => numberOf(a) - numberOf(b), wakeUp: log.wakeUp, polling: { min: 1, max: 2 } });
    log.append('person-a');
    const left = tail.subscribe({ after: null, signal: new AbortController().signal }, log.read)[Symbol.asyncIterator]();
    await left.next();
    log.append('person-a');
    await left.next();
    while (reads < 2) await turn(1);
    tail.stop();
    await turn(5);
    const before = reads;
    await turn(20);
    expect(reads).toBe(before);
  });
});
