import { QueryFunctionContext } from '@tanstack/react-query';

/**
 * Whoever opens a page asks for what it shows; what was asked before is read again by a timer, as far as can be told. Such a read says so, and
 * keeps no session alive: a page that nobody attends ends with its session.
 */
export const byTimer = ({ client, queryKey }: Pick<QueryFunctionContext, 'client' | 'queryKey'>): Readonly<Record<string, string>> => {
  const { dataUpdateCount = 0, errorUpdateCount = 0 } = client.getQueryState(queryKey) ?? {};
  return dataUpdateCount + errorUpdateCount === 0 ? {} : { 'X-Zhibu-Polled': '1' };
};
