import { Clock } from '@zhibu/kernel';

/** A clock that a test moves forward by hand and whose events are worked on as real ones. */
export interface TestClock extends Clock {
  advanceTo(instant: string): void;
}

export const testClock = (start: string): TestClock => {
  let instant = new Date(start).toISOString();
  return {
    simulated: false,
    now: () => instant,
    advanceTo: (next) => {
      const later = new Date(next).toISOString();
      if (later > instant) instant = later;
    },
  };
};
