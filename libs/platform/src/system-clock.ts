import type { Clock } from '@zhibu/kernel';

/** The computer's clock, for everything but the demo county and tests. */
export const systemClock: Clock = { now: () => new Date().toISOString(), simulated: false };

export interface SimulatedClock extends Clock {
  /** Moves time on by milliseconds; time never runs backwards. */
  advance(ms: number): void;
  /** Moves time on to an ISO instant; an instant in the past is refused. */
  advanceTo(instant: string): void;
}

/** A clock that stands still until it is moved. `start` is an ISO instant. */
export const simulatedClock = (start: string): SimulatedClock => {
  let at = Date.parse(start);
  if (Number.isNaN(at)) throw new RangeError(`Expected an ISO instant, found "${start}".`);
  const moveTo = (target: number): void => {
    if (!(target >= at)) throw new RangeError(`Expected an instant not before ${new Date(at).toISOString()}.`);
    at = target;
  };
  return {
    now: () => new Date(at).toISOString(),
    simulated: true,
    advance: (ms) => moveTo(at + ms),
    advanceTo: (instant) => moveTo(Date.parse(instant)),
  };
};
