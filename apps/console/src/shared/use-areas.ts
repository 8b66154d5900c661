import { useQuery } from '@tanstack/react-query';
import { areaContains, areaLevel, areaPath, text } from '@zhibu/kernel';
import { useApi } from '../api/api';
import { useLanguage } from '../texts/language';

const nation = '000000000000';
const wholeNation = text('全国', 'The whole nation');

/** The areas below an area, by their codes. They change by decree, so each is read once. */
export const useAreasBelow = (parent: string) => {
  const api = useApi();
  return useQuery({
    queryKey: ['areas', parent],
    staleTime: 'static',
    gcTime: Infinity,
    queryFn: async () => (await api.GET('/api/v1/policies/areas', { params: { query: parent === nation ? {} : { parent } } })).data ?? [],
  });
};

/** The area just above; the nation above itself. */
export const areaAbove = (code: string): string => areaPath(code).at(-2) ?? nation;

/** Name of an area, with the township where it is a village, because every township has a "Village 1"; its code until it is known. */
export const useAreaName = (code: string): string => {
  const { language } = useLanguage();
  const above = areaAbove(code);
  const own = useAreasBelow(above).data?.find((area) => area.code === code)?.name[language];
  const township = useAreasBelow(areaAbove(above)).data?.find((area) => area.code === above)?.name[language];
  if (code === nation) return wholeNation[language];
  if (own === undefined) return code;
  return areaLevel(code) !== 'village' || township === undefined ? own : language === 'zh' ? `${township}${own}` : `${own}, ${township}`;
};

/** Whether an area lies in one that somebody holds a role for. */
export const isWithin = (granted: readonly string[], area: string): boolean => granted.some((each) => areaContains(each, area));
