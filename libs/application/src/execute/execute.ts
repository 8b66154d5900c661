import { Decided, Decider, DomainCommand, DomainEvent, Rejection, fold, text } from '@zhibu/kernel';
import { AppendRequest, NewEvent } from '@zhibu/event-store';
import { contentHashOf, storedBefore, versionConflict } from './command-content';
import { CommandContext } from './context';
import { Outcome } from './outcome';
import { Loaded, StreamDeps, loadStream } from './stream-loader';

/** A command as a use case names it; who, when and under which key come from the context. */
export type Ask<Command extends DomainCommand> = Command extends DomainCommand<infer Type, infer Data> ? { readonly type: Type; readonly data: Data } : never;

/** What to do with one stream. */
export type Step<State, Command extends DomainCommand> = SingleStep<Command> | ComposedStep<State, Command>;

interface SingleStep<Command extends DomainCommand> {
  readonly stream: string;
  readonly ask: Ask<Command>;
  /**
   * What was asked for, when the command's data hold more than that (a decision worked out by the server):
   * dedup compares this. Default: the data without `context` and `today`.
   */
  readonly content?: unknown;
}

/** Several commands of one form, decided one after the other and stored together or not at all. */
export interface ComposedStep<State, Command extends DomainCommand> {
  readonly stream: string;
  readonly asks: (state: State) => readonly Ask<Command>[];
  readonly content: unknown;
}

/** Attempts after somebody else appended first. */
export const conflictRetriesMax = 8;

const tooBusy = (stream: string): Rejection => ({
  code: 'command.too-busy',
  message: text('同一对象正被频繁修改，请稍后重试', 'This is being changed too often right now; try again'),
  expected: text(`${conflictRetriesMax} 次以内写入成功`, `an append within ${conflictRetriesMax} attempts`),
  actual: text(`数据流 ${stream} 每次都被抢先`, `stream ${stream} was changed first every time`),
});

/** Loads, folds, decides and appends one command on one stream. Never throws for an expected outcome. */
export const execute = async <State, Command extends DomainCommand, Event extends DomainEvent>(
  deps: StreamDeps,
  decider: Decider<State, Command, Event>,
  context: CommandContext,
  step: Step<State, Command>,
  load: (stream: string) => Promise<Loaded<State, Event>> = (stream) => loadStream(deps, decider, stream),
): Promise<Outcome<Event>> => {
  for (let attempt = 0; attempt < conflictRetriesMax; attempt += 1) {
    const loaded = await load(step.stream);
    const prepared = prepare(deps, decider, context, step, loaded);
    if (prepared.kind === 'settled') return prepared.outcome;
    const outcome = await append(deps, prepared, await deps.codec.seal(prepared.events));
    if (outcome !== 'again') return outcome;
  }
  return { ok: false, rejection: tooBusy(step.stream) };
};

/**
 * For streams that only ever grow and whose decision needs nothing of what came before, such as looks at a
 * person: appends without reading them first. The store itself knows a repeated command.
 */
export const executeBlind = async <State, Command extends DomainCommand, Event extends DomainEvent>(
  deps: StreamDeps,
  decider: Decider<State, Command, Event>,
  context: CommandContext,
  step: SingleStep<Command>,
): Promise<Outcome<Event>> => {
  const prepared = prepare(deps, decider, context, step, { stream: step.stream, state: decider.initialState, version: 0, events: [] });
  if (prepared.kind === 'settled') return prepared.outcome;
  const { events, request } = prepared;
  const outcome = await deps.store.append({ ...request, expectedVersion: 'any', events: await deps.codec.seal(events) });
  switch (outcome.kind) {
    case 'appended':
    case 'duplicate':
      return { ok: true, stream: step.stream, version: outcome.version, events, duplicate: outcome.kind === 'duplicate' };
    case 'refused':
      return { ok: false, rejection: outcome.rejection };
    case 'conflict':
      return { ok: false, rejection: tooBusy(step.stream) };
  }
};

export type Prepared<Event extends DomainEvent> =
  | { readonly kind: 'settled'; readonly outcome: Outcome<Event> }
  | { readonly kind: 'append'; readonly events: readonly Event[]; readonly request: Omit<AppendRequest, 'events'>; readonly strict: boolean };

/** Everything between the stream as read and the append, without I/O. */
export const prepare = <State, Command extends DomainCommand, Event extends DomainEvent>(
  deps: Pick<StreamDeps, 'pseudonyms'>,
  decider: Decider<State, Command, Event>,
  context: CommandContext,
  step: Step<State, Command>,
  loaded: Loaded<State, Event>,
): Prepared<Event> => {
  const hash = contentHashOf(deps.pseudonyms, step.content ?? ('ask' in step ? step.ask : null));
  const before = storedBefore(loaded, context.commandKey, hash);
  if (before !== null) return { kind: 'settled', outcome: before };
  if (context.expectedVersion !== undefined && context.expectedVersion !== loaded.version) {
    return { kind: 'settled', outcome: { ok: false, rejection: versionConflict(context.expectedVersion, loaded.version) } };
  }
  const now = context.clock.now();
  const last = loaded.events.at(-1)?.meta.recordedAt ?? '';
  // Recorded time never runs backwards within a stream, whatever the clocks of two machines say.
  const at = now < last ? last : now;
  const asks = 'ask' in step ? [step.ask] : step.asks(loaded.state);
  const decision = decideAll(decider, loaded.state, asks.map((ask) => ({ ...ask, by: context.actor, at }) as unknown as Command));
  if (!decision.ok) return { kind: 'settled', outcome: decision };
  if (decision.events.length === 0) {
    return { kind: 'settled', outcome: { ok: true, stream: step.stream, version: loaded.version, events: [], duplicate: false } };
  }
  return {
    kind: 'append',
    events: decision.events,
    strict: context.expectedVersion !== undefined,
    request: {
      stream: step.stream,
      expectedVersion: loaded.version,
      command: { key: context.commandKey, contentHash: hash },
      recordedAt: at,
      simulated: context.clock.simulated,
      actor: context.actor,
      causationId: context.causationId,
      correlationId: context.correlationId,
    },
  };
};

const decideAll = <State, Command, Event>(decider: Decider<State, Command, Event>, from: State, commands: readonly Command[]): Decided<Event> => {
  let state = from;
  const events: Event[] = [];
  for (const command of commands) {
    const decision = decider.decide(state, command);
    if (!decision.ok) return decision;
    events.push(...decision.events);
    state = fold(decider, decision.events, state);
  }
  return { ok: true, events };
};

/** `again`: somebody else appended first, or the same command did; what is there has to be read again. */
export const append = async <Event extends DomainEvent>(
  deps: StreamDeps,
  prepared: Extract<Prepared<Event>, { kind: 'append' }>,
  sealed: readonly NewEvent[],
): Promise<Outcome<Event> | 'again'> => {
  const { request, events } = prepared;
  const outcome = await deps.store.append({ ...request, events: sealed });
  switch (outcome.kind) {
    case 'appended':
      return { ok: true, stream: request.stream, version: outcome.version, events, duplicate: false };
    case 'refused':
      return { ok: false, rejection: outcome.rejection };
    case 'conflict':
      return prepared.strict ? { ok: false, rejection: versionConflict(Number(request.expectedVersion), outcome.actualVersion) } : 'again';
    case 'duplicate':
      return 'again';
  }
};
