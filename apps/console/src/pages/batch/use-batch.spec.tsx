import { renderHook, waitFor } from '@testing-library/react';
import { ReactNode } from 'react';
import { Service } from '../../../test/service';
import { ApiProblem } from '../../api/problem';
import { Batch, useBatch } from './use-batch';

const batch = { batchId: 'b', version: 1, status: 'closed', releasedOn: '2016-12-30' } as Batch;
const notFound = new ApiProblem({ type: 'urn:zhibu:problem:batch.not-found', title: '没有', status: 404, detail: '没有', code: 'batch.not-found', expected: '', actual: '', requestId: '1' });

/** A service whose lists do not have the batch yet when they are asked for the first times. */
const after = (refusals: number) => {
  const headers: unknown[] = [];
  const GET = (_: string, given: { readonly headers: unknown }): Promise<unknown> => {
    headers.push(given.headers);
    return headers.length <= refusals ? Promise.reject(notFound) : Promise.resolve({ data: batch });
  };
  const around = ({ children }: { readonly children: ReactNode }) => <Service answers={{ GET }}>{children}</Service>;
  return { headers, around };
};

it('waits for a batch that was just opened until the lists have it', async () => {
  const { headers, around } = after(2);
  const { result } = renderHook(() => useBatch('b', true), { wrapper: around });
  await waitFor(() => expect(result.current.data).toEqual(batch), { timeout: 5_000 });
  expect(headers).toHaveLength(3);
});

it('says at once that another one is not there', async () => {
  const { headers, around } = after(2);
  const { result } = renderHook(() => useBatch('b'), { wrapper: around });
  await waitFor(() => expect(result.current.error).toBe(notFound));
  expect(headers).toHaveLength(1);
});

it('says which reads a timer made, so that they keep no session alive', async () => {
  const { headers, around } = after(0);
  const { result } = renderHook(() => useBatch('b'), { wrapper: around });
  await waitFor(() => expect(result.current.data).toEqual(batch));
  await result.current.refetch();
  expect(headers).toEqual([{}, { 'X-Zhibu-Polled': '1' }]);
});
