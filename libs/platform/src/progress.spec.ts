import { createProgress } from './progress';

const record = (isTTY: boolean) => {
  const written: string[] = [];
  let now = 0;
  const progress = createProgress('Loading', 4228, { isTTY, columns: 60, write: (text) => written.push(text) }, () => now);
  return { written, progress, wait: (ms: number) => { now += ms; } };
};

test('redraws one line on a terminal, within its width', () => {
  const { written, progress, wait } = record(true);
  for (let done = 0; done <= 4228; done += 1) {
    progress.update(done);
    wait(1);
  }
  progress.finish('Loaded');
  expect(written.length).toBeLessThan(50);
  expect(written.every((text) => text === '\n' || text.startsWith('\r'))).toBe(true);
  expect(Math.max(...written.map((text) => text.replace('\r\x1b[2K', '').length))).toBeLessThanOrEqual(60);
  expect(written.at(-2)).toContain('100% 4228/4228');
});

test('writes plain lines now and then where nobody watches, and never rounds up to 100 %', () => {
  const { written, progress, wait } = record(false);
  progress.update(1);
  progress.update(2);
  wait(5_000);
  progress.update(4227);
  expect(written).toEqual(['Loading 0% 1/4228 0 s\n', 'Loading 99% 4227/4228 5 s\n']);
});
