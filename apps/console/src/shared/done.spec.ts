import { sayDone } from './done';

it('is seen for a moment and heard', () => {
  jest.useFakeTimers();
  const note = document.querySelector<HTMLElement>('.done-note');
  expect(note?.hidden).toBe(true);
  sayDone('已登记');
  expect([note?.hidden, note?.textContent, document.querySelector('[aria-live=polite]')?.textContent]).toEqual([false, '✓ 已登记', '已登记']);
  jest.advanceTimersByTime(3_000);
  sayDone('已重设');
  jest.advanceTimersByTime(3_000);
  expect([note?.hidden, note?.textContent]).toEqual([false, '✓ 已重设']);
  jest.advanceTimersByTime(2_000);
  expect(note?.hidden).toBe(true);
  jest.useRealTimers();
});
