import { useQuery } from '@tanstack/react-query';
import type { PolicyVersion } from '@zhibu/policy';
import { useApi } from '../../api/api';
import { components } from '../../generated/openapi';

export type VersionItem = components['schemas']['PolicyVersionItem'];

/** Rules are read once: they change with the program that serves them. */
export const useVersions = (scheme: string, areaCode: string) => {
  const api = useApi();
  return useQuery({ queryKey: ['policy-versions', scheme, areaCode], staleTime: Infinity, queryFn: async () => (await api.GET('/api/v1/policies/schemes/{scheme}/versions', { params: { path: { scheme }, query: { areaCode } } })).data ?? null });
};

export interface OneVersion extends VersionItem {
  readonly content: PolicyVersion;
}

export const useVersion = (scheme: string, areaCode: string, from: string | null) => {
  const api = useApi();
  return useQuery({
    queryKey: ['policy-version', scheme, areaCode, from],
    staleTime: Infinity,
    enabled: from !== null,
    // The description leaves the content open; the server sends it as the files have it.
    queryFn: async () => ((await api.GET('/api/v1/policies/schemes/{scheme}/versions/{from}', { params: { path: { scheme, from: from ?? '' }, query: { areaCode } } })).data ?? null) as OneVersion | null,
  });
};
