import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/api';
import { components } from '../../generated/openapi';

export type EvidenceItem = components['schemas']['EvidenceItemView'];

/** What a case names as evidence. Each reading is a look that the service records, so it is read once for each version of the case, and only when it is wanted. */
export const useCaseEvidence = (applicationId: string, version: number, wanted: boolean) => {
  const api = useApi();
  return useQuery({
    queryKey: ['evidence-of', applicationId, version],
    enabled: wanted,
    staleTime: 'static',
    gcTime: 0,
    refetchOnWindowFocus: false,
    queryFn: async (): Promise<readonly EvidenceItem[]> => (await api.GET('/api/v1/applications/{applicationId}/evidence', { params: { path: { applicationId } } })).data ?? [],
  });
};

/** What a correction can name again: it is here, and not erased. */
export const namedAgain = (items: readonly EvidenceItem[]) =>
  items.flatMap(({ kind, title, sha256, current, kept }) => (current && kept && kind !== null && title !== null ? [{ kind, title, sha256 }] : []));
