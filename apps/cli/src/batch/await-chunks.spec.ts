import type { BatchRow } from '@zhibu/projections';
import type { OpenRuntime } from '../runtime/open-runtime';
import { awaitChunks } from './await-chunks';

/** Answers of the read model, one look after the other; the last one stays. */
const openWith = (...rows: readonly (Pick<BatchRow, 'chunksPlanned' | 'chunksBuilt'> | null)[]): OpenRuntime => {
  let looks = 0;
  const batch = async (): Promise<unknown> => rows[Math.min(looks++, rows.length - 1)];
  return { signal: new AbortController().signal, runtime: { queries: { payments: { batch } } } } as unknown as OpenRuntime;
};

it('waits for a batch that the read model does not show yet', async () => {
  const built: number[] = [];
  await expect(awaitChunks(openWith(null, { chunksPlanned: 2, chunksBuilt: 1 }, { chunksPlanned: 2, chunksBuilt: 2 }), 'b', (row) => built.push(row.chunksBuilt))).resolves.toBe(true);
  expect(built).toEqual([1, 2]);
});
