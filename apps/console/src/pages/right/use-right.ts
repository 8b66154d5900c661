import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../api/api';
import { ApiProblem } from '../../api/problem';
import { components } from '../../generated/openapi';
import { useCommand } from '../../shared/use-command';

export type Right = components['schemas']['EntitlementView'];

const pollMs = 700;
const versionRefused = 412;

/** One right, read until it is as new as what was done. */
export const useRight = (entitlementId: string) => {
  const api = useApi();
  const [wanted, setWanted] = useState(0);
  const query = useQuery({
    queryKey: ['right', entitlementId],
    queryFn: async () => (await api.GET('/api/v1/entitlements/{entitlementId}', { params: { path: { entitlementId } } })).data ?? null,
    refetchInterval: ({ state }) => ((state.data?.version ?? wanted) < wanted ? pollMs : false),
  });
  return { ...query, isBehind: (query.data?.version ?? wanted) < wanted, want: setWanted };
};

export type RightHeaders = { readonly 'Idempotency-Key': string; readonly 'If-Match': string };

interface RightCommandOptions<V> {
  readonly version: number;
  readonly want: (version: number) => void;
  readonly send: (values: V, header: RightHeaders) => Promise<{ readonly data?: { readonly version: number } | undefined }>;
  readonly onDone: () => void;
}

/** A step on a right, for the version that was seen. */
export const useRightCommand = <V>({ version, want, send, onDone }: RightCommandOptions<V>) => {
  const queries = useQueryClient();
  return useCommand<V, void>(async (values, headers) => {
    try {
      const { data } = await send(values, { ...headers, 'If-Match': `"${version}"` });
      if (data !== undefined) want(data.version);
      onDone();
    } catch (error) {
      if (error instanceof ApiProblem && error.problem.status === versionRefused) want(version + 1);
      void queries.invalidateQueries({ queryKey: ['right'] });
      throw error;
    }
  });
};
