import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useApi } from '../api/api';
import { useSession } from '../app/session';
import { useLanguage } from '../texts/language';
import { Passed, aloneOnDevice, sendWaiting } from './outbox';
import { draftsChanged, listenToTabs, passedKey, progressKey, tellTabs, useDraftStore, useDrafts } from './use-drafts';

/** Tried again after so long: not every line says that it is back. */
const againMs = 20_000;

/** Sends what waits, whichever page is open. Shows nothing. */
const RowOfDrafts = ({ owner }: { readonly owner: string }) => {
  const api = useApi();
  const { me } = useSession();
  const queries = useQueryClient();
  const { language } = useLanguage();
  const store = useDraftStore(owner);
  const isWaiting = useDrafts(owner).list.some(({ state }) => state === 'waiting');
  useEffect(() => {
    if (store === null) return undefined;
    const passed = (how: Passed | null): void => {
      if (how !== null) queries.setQueryData(passedKey, how);
      // Files are not sent by the client, which would have asked somebody to sign in again.
      if (how === 'signed-out') void api.GET('/api/v1/session').catch(() => undefined);
    };
    const send = (): void => {
      void aloneOnDevice(() => sendWaiting(store, { api, me, language, now: () => new Date().toISOString(), onProgress: tellTabs }, () => draftsChanged(queries)))
        .then(passed, () => passed('busy'))
        .finally(() => { draftsChanged(queries); void queries.invalidateQueries({ queryKey: ['tasks'] }); });
    };
    const hush = listenToTabs((told) => {
      if (told === 'send') send();
      else if (told === 'changed') void queries.invalidateQueries({ queryKey: ['drafts'] });
      else queries.setQueryData(progressKey, told);
    });
    if (!isWaiting) return hush;
    send();
    const timer = setInterval(send, againMs);
    addEventListener('online', send);
    return () => {
      hush();
      clearInterval(timer);
      removeEventListener('online', send);
    };
  }, [store, api, me, language, queries, isWaiting]);
  return null;
};

export default RowOfDrafts;
