import { Fen, canonicalJson, sumFen, text } from '@zhibu/kernel';
import { BatchChunkBuilt, LinesBuilt, PaymentLine, batchStream, linesHashOf, linesStream, listHashOf, paymentBatchDecider, paymentLinesDecider } from '@zhibu/domain';
import { loadStream } from '../execute/stream-loader';
import { ServiceDeps } from '../service-deps';
import { Executed, KnownOf } from './executed';

interface Totals {
  readonly lines: number;
  readonly totalFen: Fen;
  readonly hash: string;
}

/** A chunk's hash and totals from its lines, as they were written. */
export const executeChunk = async (deps: ServiceDeps, event: KnownOf<'BatchChunkBuilt'>): Promise<Executed> => {
  const { batchId, chunk } = event.data;
  const { events } = await loadStream(deps, paymentLinesDecider, linesStream(batchId, chunk));
  const built = events.find((candidate) => candidate.type === 'LinesBuilt');
  const lines = (built?.data as LinesBuilt['data'] | undefined)?.lines ?? [];
  return compared('chunk', event, { lines: lines.length, totalFen: sumFen(lines.map((line) => line.amountFen)), hash: hashOf(lines) }, event.data);
};

const hashOf = (lines: readonly PaymentLine[]): string =>
  linesHashOf(lines.map(({ lineNo, personKey, entitlementId, accountKey, amountFen }) => ({ lineNo, personKey, entitlementId, accountKey, amountFen })));

/** A list's hash and totals from the chunks that the batch had noted by then. */
export const executeList = async (deps: ServiceDeps, event: KnownOf<'BatchFrozen'>): Promise<Executed> => {
  const { batchId, lines, totalFen, listHash, hashCovers: covers } = event.data;
  const { events } = await loadStream(deps, paymentBatchDecider, batchStream(batchId));
  const chunks = events
    .filter((candidate) => candidate.type === 'BatchChunkBuilt' && candidate.meta.version < event.meta.version)
    .map((candidate) => candidate.data as BatchChunkBuilt['data'])
    .sort((a, b) => a.chunk - b.chunk);
  const again: Totals = { lines: chunks.reduce((sum, chunk) => sum + chunk.lines, 0), totalFen: sumFen(chunks.map((chunk) => chunk.totalFen)), hash: listHashOf({ batchId, covers, chunks }) };
  return compared('list', event, again, { lines, totalFen, hash: listHash });
};

const compared = (kind: 'chunk' | 'list', event: KnownOf<'BatchChunkBuilt' | 'BatchFrozen'>, again: Totals, { lines, totalFen, hash }: Totals): Executed => {
  const [expected, actual] = [canonicalJson(again), canonicalJson({ lines, totalFen, hash })];
  if (expected === actual) return { kind, event, outcome: 'same' };
  return { kind, event, outcome: 'differs', expected, actual, what: words[kind] };
};

const words = {
  chunk: text('分块的行与其校验值不符', 'The lines of a chunk are not those of its hash'),
  list: text('冻结名单的校验值与各分块不符', 'The hash of a frozen list is not that of its chunks'),
};
