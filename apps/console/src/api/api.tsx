import { ReactNode, createContext, use, useLayoutEffect, useState } from 'react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Language } from '@zhibu/kernel';
import { useLanguage } from '../texts/language';
import { ApiClient, createApiClient } from './client';
import { ApiProblem } from './problem';

/** Whom a page asks; tests put a service of their own here. */
export const ClientContext = createContext<ApiClient | null>(null);

const retriesMax = 2;

/**
 * What the server refused stays refused; a line that was cut is tried again. What the device thinks of its line decides nothing: what is
 * asked without one fails at once and says so, and what the device has kept is answered.
 */
const createQueries = (): QueryClient =>
  new QueryClient({ defaultOptions: { queries: { retry: (tries, error) => !(error instanceof ApiProblem) && tries < retriesMax, staleTime: 5_000, refetchOnWindowFocus: true, networkMode: 'always' }, mutations: { networkMode: 'always' } } });

interface ApiProps {
  readonly onSignedOut: () => void;
  readonly children: ReactNode;
}

/** The client and the answers that were given, which nobody finds after signing out. */
export const ApiProvider = ({ onSignedOut, children }: ApiProps) => {
  const { language } = useLanguage();
  const [queries] = useState(createQueries);
  const [{ client, listen }] = useState(createParts);
  useLayoutEffect(() => listen({ language, onSignedOut }), [listen, language, onSignedOut]);
  return <ClientContext value={client}><QueryClientProvider client={queries}>{children}</QueryClientProvider></ClientContext>;
};

/** One client for the life of the console; whom it serves may change. */
const createParts = () => {
  let now: Omit<ApiProps, 'children'> & { readonly language: Language } = { language: 'zh', onSignedOut: () => undefined };
  const client = createApiClient({ language: () => now.language, onSignedOut: () => now.onSignedOut() });
  return { client, listen: (next: typeof now): void => void (now = next) };
};

export const useApi = (): ApiClient => {
  const client = use(ClientContext);
  if (client === null) throw new Error('expected a page inside ApiProvider');
  return client;
};
