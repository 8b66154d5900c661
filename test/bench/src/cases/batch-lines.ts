import { BatchFigures, Design, runBatch } from '../batch/run-batch';
import { seedSizes, sizes } from '../batch/sizes';
import { Case, Figure, whole } from '../harness';

const memoryMaxMb = 512;
/** What claims cost is seen well enough in the smaller batches. */
const unclaimedLinesMax = 10_000;

type Report = (figure: Figure) => void;

/**
 * A batch from the list to the sent file at growing sizes, each in a process of its own, in both designs of ADR 0003:
 * chunk streams with a claim on each person's ledger, and by hand a stream for each line with the same claims.
 */
export const batchLinesCase: Case = {
  name: 'batch-lines',
  run: async (databaseUrl, _compare, report) => {
    const url = await databaseUrl('lines');
    await seedSizes(url, sizes());
    let smallest: number | null = null;
    for (const [township, size] of sizes().entries()) {
      const of = (design: Design): Promise<BatchFigures> => runBatch(url, design, township);
      // The claims of the services come last: what they take is no longer due for the others.
      const free = size > unclaimedLinesMax ? null : await of('chunks without claims');
      const alone = await of('a stream a line');
      const shipped = await of('chunks');
      smallest ??= lineMs(shipped);
      compareDesigns(report, shipped, alone);
      if (free !== null) reportClaims(report, shipped, free);
      reportCurve(report, shipped, alone, smallest);
    }
  },
};

const steps = ['built', 'frozen', 'file written', 'sent'] as const;

const compareDesigns = (report: Report, shipped: BatchFigures, alone: BatchFigures): void => {
  const { lines } = shipped;
  for (const step of steps) {
    const [ours, theirs] = [shipped.elapsedMs[step] ?? 0, alone.elapsedMs[step] ?? 0];
    report({ name: `${whole(lines)} lines ${step}`, ours: `${whole((lines * 1_000) / ours)} lines/s`, peer: `a stream a line ${whole((alone.lines * 1_000) / theirs)}`, ratio: theirs / ours });
  }
  report({
    name: `${whole(lines)} lines built, client processor`,
    ours: `${whole(processorUs(shipped))} us a line`,
    peer: `a stream a line ${whole(processorUs(alone))}`,
    ratio: processorUs(alone) / processorUs(shipped),
  });
};

const reportClaims = (report: Report, shipped: BatchFigures, free: BatchFigures): void => {
  const rate = ({ elapsedMs, lines }: BatchFigures): number => (lines * 1_000) / (elapsedMs['built'] ?? 0);
  const peer = `without claims ${whole(rate(free))}, processor ${whole(processorUs(free))} us`;
  report({ name: `${whole(shipped.lines)} lines built, what claims cost`, ours: `${whole(rate(shipped))} lines/s`, peer, ratio: rate(shipped) / rate(free) });
};

const reportCurve = (report: Report, shipped: BatchFigures, alone: BatchFigures, smallestMs: number): void => {
  const [lines, perLineMs] = [whole(shipped.lines), lineMs(shipped)];
  report({ name: `${lines} lines, list to sent file`, ours: seconds(shipped), peer: `a stream a line ${seconds(alone)}`, ratio: totalMs(alone) / totalMs(shipped) });
  report({ name: `${lines} lines, cost of a line`, ours: `${whole(perLineMs * 1_000)} us`, peer: `smallest batch ${whole(smallestMs * 1_000)} us`, ratio: smallestMs / perLineMs });
  const [ours, theirs] = [shipped.peakBytes / 1e6, alone.peakBytes / 1e6];
  report({ name: `${lines} lines, peak memory`, ours: `${whole(ours)} MB`, peer: `a stream a line ${whole(theirs)} MB`, target: `${memoryMaxMb} MB`, attained: memoryMaxMb / ours });
};

/** Steps that both designs have. Approval and funds are the same few events in either. */
const totalMs = ({ elapsedMs }: BatchFigures): number => steps.reduce((sum, step) => sum + (elapsedMs[step] ?? 0), 0);
const lineMs = (figures: BatchFigures): number => totalMs(figures) / figures.lines;
const processorUs = ({ processorMs, lines }: BatchFigures): number => ((processorMs['built'] ?? 0) * 1_000) / lines;
const seconds = (figures: BatchFigures): string => `${(totalMs(figures) / 1_000).toFixed(2)} s`;
