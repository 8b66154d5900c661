import { useSyncExternalStore } from 'react';

/** A phone held upright. */
const asked = '(max-width: 575px)';

const subscribe = (tell: () => void): (() => void) => {
  const list = window.matchMedia(asked);
  list.addEventListener('change', tell);
  return () => list.removeEventListener('change', tell);
};

export const isNarrow = (): boolean => window.matchMedia(asked).matches;

/** Whether the screen is so narrow that a table would have to be moved sideways. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, isNarrow);
