import { BatchFigures, runBatch } from '../batch/run-batch';
import { seedSizes, sizes } from '../batch/sizes';
import { Case, whole } from '../harness';

const steps = ['built', 'frozen', 'file written', 'sent'] as const;

/** Where a payment line lives: a stream for each line, against chunk streams with a claim on each person's ledger. */
export const batchLinesCase: Case = {
  name: 'batch-lines',
  run: async (databaseUrl, _compare, report) => {
    const url = await databaseUrl('lines');
    await seedSizes(url, sizes());
    for (const township of sizes().keys()) {
      // The claims come last: what they take is no longer due for the others.
      const free = await runBatch(url, 'chunks without claims', township);
      const alone = await runBatch(url, 'a stream a line', township);
      const shipped = await runBatch(url, 'chunks', township);
      const { lines } = shipped;
      for (const step of steps) {
        const [ours, theirs] = [shipped.elapsedMs[step] ?? 0, alone.elapsedMs[step] ?? 0];
        report({ name: `${whole(lines)} lines ${step}`, ours: `${whole((lines * 1_000) / ours)} lines/s`, peer: `a stream a line ${whole((alone.lines * 1_000) / theirs)}`, ratio: theirs / ours });
      }
      const each = ({ processorMs, lines: count }: BatchFigures, step: string): number => ((processorMs[step] ?? 0) * 1_000) / count;
      report({ name: `${whole(lines)} lines built, client processor`, ours: `${whole(each(shipped, 'built'))} us a line`, peer: `a stream a line ${whole(each(alone, 'built'))}`, ratio: each(alone, 'built') / each(shipped, 'built') });
      const rate = ({ elapsedMs, lines: count }: BatchFigures): number => (count * 1_000) / (elapsedMs['built'] ?? 0);
      report({ name: `${whole(lines)} lines built, what claims cost`, ours: `${whole(rate(shipped))} lines/s`, peer: `without claims ${whole(rate(free))}, processor ${whole(each(free, 'built'))} us`, ratio: rate(shipped) / rate(free) });
      report({ name: `${whole(lines)} lines, peak memory`, ours: `${whole(shipped.peakBytes / 1e6)} MB`, peer: `a stream a line ${whole(alone.peakBytes / 1e6)} MB` });
    }
  },
};
