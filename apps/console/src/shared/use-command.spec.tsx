import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import { ReactNode } from 'react';
import { ApiProblem, NoLine } from '../api/problem';
import { useCommand } from './use-command';

const around = ({ children }: { readonly children: ReactNode }) => <QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>;

beforeAll(() => {
  let made = 0;
  Object.defineProperty(globalThis.crypto, 'randomUUID', { value: () => `key-${(made += 1)}`, configurable: true });
});

it('sends a command without values under a key, and the same key again after a cut line', async () => {
  const keys: string[] = [];
  const send = (_: undefined, headers: { readonly 'Idempotency-Key': string }) => {
    keys.push(headers['Idempotency-Key']);
    return keys.length === 1 ? Promise.reject(new NoLine('cut')) : Promise.resolve('done');
  };
  const { result } = renderHook(() => useCommand(send), { wrapper: around });
  await act(() => result.current.mutateAsync(undefined).catch(() => undefined));
  await act(() => result.current.mutateAsync(undefined));
  await act(() => result.current.mutateAsync(undefined));
  expect(keys[0]).toBe(keys[1]);
  expect(keys[2]).not.toBe(keys[1]);
});

const problem = (status: number) => new ApiProblem({ type: 'urn:zhibu:problem:x.y', title: '', status, detail: '', code: 'x.y', expected: '', actual: '', requestId: '1' });

it.each([[401, true], [429, true], [500, true], [503, true], [409, false], [412, false], [422, false]])('after an answer of %i the same key is sent again: %s', async (status, isKept) => {
  const keys: string[] = [];
  const { result } = renderHook(() => useCommand((_: undefined, headers: { readonly 'Idempotency-Key': string }) => {
    keys.push(headers['Idempotency-Key']);
    return keys.length === 1 ? Promise.reject(problem(status)) : Promise.resolve('done');
  }), { wrapper: around });
  await act(() => result.current.mutateAsync(undefined).catch(() => undefined));
  await act(() => result.current.mutateAsync(undefined));
  expect(keys[1] === keys[0]).toBe(isKept);
});

it('says that it is done to whoever does not see the page change, and nothing when it was refused', async () => {
  const told = (): string | null | undefined => document.querySelector('[aria-live]')?.textContent;
  document.querySelector('[aria-live]')?.replaceChildren();
  let isRefused = true;
  const { result } = renderHook(() => useCommand(() => (isRefused ? Promise.reject(new Error('refused')) : Promise.resolve('done'))), { wrapper: around });
  await act(() => result.current.mutateAsync(undefined).catch(() => undefined));
  expect(told()).toBe('');
  isRefused = false;
  await act(() => result.current.mutateAsync(undefined));
  expect(told()).toBe('已办理');
});
