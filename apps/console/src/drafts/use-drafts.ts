import { QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Draft } from './draft';
import { DraftStore, createDraftStore } from './draft-store';
import type { Passed } from './outbox';
import { canSeal } from './seal';
import type { SendingProgress } from './send-draft';

/** Heard by every tab of the device: a draft changed, one is to be sent now, or how far a file of one has come. */
const channelName = 'zhibu.drafts';
type Told = 'changed' | 'send' | SendingProgress;

export const listenToTabs = (onTold: (told: Told) => void): (() => void) => {
  if (typeof BroadcastChannel === 'undefined') return () => undefined;
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = ({ data }: MessageEvent<Told>) => onTold(data);
  return () => channel.close();
};

export const tellTabs = (told: Told): void => {
  if (typeof BroadcastChannel === 'undefined') return;
  const channel = new BroadcastChannel(channelName);
  channel.postMessage(told);
  channel.close();
};

const listKey = (owner: string) => ['drafts', owner] as const;
/** How the last attempt to send ended. */
export const passedKey = ['drafts-passed'] as const;
/** The file that is on its way just now, from whichever tab. */
export const progressKey = ['drafts-progress'] as const;

/** The store of one user; `null` where the page may keep no secrets. */
export const useDraftStore = (owner: string): DraftStore | null => useMemo(() => (canSeal() ? createDraftStore(owner) : null), [owner]);

export const draftsChanged = (queries: QueryClient): void => {
  void queries.invalidateQueries({ queryKey: ['drafts'] });
  tellTabs('changed');
};

/** To be heard by the row of this tab as well, which listens like the others. */
const sendNow = (): void => tellTabs('send');

/** Every draft of a user on this device, the newest first. */
export const useDrafts = (owner: string) => {
  const queries = useQueryClient();
  const store = useDraftStore(owner);
  const list = useQuery({ queryKey: listKey(owner), networkMode: 'always', refetchOnWindowFocus: true, staleTime: Infinity, enabled: store !== null, queryFn: async (): Promise<readonly Draft[]> => (await store?.list()) ?? [] });
  const passed = useQuery<Passed | null>({ queryKey: passedKey, enabled: false, initialData: null, queryFn: () => null });
  const progress = useQuery<SendingProgress | null>({ queryKey: progressKey, enabled: false, initialData: null, queryFn: () => null });
  return {
    store, list: list.data ?? [], isRead: store === null || list.data !== undefined, passed: passed.data, progress: progress.data,
    /** Gives the pieces that found no room. */
    put: async (draft: Draft): Promise<readonly string[]> => {
      const left = (await store?.put(draft)) ?? [];
      draftsChanged(queries);
      return left;
    },
    remove: async (draftId: string): Promise<void> => { await store?.remove(draftId); draftsChanged(queries); },
    sendNow,
  };
};
