import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api';
import type { Officer } from './officer-gaps';

/** The areas below one, two levels deep: of a county its townships and villages. */
export const useAreaTree = (parent: string) => {
  const api = useApi();
  return useQuery({ queryKey: ['area-tree', parent], staleTime: Infinity, queryFn: async () => (await api.GET('/api/v1/policies/areas', { params: { query: { parent, levels: 2 } } })).data ?? [] });
};

const pageSize = 200;
const pagesMax = 10;

/** Everybody in use whom the reader may see, up to a limit that is told. */
export const useOfficers = () => {
  const api = useApi();
  return useQuery({
    queryKey: ['users', 'all-in-use'],
    queryFn: async () => {
      const officers: Officer[] = [];
      let cursor: string | null = null;
      for (let read = 0; read < pagesMax; read += 1) {
        const query: { status: 'active'; limit: number; cursor?: string } = { status: 'active', limit: pageSize, ...(cursor === null ? {} : { cursor }) };
        const page: { readonly items: readonly Officer[]; readonly nextCursor: string | null } | undefined = (await api.GET('/api/v1/users', { params: { query } })).data;
        officers.push(...(page?.items ?? []));
        cursor = page?.nextCursor ?? null;
        if (cursor === null) break;
      }
      return { officers, isCut: cursor !== null };
    },
  });
};
