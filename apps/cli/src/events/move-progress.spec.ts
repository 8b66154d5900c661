import { Text, text } from '@zhibu/kernel';
import { moveProgress } from './move-progress';

const exporting = text('导出', 'exporting');

const told = (steps: readonly (readonly [ms: number, step: Text, events: number, total: number | null])[]): readonly Text[] => {
  const notes: Text[] = [];
  let now = 0;
  const progress = moveProgress({ note: (note) => void notes.push(note) }, () => now);
  for (const [ms, step, events, total] of steps) {
    now = ms;
    progress(step, events, total);
  }
  return notes;
};

describe('the progress of a move', () => {
  it('tells the rate of the step and the time left, and not too often', () => {
    expect(told([[0, exporting, 0, 9_000], [500, exporting, 700, 9_000], [2_000, exporting, 3_000, 9_000], [2_100, exporting, 3_100, 9_000]])).toEqual([
      text('导出：3000/9000 个事件（33%），1500 个/秒，还需约 4 秒', 'exporting: 3000/9000 events (33%), 1500/s, about 4 s left'),
    ]);
  });

  it('begins anew with each step, and at what was there before', () => {
    const [note] = told([[0, exporting, 0, null], [10_000, text('写入', 'appending'), 5_000, 10_000], [12_500, text('写入', 'appending'), 10_000, 10_000]]);
    expect(note?.en).toBe('appending: 10000/10000 events (100%), 2000/s, about 0 s left');
  });

  it('says no time where the total is not known', () => {
    expect(told([[0, exporting, 0, null], [4_000, exporting, 2_000, null]])).toEqual([text('导出：2000 个事件，500 个/秒', 'exporting: 2000 events, 500/s')]);
  });
});
