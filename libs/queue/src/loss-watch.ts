import { QueueEngine } from './queue-engine';

export interface LossWatch {
  /** Makes the store of jobs where it is missing. Callers at the same time share one go. */
  restore(): Promise<void>;
  onLost(callback: () => void | Promise<void>): void;
  stop(): Promise<void>;
}

/**
 * Notices that stored jobs are gone, whoever dropped or already restored them: every process looks at the
 * present generation of the store, and tells its own shell when that is not the one it knew.
 */
export const startLossWatch = async (engine: QueueEngine, everyMs: number, onError: (error: Error) => void): Promise<LossWatch> => {
  const callbacks: (() => void | Promise<void>)[] = [];
  await engine.restore();
  let known = await engine.generation();
  let current: Promise<void> | undefined;

  const look = async (): Promise<void> => {
    let found = await engine.generation();
    if (found === null) {
      await engine.restore();
      found = await engine.generation();
    }
    if (found === known) return;
    known = found;
    for (const callback of callbacks) await callback();
  };
  const report = (error: unknown): void => onError(error instanceof Error ? error : new Error('the job store could not be checked'));
  const shared = (): Promise<void> => (current ??= look().finally(() => (current = undefined)));

  const timer = setInterval(() => void shared().catch(report), everyMs);
  return {
    restore: shared,
    onLost: (callback) => void callbacks.push(callback),
    stop: async () => {
      clearInterval(timer);
      await current?.catch(report);
    },
  };
};
