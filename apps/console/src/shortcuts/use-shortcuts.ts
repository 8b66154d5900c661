import { useEffect } from 'react';
import type { Shortcut } from './keys';

const declared = new Set<readonly Shortcut[]>();

/** What the pages and parts that are shown have declared; of one key the one that came last. */
export const shortcutsShown = (): ReadonlyMap<Shortcut[0], Shortcut[1]> => new Map([...declared].flat());

/** The keys of a page, for as long as it is shown: `useShortcuts([['later', goOn]])`. They hold outside fields and windows, and stand in the help by themselves. */
export const useShortcuts = (shortcuts: readonly Shortcut[]): void => {
  useEffect(() => {
    declared.add(shortcuts);
    return () => void declared.delete(shortcuts);
  });
};
