import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { refreshAll } from '../refresh-all';

/** Checks and ends of rights come within seconds where a worker is free. */
const looksMs = [700, 2_000, 5_000, 10_000, 20_000];

/** After each of these, what the service does by itself is looked for a few times: rights end, cases are checked again. */
export const useWhatFollows = (recorded: object | null): void => {
  const queries = useQueryClient();
  useEffect(() => {
    if (recorded === null) return undefined;
    const timers = looksMs.map((ms) => setTimeout(() => void refreshAll(queries), ms));
    return () => {
      for (const timer of timers) clearTimeout(timer);
    };
  }, [queries, recorded]);
};
