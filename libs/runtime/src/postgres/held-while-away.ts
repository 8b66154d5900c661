import { JobHandler } from '@zhibu/application';
import { pause } from './pause';

const lookEveryMs = 1_000;

/**
 * Keeps a job that failed in hand while an engine is away, and works on it again when that is back. Failing again and again it
 * would use up its attempts within minutes, and a dead letter is not taken up by itself.
 */
export const heldWhileAway = (handler: JobHandler, isAway: () => boolean, signal: AbortSignal, everyMs = lookEveryMs): JobHandler => async (job) => {
  for (;;) {
    try {
      return await handler(job);
    } catch (error) {
      if (!isAway()) throw error;
      while (isAway() && !signal.aborted) await pause(everyMs, signal);
      if (signal.aborted) throw error;
    }
  }
};
