import { useCallback, useEffect, useState } from 'react';
import { useApi } from '../api/api';
import { PlainButton } from '../shared/plain-button';
import { PlainSign } from '../shared/plain-sign';
import { useTexts } from '../texts/language';
import { endSession } from './session-end';
import { sessionTexts } from './session-texts';

/** Everything is gone from the device, and the service does not know yet. */
export const Left = () => {
  const api = useApi();
  const said = useTexts(sessionTexts);
  const [isAsking, setAsking] = useState(false);
  const end = useCallback(() => {
    setAsking(true);
    void endSession(api).then((ended) => {
      setAsking(false);
      if (ended) location.assign('/');
    });
  }, [api]);
  useEffect(() => {
    // eslint-disable-next-line react-hooks/set-state-in-effect -- who opens the console with an end owed asks at once
    if (navigator.onLine) end();
    addEventListener('online', end);
    return () => removeEventListener('online', end);
  }, [end]);
  return (
    <main className="left">
      <PlainSign of="done" px={72} />
      <h1 className="page-title">{said.left}</h1>
      <p role="status">{said.leftCut}</p>
      <PlainButton busy={isAsking} onClick={end}>{said.again}</PlainButton>
    </main>
  );
};
