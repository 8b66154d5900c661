import { act, render, screen } from '@testing-library/react';
import { Busy } from './busy';

it('has the place for its words before it says them, so that they are heard, and says nothing of what is quick', () => {
  jest.useFakeTimers();
  render(<Busy waitsFor="正在读取" />);
  const place = screen.getByRole('status');
  expect(place.textContent).toBe('');
  act(() => void jest.advanceTimersByTime(400));
  expect(screen.getByRole('status')).toBe(place);
  expect(place.textContent).toContain('正在读取');
  jest.useRealTimers();
});
