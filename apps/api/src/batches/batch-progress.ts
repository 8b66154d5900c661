import type { BatchRow } from '@zhibu/projections';
import type { ServerEvent } from '../common/event-stream';
import { pause } from '../common/event-stream';
import { show } from '../common/shown';
import { ProgressView } from './batch-answers.view';

const pollMs = 500;

const complete = (batch: BatchRow): boolean => batch.status !== 'open' && (batch.status !== 'planned' || batch.chunksBuilt >= batch.chunksPlanned);

/** One event whenever a chunk was built, and `done` at the end; the stream then ends by itself. */
export async function* batchProgress(read: () => Promise<BatchRow | null>, signal: AbortSignal): AsyncGenerator<ServerEvent> {
  let last = '';
  for (; !signal.aborted; await pause(pollMs, signal)) {
    const batch = await read();
    if (batch === null) return;
    const data = show(ProgressView, batch);
    const text = JSON.stringify(data);
    if (complete(batch)) {
      yield { event: 'done', data };
      return;
    }
    if (text !== last) yield { event: 'progress', data };
    last = text;
  }
}
