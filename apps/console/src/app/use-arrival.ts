import { useEffect, useRef } from 'react';

/** A page that takes longer than this to say its title has lost the eye, and should not take the focus any more. */
const patienceMs = 10_000;

/** Somebody who went on meanwhile, into a field of the new page, is not called back. */
const isElsewhere = (): boolean => document.activeElement !== document.body && (document.activeElement?.closest('main') ?? null) !== null;

/** True once there was a title to go to. */
const arrive = (): boolean => {
  const title = document.querySelector<HTMLElement>('main h1');
  if (title === null) return false;
  if (!isElsewhere()) {
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }
  return true;
};

/**
 * Takes the focus to the title of the page that somebody has gone to, as a new document would: else a screen reader says nothing, and the
 * Tab key goes on in the menu. The first page needs none of it.
 */
export const useArrival = (pathname: string): void => {
  const last = useRef(pathname);
  useEffect(() => {
    if (last.current === pathname) return undefined;
    last.current = pathname;
    if (arrive()) return undefined;
    const watch = new MutationObserver(() => { if (arrive()) stop(); });
    const timer = setTimeout(() => stop(), patienceMs);
    const stop = (): void => {
      watch.disconnect();
      clearTimeout(timer);
    };
    watch.observe(document.body, { childList: true, subtree: true });
    return stop;
  }, [pathname]);
};
