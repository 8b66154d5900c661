import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api';
import { components } from '../generated/openapi';
import { byTimer } from './by-timer';

export type SystemState = components['schemas']['SystemView'];

const everyMs = 10_000;

/** Asked from time to time by itself; what was known last stays while nobody answers. */
export const useSystem = () => {
  const api = useApi();
  return useQuery({ queryKey: ['system'], queryFn: async (asked) => (await api.GET('/api/v1/system', { headers: byTimer(asked) })).data ?? null, refetchInterval: everyMs, placeholderData: keepPreviousData, retry: false });
};
