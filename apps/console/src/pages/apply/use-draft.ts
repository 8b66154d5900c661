import { useCallback, useEffect, useRef, useState } from 'react';
import { isFull } from '../../drafts/database';
import { ApplyForm, Draft, withTyped } from '../../drafts/draft';
import type { useDrafts } from '../../drafts/use-drafts';
import type { HeldDraft } from '../../drafts/use-hold';
import { newKey } from '../../shared/new-key';

const quietMs = 250;

/** `full`: the device has no room; `left` pieces of evidence are in this page only, or everything that changed since where there are none. */
export type Kept = { readonly how: 'kept' | 'keeping' | 'not-kept' } | { readonly how: 'full'; readonly left: number };

/** One draft while it is typed: kept a moment after each keystroke, and at once when the page goes away. */
export const useDraft = (first: Draft, { list, put, store }: ReturnType<typeof useDrafts>, { isMine, keepBy }: HeldDraft) => {
  const [draft, setDraft] = useState(first);
  const [kept, setKept] = useState<Kept>({ how: 'kept' });
  const latest = useRef(first);
  const unsaved = useRef(false);
  const row = useRef(Promise.resolve(true));
  /** Under another id when another tab has taken the draft meanwhile: what both typed is kept. */
  const copyId = useRef<string | null>(null);

  /** `false`: not all of it is kept. */
  const save = useCallback((): Promise<boolean> => {
    if (!unsaved.current) return row.current;
    unsaved.current = false;
    const now = latest.current;
    const write = async (): Promise<readonly string[]> => put((await isMine()) ? now : { ...now, draftId: (copyId.current ??= newKey()), state: 'typing', queuedAt: null });
    // One after the other, so that what was typed last is what is kept.
    row.current = row.current.then(write).then((left) => {
      if (!unsaved.current) setKept(left.length === 0 ? { how: 'kept' } : { how: 'full', left: left.length });
      return left.length === 0;
    }, (error: unknown) => {
      unsaved.current = true;
      setKept(isFull(error) ? { how: 'full', left: 0 } : { how: 'not-kept' });
      return false;
    });
    return row.current;
  }, [put, isMine]);
  const saveNow = useRef(save);
  useEffect(() => {
    saveNow.current = save;
    keepBy(save);
  }, [save, keepBy]);

  const set = useCallback((next: Draft): void => {
    latest.current = next;
    unsaved.current = true;
    setDraft(next);
    setKept({ how: 'keeping' });
  }, []);
  const change = useCallback((patch: Partial<ApplyForm>): void => set({ ...withTyped(latest.current, patch), changedAt: new Date().toISOString() }), [set]);
  const patch = useCallback((more: Partial<Draft>): void => set({ ...latest.current, ...more, changedAt: new Date().toISOString() }), [set]);

  useEffect(() => {
    const timer = setTimeout(() => void save(), quietMs);
    return () => clearTimeout(timer);
  }, [draft, save]);
  useEffect(() => {
    const flush = (): void => void saveNow.current();
    addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', flush);
    return () => {
      removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flush);
      flush();
    };
  }, []);

  const there = list.find(({ draftId }) => draftId === draft.draftId);
  useEffect(() => {
    if (there === undefined || latest.current.state !== 'waiting' || there.changedAt <= latest.current.changedAt) return;
    latest.current = there;
    // What came of sending is written to the store, beside this page.
    setDraft(there);
  }, [there]);

  return { draft, kept: store === null ? { how: 'not-kept' as const } : kept, change, patch, save };
};
