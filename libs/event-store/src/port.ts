import { Actor, Checkpoint, RecordedEvent, Rejection } from '@zhibu/kernel';

/**
 * The only truth. The port asks nothing that EventStoreDB could not give: no transaction over several
 * streams, no table beside the log. One contract suite runs against every adapter.
 */
export interface EventStore {
  /**
   * Appends all events of one command to one stream, or none. Concurrent calls may share a commit; each
   * has its own outcome. Never throws for an expected outcome; throws `StoreUnavailable` when the outcome
   * is not known, and then the same request may be repeated safely, because the command key is kept.
   */
  append(request: AppendRequest): Promise<AppendOutcome>;

  /**
   * What `appendInOrder` does, for an engine that can do it with fewer round trips than one for each request. Callers use
   * that function, which takes every store.
   */
  appendAllInOrder?(requests: readonly AppendRequest[]): Promise<readonly AppendOutcome[]>;

  /** Events of one stream, oldest first unless told otherwise. A missing stream is empty. */
  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<StoredEvent>;

  /** Whole streams at once, in any order among streams; streams that do not exist are left out. */
  readStreams(streams: readonly string[]): Promise<ReadonlyMap<string, readonly StoredEvent[]>>;

  /** The whole log. Reads only what can no longer be overtaken by a commit still in flight. */
  readAll(options?: ReadAllOptions): AsyncIterable<StoredEvent>;

  /**
   * Catches up from `after` (exclusive), then stays live. Yields batches; never skips or repeats an event
   * for one iteration. A batch may be empty of events when only the checkpoint advanced past events that
   * the filter left out: a reader who has everything comes to `head()` or beyond, whatever its filter, and soon
   * enough to be waited for. What an event is to one reader it is to all: events are shared, so nobody changes them.
   * May throw when the engine is lost; the next iteration resumes from the last checkpoint. Ends when `signal` aborts.
   */
  subscribe(options: SubscribeOptions): AsyncIterable<EventBatch>;

  /**
   * Position of the last committed event of ours; `null` while there is none. A reader may see it a moment later, when older
   * transactions have ended: whoever waits for it has waited for everything that was written before.
   */
  head(): Promise<Checkpoint | null>;

  /** Orders two checkpoints of this adapter: negative when `a` comes before `b`. */
  compare(a: Checkpoint, b: Checkpoint): number;

  close(): Promise<void>;
}

/** Personal fields are already encrypted when an event reaches the store. */
export type StoredEvent = RecordedEvent;

export interface NewEvent {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: unknown;
  readonly subjects: readonly string[];
}

export interface AppendRequest {
  readonly stream: string;
  /** Version that the stream must have: 0 means that it must not exist yet. */
  readonly expectedVersion: number | 'any';
  /** At least one. */
  readonly events: readonly NewEvent[];
  readonly command: CommandIdentity;
  /** ISO instant with milliseconds. Stored not earlier than that of the event before it in the stream. */
  readonly recordedAt: string;
  readonly simulated: boolean;
  readonly actor: Actor;
  readonly causationId: string;
  readonly correlationId: string;
}

/** Dedup holds within the stream: the same key there is the same command. */
export interface CommandIdentity {
  readonly key: string;
  readonly contentHash: string;
}

export type AppendOutcome =
  | { readonly kind: 'appended'; readonly version: number; readonly checkpoint: Checkpoint | null }
  /** The same command was stored before; `version` is the last version it wrote then. */
  | { readonly kind: 'duplicate'; readonly version: number }
  | { readonly kind: 'conflict'; readonly expectedVersion: number | 'any'; readonly actualVersion: number }
  /** Code `command.key-reused`, `event.too-large`, `append.empty` or `stream.removed`, to name a few. */
  | { readonly kind: 'refused'; readonly rejection: Rejection };

export interface ReadStreamOptions {
  readonly direction?: 'forwards' | 'backwards';
  /** First version to read (the highest one when backwards). */
  readonly from?: number;
  readonly limit?: number;
}

export interface ReadAllOptions {
  readonly direction?: 'forwards' | 'backwards';
  /** Exclusive. */
  readonly after?: Checkpoint | null;
  readonly limit?: number;
  readonly filter?: EventFilter;
}

/** Prefixes only: that is what every engine can filter on its own side. */
export interface EventFilter {
  readonly streamPrefixes?: readonly string[];
  readonly types?: readonly string[];
}

export interface SubscribeOptions {
  readonly after: Checkpoint | null;
  readonly filter?: EventFilter;
  /** Events in one batch at most. Default 500. */
  readonly batchSize?: number;
  readonly signal: AbortSignal;
}

export interface EventBatch {
  readonly events: readonly StoredEvent[];
  /** Where to resume after this batch. */
  readonly checkpoint: Checkpoint;
  /** True when nothing visible was left to read at that moment. */
  readonly live: boolean;
}

/** Bytes of one encoded event; the same on every engine (EventStoreDB refuses more than 1 MiB an append). */
export const eventBytesMax = 512 * 1024;
export const appendBytesMax = 1_000_000;
export const appendEventsMax = 500;

/** The engine did not answer: the outcome is unknown, and the same request may be repeated. */
export class StoreUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreUnavailable';
  }
}

/**
 * The engine answers, and cannot be used as it is: a right that is missing, a stream that was removed behind our back, an event
 * that is not ours. Repeating does not help; a person has to look. Nothing was written by the call that meets it.
 */
export class StoreFault extends Error {
  constructor(readonly rejection: Rejection, options?: ErrorOptions) {
    super(`${rejection.code}: ${rejection.message.en}; expected ${rejection.expected.en}, found ${rejection.actual.en}`, options);
    this.name = 'StoreFault';
  }
}
