import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../api/api';
import { ApiProblem } from '../../api/problem';
import { components } from '../../generated/openapi';
import { useCommand } from '../../shared/use-command';

const pollMs = 700;
/** The answer to a version that is not the newest (`If-Match`). */
const versionRefused = 412;

/** One case. After a command it is read until what is shown is as new as what was done: views follow the events at a short distance. */
export const useCase = (applicationId: string) => {
  const api = useApi();
  const [wanted, setWanted] = useState(0);
  const query = useQuery({
    queryKey: ['case', applicationId],
    queryFn: async () => (await api.GET('/api/v1/applications/{applicationId}', { params: { path: { applicationId } } })).data ?? null,
    // The check that follows an application, a correction or a re-opening is done by the service itself in a moment: it is waited for.
    refetchInterval: ({ state }) => ((state.data?.version ?? wanted) < wanted || state.data?.status === 'checking' || state.data?.status === 'checked' ? pollMs : false),
  });
  return { ...query, isBehind: (query.data?.version ?? wanted) < wanted, want: setWanted };
};

export type CommandHeaders = { readonly 'Idempotency-Key': string; readonly 'If-Match': string };
type Done = components['schemas']['CommandView'] | undefined;

interface CaseCommandOptions<V> {
  readonly version: number;
  readonly want: (version: number) => void;
  readonly send: (values: V, headers: CommandHeaders) => Promise<{ readonly data?: Done }>;
  readonly onDone: () => void;
}

/** A step of a case, for the version that was seen: what somebody else changed meanwhile refuses it. */
export const useCaseCommand = <V>({ version, want, send, onDone }: CaseCommandOptions<V>) => {
  const queries = useQueryClient();
  return useCommand<V, void>(async (values, headers) => {
    try {
      const { data } = await send(values, { ...headers, 'If-Match': `"${version}"` });
      if (data !== undefined) want(data.version);
      onDone();
    } catch (error) {
      // Somebody was quicker: what is shown is read again until it is newer than what was seen, and what was typed stays.
      if (error instanceof ApiProblem && error.problem.status === versionRefused) want(version + 1);
      void queries.invalidateQueries({ queryKey: ['case'] });
      throw error;
    }
  });
};
