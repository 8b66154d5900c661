import { RedisTrouble } from './redis-trouble';

const sameAgainMs = 60_000;

export interface TroubleTeller {
  tell(trouble: RedisTrouble): void;
  /** The connection works again: says so if trouble was told. */
  works(): void;
}

/**
 * Trouble with Redis comes from every connection at once, many times a second. It is told when it begins and once a
 * minute while it lasts, each kind by itself, with how often it came; and once when it is over.
 */
export const createTroubleTeller = (onError: (error: Error) => void, address: string, nowMs: () => number): TroubleTeller => {
  const told = new Map<string, { atMs: number; since: number }>();
  let beganMs: number | undefined;
  return {
    tell: (trouble) => {
      const now = nowMs();
      const before = told.get(trouble.rejection.code);
      if (before !== undefined && now - before.atMs < sameAgainMs) {
        before.since += 1;
        return;
      }
      told.set(trouble.rejection.code, { atMs: now, since: 0 });
      beganMs ??= now;
      onError(before === undefined ? trouble : new Error(`${trouble.message}, ${before.since + 1} times in the last minutes; jobs wait, it is tried again`));
    },
    works: () => {
      if (beganMs === undefined) return;
      const seconds = Math.round((nowMs() - beganMs) / 1_000);
      beganMs = undefined;
      told.clear();
      onError(new Error(`redis.back: Redis works again after ${seconds} s (${address})`));
    },
  };
};
