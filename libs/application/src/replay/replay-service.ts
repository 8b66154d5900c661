import { RecordedEvent, Result } from '@zhibu/kernel';
import { Moment, StateChange, StateLine, TimelineEntry } from '@zhibu/workflow';
import { CommandContext } from '../execute/context';
import { Execution } from '../verify/execution';

/** What a replay is about. Looking needs a reason, which is recorded before anything is read. */
export type ReplaySubject = { readonly personKey: string } | { readonly applicationId: string };

/** A person as known at a moment, with what was in force on a day. Erased fields are left out. */
export interface ReplayState extends Moment {
  readonly personKey: string;
  readonly lines: readonly StateLine[];
}

export interface ReplayService {
  timeline(context: CommandContext, input: { readonly subject: ReplaySubject; readonly reason: string }): Promise<Result<readonly TimelineEntry[]>>;
  stateAsOf(context: CommandContext, input: Moment & { readonly subject: ReplaySubject; readonly reason: string }): Promise<Result<ReplayState>>;
  changesBetween(context: CommandContext, input: { readonly subject: ReplaySubject; readonly before: Moment; readonly after: Moment; readonly reason: string }): Promise<Result<readonly StateChange[]>>;
  /** The opened events themselves, for a browser that folds them with the same code. */
  events(context: CommandContext, input: { readonly subject: ReplaySubject; readonly reason: string }): Promise<Result<readonly RecordedEvent[]>>;
  /** Every decision about the subject, executed again: the same, or what differs. */
  executions(context: CommandContext, input: { readonly subject: ReplaySubject; readonly reason: string }): Promise<Result<readonly Execution[]>>;
}
