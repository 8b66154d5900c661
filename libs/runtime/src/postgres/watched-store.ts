import type { Checkpoint } from '@zhibu/kernel';
import { AppendOutcome, AppendRequest, EventBatch, EventStore, ReadAllOptions, ReadStreamOptions, StoreFault, StoreUnavailable, StoredEvent, SubscribeOptions, appendInOrder } from '@zhibu/event-store';
import { PlatformFailure } from '@zhibu/platform';
import { knownEvent } from './known-event';
import { LogIdentity } from './log-identity';

export interface StoreWatch {
  readonly identity: LogIdentity;
  /** Told once, when the log turns out to be another one: nothing may go on. */
  readonly onForeignLog: (failure: PlatformFailure) => void;
}

/**
 * The store as everybody uses it. After each loss of connection, and wherever an answer looks like that of another log, it is
 * looked whether this is still ours; once it is not, nothing is read or written any more.
 */
export class WatchedEventStore implements EventStore {
  private foreign: PlatformFailure | null = null;
  private suspect = false;
  private checking: Promise<void> | null = null;

  constructor(private readonly inner: EventStore, private readonly watch: StoreWatch) {}

  /** Looks now. Throws the `PlatformFailure` of a log that is not ours, or whatever kept it from looking. */
  check(): Promise<void> {
    this.checking ??= this.looked().finally(() => (this.checking = null));
    return this.checking;
  }

  /**
   * Looks once more, from now on: for an engine that is about to write over a connection made anew. What keeps it from looking means
   * that the engine cannot be used now.
   */
  async confirm(): Promise<void> {
    await this.checking?.catch(() => undefined);
    await this.check().catch((error: unknown) => {
      throw error instanceof PlatformFailure || error instanceof StoreUnavailable ? error : new StoreUnavailable('whose log it is cannot be looked up', { cause: error });
    });
  }

  /** Whether the engine answers at all, whatever log it has. */
  async ping(): Promise<void> {
    await this.inner.head();
  }

  async append(request: AppendRequest): Promise<AppendOutcome> {
    await this.clear();
    const outcome = await this.inner.append(request).catch((error: unknown) => this.lost(error));
    await this.believed([outcome]);
    return outcome;
  }

  async appendAllInOrder(requests: readonly AppendRequest[]): Promise<readonly AppendOutcome[]> {
    await this.clear();
    const outcomes = await appendInOrder(this.inner, requests).catch((error: unknown) => this.lost(error));
    await this.believed(outcomes);
    return outcomes;
  }

  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<StoredEvent> {
    return this.read(() => this.inner.readStream(stream, options));
  }

  async readStreams(streams: readonly string[]): Promise<ReadonlyMap<string, readonly StoredEvent[]>> {
    await this.clear();
    return this.inner.readStreams(streams).catch((error: unknown) => this.lost(error));
  }

  readAll(options?: ReadAllOptions): AsyncIterable<StoredEvent> {
    return this.read(() => this.inner.readAll(options));
  }

  async *subscribe(options: SubscribeOptions): AsyncGenerator<EventBatch> {
    await this.clear();
    try {
      for await (const batch of this.inner.subscribe(options)) {
        const last = batch.events.at(-1);
        if (last !== undefined) this.watch.identity.note(knownEvent(last));
        yield batch;
      }
    } catch (error) {
      this.lost(error);
    }
  }

  async head(): Promise<Checkpoint | null> {
    await this.clear();
    return this.inner.head().catch((error: unknown) => this.lost(error));
  }

  compare(a: Checkpoint, b: Checkpoint): number {
    return this.inner.compare(a, b);
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  private async clear(): Promise<void> {
    if (this.foreign !== null) throw this.foreign;
    if (this.suspect) await this.check();
  }

  private async *read(events: () => AsyncIterable<StoredEvent>): AsyncGenerator<StoredEvent> {
    await this.clear();
    try {
      for await (const event of events()) yield event;
    } catch (error) {
      this.lost(error);
    }
  }

  private async looked(): Promise<void> {
    try {
      await this.watch.identity.check();
      this.suspect = false;
    } catch (error) {
      if (error instanceof PlatformFailure && this.foreign === null) {
        this.foreign = error;
        this.watch.onForeignLog(error);
      }
      throw error;
    }
  }

  private lost(error: unknown): never {
    if (error instanceof StoreUnavailable || (error instanceof StoreFault && error.rejection.code === 'event-store.history-lost')) this.suspect = true;
    throw error;
  }

  /** Written before what is known to be there, or found at a lower version than expected: perhaps the log begins anew. */
  private async believed(outcomes: readonly AppendOutcome[]): Promise<void> {
    const known = this.watch.identity.lastVerified;
    for (const outcome of outcomes) {
      if (outcome.kind === 'appended') this.watch.identity.noteWritten();
      const before = outcome.kind === 'appended' && outcome.checkpoint !== null && known !== null && this.inner.compare(outcome.checkpoint, known.checkpoint) < 0;
      const lower = outcome.kind === 'conflict' && typeof outcome.expectedVersion === 'number' && outcome.actualVersion < outcome.expectedVersion;
      if (before || lower) await this.check();
    }
  }
}
