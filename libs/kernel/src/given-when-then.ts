import { canonicalJson } from './canonical';
import { Decider, fold } from './decider';

/** Given past events, when a command comes, then these events follow or this code refuses it. */
export const scenario = <State, Command, Event>(decider: Decider<State, Command, Event>) => ({
  given: (...past: readonly Event[]) => ({
    when: (command: Command) => {
      const outcome = decider.decide(fold(decider, past), command);
      return {
        then: (...expected: readonly Event[]): void => {
          if (!outcome.ok) throw new Error(`expected events, found rejection ${canonicalJson(outcome.rejection)}`);
          const [wanted, found] = [canonicalJson(expected), canonicalJson(outcome.events)];
          if (wanted !== found) throw new Error(`expected ${wanted}\nfound    ${found}`);
        },
        thenRefused: (code: string): void => {
          if (outcome.ok) throw new Error(`expected rejection ${code}, found events ${canonicalJson(outcome.events)}`);
          if (outcome.rejection.code !== code) throw new Error(`expected rejection ${code}, found ${outcome.rejection.code}`);
        },
        outcome,
      };
    },
  }),
});
