import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ReactNode, useState } from 'react';
import { ClientContext } from '../src/api/api';
import type { ApiClient } from '../src/api/client';

type Ask = (path: string, given: never) => unknown;

/** What a service answers, by method; a spec says no more than what its page asks. */
export type Answers = Readonly<Partial<Record<'GET' | 'POST' | 'PUT' | 'DELETE', Ask>>>;

/** Nothing is tried twice. */
export const plainQueries = (): QueryClient => new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: 'always' }, mutations: { networkMode: 'always' } } });

interface ServiceProps {
  readonly answers: Answers;
  readonly queries?: QueryClient;
  readonly children: ReactNode;
}

/** A page over a service of the spec's own, in the place of the real one. */
export const Service = ({ answers, queries, children }: ServiceProps) => {
  const [own] = useState(plainQueries);
  return <ClientContext value={answers as unknown as ApiClient}><QueryClientProvider client={queries ?? own}>{children}</QueryClientProvider></ClientContext>;
};
