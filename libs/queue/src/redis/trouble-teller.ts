import { isPassingFault } from './redis-faults';
import { RedisTrouble } from './redis-trouble';

const sameAgainMs = 60_000;
/** Longer than the wait between two attempts of a connection: one that still fails would have said so. */
const quietMs = 3_000;

export interface TroubleTeller {
  tell(trouble: RedisTrouble): void;
  /** A command was done: says that Redis works again, if it was told to be away and all connections are quiet since. */
  works(): void;
}

/**
 * Trouble with Redis comes from every connection at once, many times a second. It is told when it begins and once a
 * minute while it lasts, each kind by itself, with how often it came; and once when it is over.
 */
export const createTroubleTeller = (onError: (error: Error) => void, address: string, nowMs: () => number): TroubleTeller => {
  const told = new Map<string, { atMs: number; since: number }>();
  let awaySinceMs: number | undefined;
  let lastMs = 0;
  return {
    tell: (trouble) => {
      const now = nowMs();
      lastMs = now;
      const before = told.get(trouble.rejection.code);
      if (before !== undefined && now - before.atMs < sameAgainMs) {
        before.since += 1;
        return;
      }
      told.set(trouble.rejection.code, { atMs: now, since: 0 });
      if (isPassingFault(trouble.rejection)) awaySinceMs ??= now;
      onError(before === undefined ? trouble : new Error(`${trouble.message}, ${before.since + 1} times in the last minutes; jobs wait, it is tried again`));
    },
    works: () => {
      if (awaySinceMs === undefined || nowMs() - lastMs < quietMs) return;
      const seconds = Math.round((lastMs - awaySinceMs) / 1_000);
      awaySinceMs = undefined;
      told.clear();
      onError(new Error(`redis.back: Redis works again after ${seconds} s (${address})`));
    },
  };
};
