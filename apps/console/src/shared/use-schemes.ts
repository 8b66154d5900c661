import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api';
import { useLanguage } from '../texts/language';

/** The schemes of the county with their branches. */
export const useSchemes = () => {
  const api = useApi();
  return useQuery({ queryKey: ['schemes'], staleTime: Infinity, queryFn: async () => (await api.GET('/api/v1/policies')).data?.schemes ?? [] });
};

/** Names a scheme, with the branch where there is one; its code until the names are known. */
export const useSchemeName = (): ((scheme: string, branch?: string | null) => string) => {
  const { language } = useLanguage();
  const { data: schemes } = useSchemes();
  return (scheme, branch = null) => {
    const known = schemes?.find(({ id }) => id === scheme);
    if (known === undefined) return scheme;
    const of = branch === null ? undefined : known.branches.find(({ id }) => id === branch);
    return of === undefined ? known.title[language] : language === 'zh' ? `${known.title.zh}（${of.title.zh}）` : `${known.title.en} (${of.title.en})`;
  };
};
