import { LocalDate, RecordedEvent, Result, Text } from '@zhibu/kernel';
import { CommandContext } from '../execute/context';

/** What a replay is about. Looking needs a reason, which is recorded before anything is read. */
export type ReplaySubject = { readonly personKey: string } | { readonly applicationId: string };

export interface TimelineEntry {
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly recordedAt: string;
  readonly simulated: boolean;
  /** Days for which it holds; `null` where the event has none of its own. */
  readonly inForceFrom: LocalDate | null;
  readonly inForceTo: LocalDate | null;
  readonly who: { readonly userId: string; readonly onBehalfOf: string | null };
  /** What happened, in one sentence. */
  readonly what: Text;
  /** On which facts and rule, and why; one line each. */
  readonly why: readonly Text[];
}

/** A person as known at a moment, with what was in force on a day. Erased fields are `null`. */
export interface ReplayState {
  readonly personKey: string;
  readonly knownAt: string;
  readonly inForceOn: LocalDate;
  readonly lines: readonly StateLine[];
}

/** One thing that was so, under a stable key, so that two states can be compared. */
export interface StateLine {
  readonly key: string;
  readonly label: Text;
  readonly value: string;
}

export interface StateChange {
  readonly key: string;
  readonly label: Text;
  readonly before: string | null;
  readonly after: string | null;
}

export interface Moment {
  /** ISO instant: only what was recorded by then. */
  readonly knownAt: string;
  readonly inForceOn: LocalDate;
}

export interface ReplayService {
  timeline(context: CommandContext, input: { readonly subject: ReplaySubject; readonly reason: string }): Promise<Result<readonly TimelineEntry[]>>;
  stateAsOf(context: CommandContext, input: Moment & { readonly subject: ReplaySubject; readonly reason: string }): Promise<Result<ReplayState>>;
  changesBetween(context: CommandContext, input: { readonly subject: ReplaySubject; readonly before: Moment; readonly after: Moment; readonly reason: string }): Promise<Result<readonly StateChange[]>>;
  /** The opened events themselves, for a browser that folds them with the same code. */
  events(context: CommandContext, input: { readonly subject: ReplaySubject; readonly reason: string }): Promise<Result<readonly RecordedEvent[]>>;
}
