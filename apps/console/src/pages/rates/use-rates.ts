import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { useApi } from '../../api/api';
import { useSession } from '../../app/session';
import { todayInCounty } from '../../shared/today';

/** What is asked for; it stands in the address, so that a view can be passed on and gone back to. No person is in it. */
export interface Asked {
  readonly year: number;
  readonly areaCode: string;
  readonly on: string;
  /** The day of whose records it is asked; null: everything on record. */
  readonly knownOn: string | null;
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** The last day on which money of a year can be settled: the end of the following February. */
const settledBy = (year: number): string => new Date(Date.UTC(year + 1, 2, 0)).toISOString().slice(0, 10);

/** Nothing of a day to come is known, nor was it on the day whose records are asked for. */
export const lastDayOf = (year: number, today: string, knownOn: string | null = null): string => [settledBy(year), today, ...(knownOn === null ? [] : [knownOn])].sort()[0] ?? today;

/** Years that anything is known of, newest first. */
export const useYears = (areaCode: string) => {
  const api = useApi();
  return useQuery({ queryKey: ['rates', 'years', areaCode], queryFn: async () => ((await api.GET('/api/v1/rates/years', { params: { query: { areaCode } } })).data ?? []).map(({ year }) => year) });
};

const askedOf = (year: number, areaCode: string, on: string, known: string): Asked => {
  const knownOn = dayPattern.test(known) ? known : null;
  return { year, areaCode, knownOn, on: dayPattern.test(on) ? on : lastDayOf(year, todayInCounty(), knownOn) };
};

export const useAsked = () => {
  const { me } = useSession();
  const [params, setParams] = useSearchParams();
  const areaCode = params.get('area') ?? me.roles[0]?.areaCode ?? '000000000000';
  const years = useYears(areaCode);
  const year = Number(params.get('year') ?? years.data?.[0] ?? 0);
  const on = params.get('on') ?? '';
  const known = params.get('known') ?? '';
  const asked = useMemo<Asked | null>(() => (year === 0 ? null : askedOf(year, areaCode, on, known)), [year, areaCode, on, known]);
  const ask = (next: Readonly<Record<string, string | null>>): void => setParams((before) => {
    const after = new URLSearchParams(before);
    for (const [name, value] of Object.entries(next)) if (value === null) after.delete(name); else after.set(name, value);
    return after;
  });
  return { asked, years, areaCode, scheme: params.get('scheme'), ask };
};

/** As the API takes it. */
export const queryOf = ({ year, areaCode, on, knownOn }: Asked) => ({ year, areaCode, on, ...(knownOn === null ? {} : { knownOn }) });

export const useRates = (asked: Asked) => {
  const api = useApi();
  const params = { query: queryOf(asked) };
  const key = [asked.year, asked.areaCode, asked.on];
  return {
    now: useQuery({ queryKey: ['rates', 'now', ...key, asked.knownOn], queryFn: async () => (await api.GET('/api/v1/rates', { params })).data ?? [] }),
    overTime: useQuery({ queryKey: ['rates', 'over-time', ...key, asked.knownOn], queryFn: async () => (await api.GET('/api/v1/rates/over-time', { params })).data ?? [] }),
    byArea: useQuery({ queryKey: ['rates', 'by-area', ...key, asked.knownOn], queryFn: async () => (await api.GET('/api/v1/rates/by-area', { params })).data ?? [] }),
    /** The same business days as everything on record has them today, to compare with. */
    today: useQuery({ queryKey: ['rates', 'now', ...key, null], enabled: asked.knownOn !== null, queryFn: async () => (await api.GET('/api/v1/rates', { params: { query: queryOf({ ...asked, knownOn: null }) } })).data ?? [] }),
  };
};
