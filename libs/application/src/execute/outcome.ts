import { DomainEvent, Rejection } from '@zhibu/kernel';

/** Result of one command on one stream. */
export type Outcome<Event extends DomainEvent = DomainEvent> = Executed<Event> | Refused;

export interface Executed<Event extends DomainEvent = DomainEvent> {
  readonly ok: true;
  readonly stream: string;
  /** Last version that this command wrote: the `ETag`. */
  readonly version: number;
  /** Events that the command wrote, now or (when `duplicate`) the first time. Empty when nothing had to change. */
  readonly events: readonly Event[];
  readonly duplicate: boolean;
}

export interface Refused {
  readonly ok: false;
  readonly rejection: Rejection;
}

/** Result of a use case that writes several streams; `version` is that of the stream the value speaks of. */
export type Done<T> = { readonly ok: true; readonly value: T; readonly version: number; readonly duplicate: boolean } | Refused;
