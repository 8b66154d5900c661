import { useQueries, useQuery } from '@tanstack/react-query';
import type { Procedure, Stage } from '@zhibu/domain';
import { ApiClient } from '../api/client';
import { useApi } from '../api/api';
import { useLanguage } from '../texts/language';

/** A version of a definition as the server shows it. One that was used never changes. */
export type ProcedureShown = Pick<Procedure, 'id' | 'version' | 'title' | 'schemes' | 'stages' | 'reasons'> & Partial<Pick<Procedure, 'onIneligible' | 'onUnknown'>>;

const one = (api: ApiClient, id: string, version: number) => ({
  queryKey: ['procedure', id, version],
  staleTime: 'static' as const,
  gcTime: Infinity,
  // The description leaves stages and reasons open; the server sends them as the definition has them.
  queryFn: async () => ((await api.GET('/api/v1/procedures/{id}/versions/{version}', { params: { path: { id, version } } })).data ?? null) as ProcedureShown | null,
});

/** The version that a case began with and keeps. */
export const useProcedure = (id: string | undefined, version: number | undefined) => {
  const api = useApi();
  return useQuery({ ...one(api, id ?? '', version ?? 0), enabled: id !== undefined && version !== undefined });
};

/** Every version that the county knows, newest first. */
export const useProcedures = (): readonly ProcedureShown[] => {
  const api = useApi();
  const names = useQuery({ queryKey: ['procedures'], staleTime: Infinity, queryFn: async () => (await api.GET('/api/v1/procedures')).data ?? [] });
  const read = useQueries({ queries: (names.data ?? []).map(({ id, version }) => one(api, id, version)) });
  return read.flatMap(({ data }) => (data === null || data === undefined ? [] : [data])).sort((a, b) => b.version - a.version);
};

export const stageIn = (procedure: ProcedureShown | null | undefined, stage: string | null): Stage | undefined => procedure?.stages.find(({ id }) => id === stage);

/** Names a stage of a scheme; its code until the names are known. */
export const useStageName = (): ((scheme: string, stage: string | null) => string) => {
  const { language } = useLanguage();
  const procedures = useProcedures();
  return (scheme, stage) => {
    if (stage === null) return '—';
    const of = procedures.find((procedure) => procedure.schemes.includes(scheme) && stageIn(procedure, stage) !== undefined);
    return stageIn(of, stage)?.title[language] ?? stage;
  };
};
