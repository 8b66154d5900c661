import { Checkpoint } from '@zhibu/kernel';
import { EventBatch, SubscribeOptions } from './port';
import { WakeUp } from './wake-up';

export const batchSizeDefault = 500;
export const batchSizeMax = 5_000;

export interface PollingMs {
  readonly min: number;
  readonly max: number;
}

/** Reads what follows a checkpoint; `null` when nothing new is visible. */
export type ReadBatch = (after: Checkpoint | null, batchSize: number) => Promise<EventBatch | null>;

export const boundedBatchSize = (wanted: number | undefined): number =>
  Math.max(1, Math.min(wanted ?? batchSizeDefault, batchSizeMax));

/**
 * Catches up, says once that it is live, then polls: quickly after an append of this process, and ever
 * more slowly (up to `polling.max`) while nothing comes.
 */
export async function* follow(
  options: SubscribeOptions,
  read: ReadBatch,
  wakeUp: WakeUp,
  polling: PollingMs,
): AsyncGenerator<EventBatch> {
  const { signal } = options;
  const batchSize = boundedBatchSize(options.batchSize);
  let after = options.after;
  let saidLive = false;
  let pauseMs = polling.min;
  while (!signal.aborted) {
    const seen = wakeUp.notifications;
    const batch = await read(after, batchSize);
    if (signal.aborted) return;
    if (batch !== null) {
      after = batch.checkpoint;
      saidLive = batch.live;
      pauseMs = polling.min;
      yield batch;
      if (!batch.live) continue;
    } else if (!saidLive && after !== null) {
      saidLive = true;
      yield { events: [], checkpoint: after, live: true };
    }
    const notified = await wakeUp.sleep(pauseMs, seen, signal);
    pauseMs = notified ? polling.min : Math.min(pauseMs * 2, polling.max);
  }
}
