import { ReturnFileRow, returnRowsPerCommandMax, rowsPerPartMax } from '@zhibu/domain';
import { appendBytesMax } from '@zhibu/event-store';
import { ReturnRows, ReturnRowsPart } from '../ports/return-rows';
import { chunkFinder } from './batch-view';
import { indexRows, windowsOf } from './return-rows';

const chunkSize = 400;
const plan = (chunks: number) => Array.from({ length: chunks }, (_, index) => ({ chunk: index + 1, after: '', through: '', entitlements: chunkSize }));

/** Rows that exist only while they are read; counts how often each part was. */
const madeRows = (count: number, lineOf: (n: number) => number): ReturnRows & { readonly reads: number[] } => {
  const parts = Math.ceil(count / rowsPerPartMax);
  const reads = Array<number>(parts).fill(0);
  const rowOf = (n: number): ReturnFileRow => ({ lineNo: lineOf(n), attempt: 1, status: 'credited', reason: null, amountFen: 100 });
  return {
    parts,
    reads,
    async *read(wanted): AsyncGenerator<ReturnRowsPart> {
      for (const part of wanted) {
        reads[part] = (reads[part] ?? 0) + 1;
        const length = Math.min(rowsPerPartMax, count - part * rowsPerPartMax);
        yield await Promise.resolve({ part, rows: Array.from({ length }, (_, index) => rowOf(part * rowsPerPartMax + index)) });
      }
    },
  };
};

/** What is in memory at once, over all windows, and each line's rows. */
const walked = async (rows: ReturnRows, chunks: number, heldMax?: number) => {
  const find = chunkFinder(plan(chunks));
  const chunkOf = (lineNo: number): number => find(lineNo) ?? 1;
  const index = await indexRows(rows, chunkOf);
  const [seen, order, lines] = [[] as number[], [] as number[], new Map<number, number>()];
  for await (const window of windowsOf(rows, index, plan(chunks).map(({ chunk }) => chunk), chunkOf, heldMax)) {
    order.push(...window.chunks);
    seen.push([...window.rows.values()].reduce((sum, group) => sum + group.length, 0));
    for (const [chunk, group] of window.rows) {
      expect(window.chunks).toContain(chunk);
      for (const { lineNo } of group) {
        if (chunkOf(lineNo) !== chunk) throw new Error(`line ${lineNo} was shown to chunk ${chunk}`);
        lines.set(lineNo, (lines.get(lineNo) ?? 0) + 1);
      }
    }
  }
  return { index, order, lines, windows: seen.length, most: Math.max(...seen) };
};

describe('rows of a return file, shown to the chunks they speak of', () => {
  it.each<[string, (n: number) => number, number]>([
    // A part lies in one window, or on the border of two; it is read once more for the index.
    ['in the order of the list', (n) => n + 1, 3],
    // 7,919 is prime: neighbours in the file are far apart in the list, and every part has rows for every window.
    ['shuffled', (n) => ((n * 7_919) % 100_000) + 1, 6],
  ])('come %s: each once, in the order of the chunks, and never more in memory than allowed', async (_, lineOf, readsMost) => {
    const rows = madeRows(100_000, lineOf);
    const { index, order, lines, windows, most } = await walked(rows, 250);
    expect(index).toMatchObject({ rows: 100_000, totalFen: 10_000_000 });
    expect(order).toEqual(plan(250).map(({ chunk }) => chunk));
    expect([lines.size, [...lines.values()].every((count) => count === 1)]).toEqual([100_000, true]);
    expect([windows, most]).toEqual([5, 20_000]);
    expect(Math.max(...rows.reads)).toBeLessThanOrEqual(readsMost);
  });

  it('also when the bank repeats itself: a chunk comes whole, alone if it has to', async () => {
    const rows = madeRows(3_000, (n) => (n < 1_800 ? 1 : n));
    const { order, lines, most } = await walked(rows, 10, 1_000);
    expect(order).toEqual(plan(10).map(({ chunk }) => chunk));
    expect([lines.get(1), most]).toEqual([1_800, 1_800]);
  });

  it('silent chunks come as well, and rows of nobody go to the first', async () => {
    const { order, lines } = await walked(madeRows(3, (n) => 9_000 + n), 4);
    expect([order, lines.size]).toEqual([[1, 2, 3, 4], 3]);
  });
});

describe('the rows of one command', () => {
  it('fit one append, however long their numbers are', () => {
    const longest: ReturnFileRow = { lineNo: 999_999_999, attempt: 9_999, status: 'credited', reason: null, amountFen: Number.MAX_SAFE_INTEGER, creditedOn: '2016-12-31' };
    const [bytes, parts] = [JSON.stringify(Array(returnRowsPerCommandMax).fill(longest)).length, Math.ceil(returnRowsPerCommandMax / rowsPerPartMax)];
    expect(bytes + parts * 1_000).toBeLessThan(appendBytesMax);
  });
});

describe('the chunk of a line', () => {
  it('is found among chunks of any size', () => {
    const sizes = [3, 0, 1, 5];
    const find = chunkFinder(sizes.map((entitlements, index) => ({ chunk: index + 1, after: '', through: '', entitlements })));
    expect(Array.from({ length: 12 }, (_, lineNo) => find(lineNo - 1))).toEqual([null, null, 1, 1, 1, 3, 4, 4, 4, 4, 4, null]);
    expect(chunkFinder([])(1)).toBeNull();
  });
});
