import { useCallback, useEffect, useRef, useState } from 'react';
import type { Draft } from './draft';
import type { DraftStore } from './draft-store';
import { Hold, holdDraft } from './hold-draft';

export type Holding =
  | { readonly state: 'asking' }
  /** `draft`: as whoever had it before left it; `null`: nobody kept it yet. */
  | { readonly state: 'mine'; readonly turn: number; readonly draft: Draft | null }
  | { readonly state: 'elsewhere'; readonly wasTaken: boolean; readonly isRefused: boolean };

/** Sooner than this nobody is told that a draft is elsewhere: after a reload the page before may still hold it. */
const askedMs = 400;

/** Whose draft it is among the tabs of the device. Where the device keeps no drafts, each tab has its own. */
export const useHold = (draftId: string, store: DraftStore | null) => {
  const [holding, setHolding] = useState<Holding>(store === null ? { state: 'mine', turn: 0, draft: null } : { state: 'asking' });
  const isMine = useRef(store === null);
  const hold = useRef<Hold | null>(null);
  const keep = useRef<() => Promise<boolean>>(() => Promise.resolve(true));
  useEffect(() => {
    if (store === null) return undefined;
    const elsewhere = (wasTaken: boolean, isRefused = false): void => setHolding({ state: 'elsewhere', wasTaken, isRefused });
    let turns = 0;
    const last = (): Promise<boolean> => keep.current();
    const held = holdDraft(draftId, {
      onHeld: () => {
        isMine.current = true;
        turns += 1;
        const turn = turns;
        void store.get(draftId).catch(() => null).then((draft) => { if (isMine.current && turn === turns) setHolding({ state: 'mine', turn, draft }); });
      },
      onLost: (how) => {
        isMine.current = false;
        elsewhere(how === 'silently');
      },
      keep: last,
      onRefused: () => elsewhere(false, true),
    });
    hold.current = held;
    const timer = setTimeout(() => { if (!isMine.current) elsewhere(false); }, askedMs);
    return () => {
      clearTimeout(timer);
      // Whoever has it next finds what was typed last.
      void last().finally(held.close);
    };
  }, [draftId, store]);
  /** Who types says how it is kept: before another tab has the draft, and before this one goes away. */
  const keepBy = useCallback((save: () => Promise<boolean>): void => { keep.current = save; }, []);
  return { holding, isMine: useCallback(async () => isMine.current && ((await hold.current?.isHeld()) ?? true), []), keepBy, take: () => hold.current?.take() };
};

export type HeldDraft = Pick<ReturnType<typeof useHold>, 'isMine' | 'keepBy'>;
