import { QueueEngine } from './queue-engine';

export type LossCallback = () => void | Promise<void>;

export interface LossWatch {
  /** Looks now, and makes the store of jobs where it is missing. Callers at the same time share one go. */
  restore(): Promise<void>;
  onLost(callback: LossCallback): void;
  /** Whether the jobs that are stored were found to be another installation's: nothing may be added or taken. */
  isForeign(): boolean;
  stop(): Promise<void>;
}

/**
 * Notices that stored jobs are gone, whoever dropped or already restored them: every process looks at the
 * present generation of the store, and tells its own shell when that is not the one it knew.
 */
export const startLossWatch = async (engine: QueueEngine, everyMs: number, onError: (error: Error) => void, onForeign: (isForeign: boolean) => void = () => undefined): Promise<LossWatch> => {
  const callbacks: LossCallback[] = [];
  await engine.restore();
  let known = await engine.generation();
  let foreign = false;
  let restoring: Promise<void> | undefined;
  let owed = false;
  let telling = false;

  const now = (isForeign: boolean): void => {
    if (foreign !== isForeign) onForeign(isForeign);
    foreign = isForeign;
  };
  const generation = async (): Promise<string | null> => {
    const found = await engine.generation().catch((error: unknown) => {
      if (engine.isForeign(error)) now(true);
      throw error;
    });
    now(false);
    return found;
  };
  const restore = async (): Promise<void> => {
    let found = await generation();
    if (found === null) {
      await engine.restore();
      found = await generation();
    }
    owed ||= found !== known;
    known = found;
  };
  const report = (error: unknown): void => onError(error instanceof Error ? error : new Error('the job store could not be checked'));
  const shared = (): Promise<void> => (restoring ??= restore().finally(() => (restoring = undefined)));

  // Apart from restoring, because a callback enqueues and may itself meet a lost store. What fails is owed still.
  const tell = async (): Promise<void> => {
    if (!owed || telling) return;
    telling = true;
    owed = false;
    try {
      for (const callback of callbacks) await callback();
    } catch (error) {
      owed = true;
      report(error);
    } finally {
      telling = false;
    }
  };

  const timer = setInterval(() => void shared().then(tell).catch(report), everyMs);
  return {
    restore: async () => {
      await shared();
      void tell();
    },
    onLost: (callback) => void callbacks.push(callback),
    isForeign: () => foreign,
    stop: async () => {
      clearInterval(timer);
      await restoring?.catch(report);
    },
  };
};
