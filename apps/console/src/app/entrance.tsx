import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useApi } from '../api/api';
import { SignIn } from '../pages/sign-in/sign-in';
import { Busy } from '../shared/busy';
import { Part } from '../shared/parts';
import { whoKey } from '../shared/refresh-all';
import { Trouble } from '../shared/trouble';
import { useTexts } from '../texts/language';
import { askWho } from './ask-who';
import { loadBehindSignIn } from './first-page';
import { IfItComes } from './if-it-comes';
import { Left } from './left';
import { loadWorkplace } from './load-workplace';
import type { Me } from './me';
import { sessionTexts } from './session-texts';
import { texts } from './texts';
import { useLeaving } from './use-leaving';

/**
 * Who is signed in. Whoever has to sign in waits for nothing that only work needs. When the session ends while somebody is at work, they
 * sign in again over their page, and what they typed is still there. Signing out empties everything.
 */
export const Entrance = ({ endings }: { readonly endings: number }) => {
  const api = useApi();
  const queries = useQueryClient();
  const [said, sessionSaid] = [useTexts(texts), useTexts(sessionTexts)];
  const leaving = useLeaving();
  // Whoever was at work stays on their page until they leave, whatever is answered later.
  const who = useQuery({ queryKey: whoKey, staleTime: Infinity, networkMode: 'always', retry: false, enabled: !leaving.hasLeft, queryFn: async () => (await askWho(api)) ?? queries.getQueryData<Me>(whoKey) ?? null });
  const me = who.data ?? null;
  // The line is back: a session that ended meanwhile is told over the page, which stays.
  useEffect(() => {
    const ask = (): void => void api.GET('/api/v1/session').catch(() => undefined);
    addEventListener('online', ask);
    return () => removeEventListener('online', ask);
  }, [api]);
  const isNobodyHere = who.isSuccess && me === null;
  useEffect(() => {
    if (isNobodyHere) loadBehindSignIn(location.pathname);
  }, [isNobodyHere]);
  /** Endings that a sign-in has mended; the first answer of all may be that nobody is signed in. */
  const [mended, setMended] = useState(0);
  const signedIn = () => {
    setMended(endings);
    void queries.invalidateQueries();
  };
  if (leaving.hasLeft) return leaving.isUnderWay ? <Busy waitsFor={sessionSaid.emptying} /> : <Left />;
  if (who.isPending) return <Busy waitsFor={said.whoIsAsked} />;
  // With a password that others set there is no page yet, and nothing is lost with it.
  if (who.isError && (me === null || me.mustChangePassword)) return <Trouble error={who.error} again={() => void who.refetch()} />;
  if (me === null) return <SignIn onDone={signedIn} />;
  return (
    <IfItComes>
      <Part load={loadWorkplace} props={{ me, leaving, hasEnded: endings > mended, onSignedIn: signedIn }} meanwhile={<Busy waitsFor={said.loading} />} />
    </IfItComes>
  );
};
