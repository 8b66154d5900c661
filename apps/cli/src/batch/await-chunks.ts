import { setTimeout as wait } from 'node:timers/promises';
import type { BatchRow } from '@zhibu/projections';
import type { OpenRuntime } from '../runtime/open-runtime';

const lookEveryMs = 200;
/** Without any new chunk for so long the jobs are taken for stuck, and the caller builds by itself. */
const stuckAfterMs = 20_000;

/** Watches a worker build; true when every chunk is there, false when nothing moves any more. */
export const awaitChunks = async (open: OpenRuntime, batchId: string, onProgress: (row: BatchRow) => void): Promise<boolean> => {
  const { scopeOf } = await import('@zhibu/projections');
  const scope = scopeOf(['000000000000']);
  let [built, since] = [-1, Date.now()];
  while (!open.signal.aborted) {
    // The read model may be a moment behind the batch that was just opened.
    const row = await open.runtime.queries.payments.batch({ scope, batchId });
    if (row !== null) onProgress(row);
    if (row !== null && row.chunksPlanned > 0 && row.chunksBuilt >= row.chunksPlanned) return true;
    if (row !== null && row.chunksBuilt > built) [built, since] = [row.chunksBuilt, Date.now()];
    if (Date.now() - since > stuckAfterMs) return false;
    await wait(lookEveryMs, undefined, { signal: open.signal });
  }
  return false;
};
