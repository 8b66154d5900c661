import { durationWords, lagWords } from './lag-words';

it.each([
  [{ behind: false, events: 0, ms: 0 }, '已跟上', 'up to date'],
  [{ behind: true, events: 312, ms: 4_200 }, '落后 312 条事件，约 4 秒', 'behind by 312 events, about 4 s'],
  [{ behind: true, events: 1, ms: 900 }, '落后 1 条事件，不到 1 秒', 'behind by 1 event, less than a second'],
  [{ behind: true, events: 1_000, ms: 600_000 }, '落后 至少 1000 条事件，约 10 分钟', 'behind by at least 1000 events, about 10 min'],
  [{ behind: true, events: 7 }, '落后 7 条事件', 'behind by 7 events'],
  [{ behind: true, events: 7, ms: null }, '落后 7 条事件，尚未跟上过', 'behind by 7 events, never up to date yet'],
  [{ behind: true }, '落后', 'behind'],
])('a reader of the log is %j', (lag, zh, en) => {
  expect(lagWords(lag)).toEqual({ zh, en });
});

it.each([[0, 'less than a second'], [999, 'less than a second'], [1_000, 'about 1 s'], [119_000, 'about 119 s'], [120_000, 'about 2 min'], [7_199_000, 'about 2 h'], [36_000_000, 'about 10 h']])('%s ms are %s', (ms, en) => {
  expect(durationWords(ms).en).toBe(en);
});
