import { setMaxListeners } from 'node:events';
import { Checkpoint } from '@zhibu/kernel';
import { compareCheckpoints } from '../checkpoint';
import { AppendOutcome, AppendRequest, EventBatch, EventFilter, EventStore, ReadAllOptions, ReadStreamOptions, StoreFault, StoredEvent, StoreUnavailable, SubscribeOptions } from '../port';
import { prepareAppend } from '../prepare-append';
import { SharedTail, TailPage } from '../shared-tail';
import { StreamMemory } from '../stream-memory';
import { boundedBatchSize } from '../subscription';
import { WakeUp } from '../wake-up';
import { AppendPipe } from './append-pipe';
import { Appender } from './appender';
import { Connection, acquireConnection } from './connection';
import { parseConnectionString } from './connection-string';
import { historyLost } from './engine-faults';
import { LiveFeed } from './live-feed';
import { Patience, patienceDefault } from './patience';
import { readLogPage } from './read-log';
import { ReadParts, pageEventsMax, readStreamPage } from './read-stream';
import { StreamFacts } from './stream-facts';
import { StreamNames } from './stream-names';

export interface EventStoreDbOptions {
  /** `esdb://...`, a single node or a cluster. May hold a password: never printed. */
  readonly url: string;
  /**
   * Tells our streams from those of others on the same server: lower-case letters, digits and `-`. Default what the address
   * says (`?installation=hubei`), else `zhibu`.
   */
  readonly installation?: string;
  readonly patience?: Partial<Patience>;
  /**
   * Asked each time before the first append over a call made anew, by the first one and after every loss: whether the server still has
   * our log. What it throws is what those appends throw, unsent. It reads through this store and appends nothing.
   */
  readonly confirmLog?: () => Promise<void>;
}

/** The feed calls by itself; this is a guard only. */
const pollingMs = { min: 1_000, max: 5_000 };

/** Throws `StoreFault` when the address is wrong; connects with the first call. Several stores of a process share a connection. */
export const createEventStoreDbEventStore = (options: EventStoreDbOptions): EventStore => new EventStoreDbEventStore(options);

class EventStoreDbEventStore implements EventStore {
  private readonly connection: Connection;
  private readonly parts: ReadParts;
  private readonly facts = new StreamFacts();
  private readonly memory = new StreamMemory();
  private readonly pipe: AppendPipe;
  private readonly appender: Appender;
  private readonly tail: SharedTail;
  private readonly feed: LiveFeed;
  /** Ends readers; appends under way still come to their end. */
  private readonly closing = new AbortController();
  private readonly closed = new AbortController();

  constructor({ url, installation, patience, confirmLog }: EventStoreDbOptions) {
    const target = parseConnectionString(url);
    if (!target.ok) throw new StoreFault(target.rejection);
    const names = new StreamNames(installation ?? target.value.installation);
    this.connection = acquireConnection(target.value);
    // Every call that waits listens to it, hundreds at a time; that is no leak.
    setMaxListeners(0, this.closed.signal);
    this.parts = { connection: this.connection, names, patience: { ...patienceDefault, ...patience }, signal: this.closed.signal };
    this.pipe = new AppendPipe(this.connection, this.parts.patience.answerMs, confirmLog);
    this.appender = new Appender(this.parts, this.facts, this.pipe);
    const wakeUp = new WakeUp();
    this.feed = new LiveFeed(this.parts, () => this.head(), wakeUp);
    this.tail = new SharedTail({ read: (after, limit) => this.feed.read(after, limit), compare: compareCheckpoints, wakeUp, polling: pollingMs, ended: () => this.feed.stop() });
  }

  async append(request: AppendRequest): Promise<AppendOutcome> {
    if (this.closing.signal.aborted) throw new StoreUnavailable('the event store is closed');
    const prepared = prepareAppend(request);
    if (!prepared.ok) return { kind: 'refused', rejection: prepared.rejection };
    return this.appender.append(prepared.value);
  }

