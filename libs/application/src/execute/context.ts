import { Actor, Clock } from '@zhibu/kernel';

/** Comes with every request: who asks, under which key, and by which clock. */
export interface CommandContext {
  /** Real for people; simulated for the demo county, and then the events say so. */
  readonly clock: Clock;
  /** The real actor, as `users.resolveActor` gave it. Roles and areas are checked in `decide`. */
  readonly actor: Actor;
  /**
   * `Idempotency-Key` of the request, 1-200 characters. The same key with the same content gives the first
   * result again; with other content it is refused with `command.key-reused`. A use case that writes several
   * streams derives one key for each from it.
   */
  readonly commandKey: string;
  readonly correlationId: string;
  readonly causationId: string;
  /** `If-Match`: version the stream must have. Without it a conflict is tried again a few times. */
  readonly expectedVersion?: number;
}

/** The same request, with a key of its own for one of its steps. A version given is for the main stream only. */
export const stepOf = (context: CommandContext, step: string): CommandContext => keyed(context, `${context.commandKey}/${step}`);

/** The same request under a key made from the work itself, so that whoever repeats the work repeats the command. */
export const keyed = (context: CommandContext, commandKey: string): CommandContext => {
  const { expectedVersion: _version, ...rest } = context;
  return { ...rest, commandKey };
};
