import { Result, accept, refuse, text } from '@zhibu/kernel';
import { EventStore } from '@zhibu/event-store';
import {
  BatchOpened, BatchPlanned, PaymentBatchCommand, PaymentBatchEvent, PaymentBatchState, PaymentLinesEvent, PaymentLinesState, batchStream, linesStream,
  paymentBatchDecider, paymentLinesDecider,
} from '@zhibu/domain';
import { CommandContext } from '../execute/context';
import { Ask, execute } from '../execute/execute';
import { Outcome } from '../execute/outcome';
import { Loaded, StreamDeps, loadStream, loadStreams } from '../execute/stream-loader';

export type ChunkPlan = BatchPlanned['data']['chunks'][number];
type LoadedBatch = Loaded<PaymentBatchState, PaymentBatchEvent>;
export type LoadedLines = Loaded<PaymentLinesState, PaymentLinesEvent>;

/** A batch with what its first events say. */
export interface BatchView {
  readonly loaded: LoadedBatch;
  readonly state: PaymentBatchState;
  readonly opened: BatchOpened['data'];
  /** Empty until it is planned. */
  readonly plan: readonly ChunkPlan[];
}

/** Streams of lines read at once: about 4,000 lines in memory. */
const linesStreamsPerRead = 8;

/** Batches followed at once by one process. */
const batchesKnownMax = 4;

/**
 * Batches as this process last saw them. A large one has thousands of events, and each of its chunks looks at it
 * several times: only what came since is read. Nothing in it is personal, and the store still has the last word by
 * the version expected.
 */
const knownBatches = new WeakMap<EventStore, Map<string, LoadedBatch>>();

const loadBatchStream = async (deps: StreamDeps, stream: string): Promise<LoadedBatch> => {
  const known = knownBatches.get(deps.store) ?? new Map<string, LoadedBatch>();
  knownBatches.set(deps.store, known);
  const loaded = await loadStream(deps, paymentBatchDecider, stream, known.get(stream));
  if (loaded.version < (known.get(stream)?.version ?? 1)) return loaded;
  known.delete(stream);
  known.set(stream, loaded);
  const [oldest] = known.keys();
  if (known.size > batchesKnownMax && oldest !== undefined) known.delete(oldest);
  return loaded;
};

export const loadBatch = async (deps: StreamDeps, batchId: string): Promise<Result<BatchView>> => {
  const loaded = await loadBatchStream(deps, batchStream(batchId));
  const opened = loaded.events[0];
  if (opened?.type !== 'BatchOpened') {
    return refuse({
      code: 'batch.not-found',
      message: text('没有这个发放批次', 'There is no such batch'),
      expected: text('已建立的批次', 'a batch that was opened'),
      actual: text(`“${batchId}”没有记录`, `nothing under "${batchId}"`),
      field: 'batchId',
    });
  }
  const planned = loaded.events.find((event) => event.type === 'BatchPlanned');
  return accept({ loaded, state: loaded.state, opened: opened.data as BatchOpened['data'], plan: planned === undefined ? [] : (planned.data as BatchPlanned['data']).chunks });
};

export const onBatch = (deps: StreamDeps, context: CommandContext, batchId: string, ask: Ask<PaymentBatchCommand>, content?: unknown): Promise<Outcome<PaymentBatchEvent>> =>
  execute(deps, paymentBatchDecider, context, { stream: batchStream(batchId), ask, ...(content === undefined ? {} : { content }) }, (stream) => loadBatchStream(deps, stream));

/** The first line number of each chunk: a chunk keeps as many numbers as entitlements were planned for it. */
export const firstLineNos = (plan: readonly ChunkPlan[]): ReadonlyMap<number, number> => {
  const firsts = new Map<number, number>();
  let next = 1;
  for (const { chunk, entitlements } of plan) {
    firsts.set(chunk, next);
    next += entitlements;
  }
  return firsts;
};

/** For many line numbers: the chunk that one belongs to, or `null` when the batch has no such number. */
export const chunkFinder = (plan: readonly ChunkPlan[]): ((lineNo: number) => number | null) => {
  const lasts: number[] = [];
  for (const { entitlements } of plan) lasts.push((lasts.at(-1) ?? 0) + entitlements);
  return (lineNo) => {
    if (!(lineNo > 0)) return null;
    let [low, high] = [0, plan.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (lineNo <= (lasts[middle] ?? 0)) high = middle;
      else low = middle + 1;
    }
    return plan[low]?.chunk ?? null;
  };
};

export const chunkOfLine = (plan: readonly ChunkPlan[], lineNo: number): number | null => chunkFinder(plan)(lineNo);

/** The lines of a batch, chunk by chunk in order, never all of them in memory. */
export async function* linesInOrder(deps: StreamDeps, batchId: string, chunks: readonly number[]): AsyncGenerator<readonly LoadedLines[]> {
  for (let from = 0; from < chunks.length; from += linesStreamsPerRead) {
    const streams = chunks.slice(from, from + linesStreamsPerRead).map((chunk) => linesStream(batchId, chunk));
    const found = await loadStreams(deps, paymentLinesDecider, streams);
    yield streams.flatMap((stream) => found.get(stream) ?? []);
  }
}
