import { useQuery } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import { ReactNode } from 'react';
import { Service } from '../../../test/service';
import { useWhatFollows } from './what-follows';

const around = ({ children }: { readonly children: ReactNode }) => <Service answers={{}}>{children}</Service>;
beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** A page that was read once, and then as often as something asks it to. */
const openPage = () => {
  let reads = 0;
  const { rerender } = renderHook(({ recorded }: { readonly recorded: object | null }) => {
    useQuery({ queryKey: ['right'], queryFn: () => Promise.resolve((reads += 1)) });
    useWhatFollows(recorded);
  }, { wrapper: around, initialProps: { recorded: null as object | null } });
  const pass = (ms: number): Promise<void> => act(() => jest.advanceTimersByTimeAsync(ms));
  return { rerender, pass, reads: () => reads };
};

it('reads the page again a few times after something was recorded, and then no more', async () => {
  const { rerender, pass, reads } = openPage();
  await pass(60_000);
  expect(reads()).toBe(1);
  rerender({ recorded: {} });
  await pass(1_000);
  expect(reads()).toBe(2);
  await pass(20_000);
  expect(reads()).toBe(6);
  await pass(600_000);
  expect(reads()).toBe(6);
});

it('begins anew with what is recorded next', async () => {
  const { rerender, pass, reads } = openPage();
  rerender({ recorded: {} });
  await pass(1_000);
  rerender({ recorded: {} });
  await pass(30_000);
  expect(reads()).toBe(7);
});
