import { waitAfterStalls } from './stalled-jobs';

describe('a job that was taken from its workers', () => {
  it('runs again at once twice, then after waits that double up to five minutes', () => {
    const waits = [0, 1, 2, 3, 4, 5, 11, 12, 1_000_000].map((stalls) => waitAfterStalls(stalls, 1_000));
    expect(waits).toEqual([0, 0, 0, 1_000, 2_000, 4_000, 256_000, 300_000, 300_000]);
  });
});
