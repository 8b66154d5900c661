import { useSyncExternalStore } from 'react';

/** Room for the menu beside the page; at 200 % zoom a common screen has it no more. */
const asked = '(min-width: 768px)';

const subscribe = (tell: () => void): (() => void) => {
  const list = window.matchMedia(asked);
  list.addEventListener('change', tell);
  return () => list.removeEventListener('change', tell);
};

export const useWide = (): boolean => useSyncExternalStore(subscribe, () => window.matchMedia(asked).matches);