  async *readStream(stream: string, { direction = 'forwards', from, limit = Infinity }: ReadStreamOptions = {}): AsyncGenerator<StoredEvent> {
    let [next, left] = [from === undefined ? null : Math.max(from, 1), limit];
    if (direction === 'forwards' && (next ?? 1) === 1 && limit === Infinity) {
      const first = await this.firstPage(stream);
      yield* first.events;
      if (first.end) return;
      next = first.events.length + 1;
    }
    const step = direction === 'backwards' ? -1 : 1;
    while (left > 0) {
      const page = await readStreamPage(this.parts, stream, direction, next, Math.min(left, pageEventsMax));
      for (const { event } of page.events) yield event;
      const last = page.events.at(-1)?.event.meta.version;
      if (page.end || last === undefined || last + step < 1) return;
      left -= page.events.length;
      next = last + step;
    }
  }

  /** What every command begins with: what is remembered and what follows it; appends then know what is there. A long stream goes on in pages. */
  private async firstPage(stream: string): Promise<{ readonly events: readonly StoredEvent[]; readonly end: boolean }> {
    const known = this.memory.eventsOf(stream);
    const page = await readStreamPage(this.parts, stream, 'forwards', known.length === 0 ? null : known.length + 1, pageEventsMax);
    if (page.missing) {
      if (known.length > 0) throw new StoreFault(historyLost(stream, known.length, 0));
      this.facts.isMissing(stream);
      return { events: [], end: true };
    }
    this.facts.extend(stream, page.events);
    if (page.events.length === 0) return { events: known, end: true };
    const bytes = page.events.reduce((sum, each) => sum + each.bytes, 0);
    return { events: this.memory.extend(stream, known, page.events.map(({ event }) => event), bytes), end: page.end };
  }

  async readStreams(streams: readonly string[]): Promise<ReadonlyMap<string, readonly StoredEvent[]>> {
    const found = new Map<string, readonly StoredEvent[]>();
    await Promise.all([...new Set(streams)].map(async (stream) => {
      const events: StoredEvent[] = [];
      for await (const event of this.readStream(stream)) events.push(event);
      if (events.length > 0) found.set(stream, events);
    }));
    return found;
  }

  async *readAll({ direction = 'forwards', after = null, limit = Infinity, filter }: ReadAllOptions = {}): AsyncGenerator<StoredEvent> {
    let place = after;
    for (let left = limit; left > 0; ) {
      const page = await readLogPage(this.parts, { direction, after: place, limit: Math.min(left, boundedBatchSize(undefined)), filter });
      yield* page.events;
      if (page.end || page.checkpoint === null) return;
      place = page.checkpoint;
      left -= page.events.length;
    }
  }

  subscribe(options: SubscribeOptions): AsyncIterable<EventBatch> {
    const signal = AbortSignal.any([options.signal, this.closing.signal]);
    return this.tail.subscribe({ ...options, signal }, (after, limit) => this.batchOf(after, limit, options.filter));
  }

  /** At the end of a narrow read the place is the end of our log as it was before: everything up to there was looked at. */
  private async batchOf(after: Checkpoint | null, limit: number, filter: EventFilter | undefined): Promise<TailPage | null> {
    const headBefore = (filter?.streamPrefixes ?? []).length > 0 ? await this.head() : null;
    const { events, checkpoint, end, bytes } = await readLogPage(this.parts, { direction: 'forwards', after, limit, filter });
    const place = end ? later(checkpoint, headBefore) : checkpoint;
    return place === null || (after !== null && compareCheckpoints(place, after) <= 0) ? null : { events, checkpoint: place, live: end, bytes };
  }

  async head(): Promise<Checkpoint | null> {
    const { checkpoint } = await readLogPage(this.parts, { direction: 'backwards', after: null, limit: 1, filter: undefined });
    return checkpoint;
  }

  compare(a: Checkpoint, b: Checkpoint): number {
    return compareCheckpoints(a, b);
  }

  /** Ends subscriptions and lets appends under way come to their end; those that the engine does not answer are given up after the time for one answer. */
  async close(): Promise<void> {
    if (this.closing.signal.aborted) return;
    this.closing.abort();
    this.tail.stop();
    const giveUp = setTimeout(() => this.closed.abort(), this.parts.patience.answerMs);
    await this.appender.drained();
    clearTimeout(giveUp);
    this.closed.abort();
    this.pipe.close();
    await this.connection.release();
  }
}

const later = (a: Checkpoint | null, b: Checkpoint | null): Checkpoint | null => (a === null || (b !== null && compareCheckpoints(b, a) > 0) ? b : a);
