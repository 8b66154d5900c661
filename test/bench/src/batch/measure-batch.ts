import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCounty } from '../county/open-county';
import { chunkDesign } from './chunk-design';
import { lineDesign } from './line-design';
import { createStopwatch } from './stopwatch';
import { unclaimedDesign } from './unclaimed-design';

const designs = { chunks: chunkDesign, 'a stream a line': lineDesign, 'chunks without claims': unclaimedDesign };

/** One batch in a process of its own, so that its peak memory is that of the batch. Prints one line of JSON. */
const main = async (): Promise<void> => {
  const [databaseUrl = '', design = '', township = ''] = process.argv.slice(2);
  const folder = mkdtempSync(join(tmpdir(), 'zhibu-bench-files-'));
  const county = await openCounty(databaseUrl, folder);
  const { watch, elapsedMs, processorMs } = createStopwatch();
  const lines = await designs[design as keyof typeof designs](county, Number(township), watch);
  await county.close();
  rmSync(folder, { recursive: true });
  process.stdout.write(`${JSON.stringify({ lines, elapsedMs, processorMs, peakBytes: process.resourceUsage().maxRSS * 1024 })}\n`);
};

void main();
