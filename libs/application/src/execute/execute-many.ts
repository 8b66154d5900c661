import { Decider, DomainCommand, DomainEvent } from '@zhibu/kernel';
import { NewEvent } from '@zhibu/event-store';
import { CommandContext, keyed } from './context';
import { Prepared, Step, append, execute, prepare } from './execute';
import { Outcome } from './outcome';
import { Loaded, StreamDeps, loadStreams } from './stream-loader';

/** One command of many; its key stands beside it. */
export type KeyedStep<State, Command extends DomainCommand> = Step<State, Command> & { readonly commandKey: string };

/** Appends in flight at once: the store lets those that arrive together share one commit. */
const appendsInFlightMax = 256;

/**
 * Commands on many streams with few round trips: one read, one sealing, appends that share commits. Each has
 * its own outcome, in the order given. `loaded` may bring streams that the caller has read already.
 */
export const executeMany = async <State, Command extends DomainCommand, Event extends DomainEvent>(
  deps: StreamDeps,
  decider: Decider<State, Command, Event>,
  context: CommandContext,
  steps: readonly KeyedStep<State, Command>[],
  loaded?: ReadonlyMap<string, Loaded<State, Event>>,
): Promise<readonly Outcome<Event>[]> => {
  const streams = loaded ?? (await loadStreams(deps, decider, steps.map((step) => step.stream)));
  const contexts = steps.map((step): CommandContext => (keyed(context, step.commandKey)));
  const prepared = steps.map((step, index) => {
    const stream = streams.get(step.stream) ?? { stream: step.stream, state: decider.initialState, version: 0, events: [] };
    return prepare(deps, decider, contexts[index] ?? context, step, stream);
  });
  const sealed = await sealAll(deps, prepared);
  const outcomes = new Array<Outcome<Event>>(steps.length);
  const settle = async (index: number): Promise<void> => {
    const [step, one] = [steps[index], prepared[index]];
    if (step === undefined || one === undefined) return;
    if (one.kind === 'settled') {
      outcomes[index] = one.outcome;
      return;
    }
    const first = await append(deps, one, sealed.get(index) ?? []);
    outcomes[index] = first === 'again' ? await execute(deps, decider, contexts[index] ?? context, step) : first;
  };
  await inFlight(steps.length, appendsInFlightMax, settle);
  return outcomes;
};

const sealAll = async <Event extends DomainEvent>(deps: StreamDeps, prepared: readonly Prepared<Event>[]): Promise<Map<number, readonly NewEvent[]>> => {
  const appends = prepared.flatMap((one, index) => (one.kind === 'append' ? [{ index, events: one.events }] : []));
  const all = appends.length === 0 ? [] : await deps.codec.seal(appends.flatMap((one) => one.events));
  const sealed = new Map<number, readonly NewEvent[]>();
  let from = 0;
  for (const { index, events } of appends) {
    sealed.set(index, all.slice(from, from + events.length));
    from += events.length;
  }
  return sealed;
};

/** Runs `work(0..count-1)`, at most `limit` at once. The first failure stops new work and is thrown. */
export const inFlight = async (count: number, limit: number, work: (index: number) => Promise<void>): Promise<void> => {
  let next = 0;
  let failed = false;
  const lane = async (): Promise<void> => {
    while (next < count && !failed) {
      const index = next;
      next += 1;
      try {
        await work(index);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, count) }, lane));
};
