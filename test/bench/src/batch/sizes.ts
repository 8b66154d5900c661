import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCounty } from '../county/open-county';
import { drain, planPeople, seedPeople } from '../county/seed-people';

/** Lines of each batch: BENCH_SIZES=1000,10000 runs fewer. */
export const sizes = (): readonly number[] => (process.env['BENCH_SIZES'] ?? '1000,10000,100000').split(',').map(Number);

/** People of each size in a township of their own, and the read model of who is due. Not measured. */
export const seedSizes = async (databaseUrl: string, counts: readonly number[]): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'zhibu-bench-files-'));
  const county = await openCounty(databaseUrl, folder);
  const people = planPeople(counts.reduce((sum, count) => sum + count, 0));
  const start = performance.now();
  let from = 0;
  for (const [township, count] of counts.entries()) {
    await seedPeople(county, people.slice(from, from + count), township);
    from += count;
  }
  const seededMs = performance.now() - start;
  const drainedMs = await drain(county, ['entitlements']);
  process.stdout.write(`  (registered ${people.length} people in ${(seededMs / 1_000).toFixed(1)} s, read model in ${(drainedMs / 1_000).toFixed(1)} s)\n`);
  await county.close();
  rmSync(folder, { recursive: true });
};
