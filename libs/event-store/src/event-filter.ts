import { EventFilter } from './port';

/** What a filter lets through; an absent or empty list lets everything through. */
export const matches = (filter: EventFilter | undefined, stream: string, type: string): boolean => {
  const prefixes = filter?.streamPrefixes ?? [];
  const types = filter?.types ?? [];
  return (prefixes.length === 0 || prefixes.some((prefix) => stream.startsWith(prefix))) && (types.length === 0 || types.includes(type));
};

export const filtersNothing = (filter: EventFilter | undefined): boolean =>
  (filter?.streamPrefixes ?? []).length === 0 && (filter?.types ?? []).length === 0;
