import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useApi } from '../api/api';
import { whoKey } from '../shared/refresh-all';
import type { Me } from './me';
import { isSessionOf } from './session-of';
import { whenOthersSignIn } from './session-start';

/** What a sign-in in another tab means for this one: over the page of anybody else the session has ended, and the page stays. Shows nothing. */
export const OtherTabs = ({ onReplaced }: { readonly onReplaced: () => void }) => {
  const api = useApi();
  const queries = useQueryClient();
  useEffect(() => whenOthersSignIn(() => {
    const me = queries.getQueryData<Me | null>(whoKey) ?? null;
    if (me === null) void queries.invalidateQueries({ queryKey: whoKey });
    else void isSessionOf(api, me).then((isTheirs) => { if (!isTheirs) onReplaced(); }, () => undefined);
  }), [api, queries, onReplaced]);
  return null;
};
