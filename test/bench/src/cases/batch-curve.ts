import { runBatch } from '../batch/run-batch';
import { seedSizes, sizes } from '../batch/sizes';
import { Case, whole } from '../harness';

const memoryMaxMb = 512;

/** One batch from the list to the file that was sent, by the services of everybody, each in a process of its own. */
export const batchCurveCase: Case = {
  name: 'batch-curve',
  run: async (databaseUrl, _compare, report) => {
    const url = await databaseUrl('curve');
    await seedSizes(url, sizes());
    let smallest: number | null = null;
    for (const township of sizes().keys()) {
      const { lines, elapsedMs, peakBytes } = await runBatch(url, 'chunks', township);
      const seconds = (step: string): string => `${((elapsedMs[step] ?? 0) / 1_000).toFixed(2)} s`;
      const totalMs = Object.values(elapsedMs).reduce((sum, each) => sum + each, 0);
      const perLine = totalMs / lines;
      smallest ??= perLine;
      const parts = Object.keys(elapsedMs).map((step) => `${step} ${seconds(step)}`).join(', ');
      report({ name: `batch of ${whole(lines)} lines`, ours: `${(totalMs / 1_000).toFixed(2)} s`, peer: parts });
      report({ name: `  cost of a line`, ours: `${(perLine * 1_000).toFixed(0)} us`, peer: `smallest batch ${(smallest * 1_000).toFixed(0)} us`, ratio: smallest / perLine });
      report({ name: `  peak memory`, ours: `${whole(peakBytes / 1e6)} MB`, target: `${memoryMaxMb} MB`, attained: (memoryMaxMb * 1e6) / peakBytes });
    }
  },
};
