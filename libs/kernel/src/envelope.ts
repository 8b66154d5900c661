import { Actor, DomainEvent } from './decider';

/**
 * Where an event stands in the whole log. Opaque outside the adapter that made it: PostgreSQL keeps
 * "transaction id/position", EventStoreDB keeps "commit/prepare". Both parts are needed to resume
 * without a gap. `compare` of the adapter orders two of them.
 */
export type Checkpoint = string & { readonly __brand: 'Checkpoint' };

/** Everything about an event beside its content. All of it is stored; none of it is personal. */
export interface EventMetadata {
  /** UUID, derived from stream, command key and index, so that a repeated append has the same ids. */
  readonly id: string;
  readonly stream: string;
  /** 1 for the first event of a stream, then without gaps. */
  readonly version: number;
  readonly schemaVersion: number;
  /** ISO instant from the clock port; never runs backwards within a stream. */
  readonly recordedAt: string;
  /** True when the clock was simulated, as in the demo county. */
  readonly simulated: boolean;
  readonly actor: Actor;
  /** Id of the event or request that led to this one. */
  readonly causationId: string;
  /** The same for everything that follows from one request. */
  readonly correlationId: string;
  readonly commandKey: string;
  /** SHA-256 over the command's content, in hex. */
  readonly commandHash: string;
  /** Person keys that this event speaks of: a keyed hash of the ID number, never the number. */
  readonly subjects: readonly string[];
}

export interface RecordedEvent<Event extends DomainEvent = DomainEvent> {
  readonly type: Event['type'];
  readonly data: Event['data'];
  readonly meta: EventMetadata;
  readonly checkpoint: Checkpoint;
}
