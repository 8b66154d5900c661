import { useCallback, useState } from 'react';
import { ApiProvider } from '../api/api';
import { LanguageProvider } from '../texts/language';
import { Entrance } from './entrance';
import { OtherTabs } from './other-tabs';
import './base.css';

/** Everything that stands around the sign-in and the pages. */
export const Console = () => {
  const [endings, setEndings] = useState(0);
  const ended = useCallback(() => setEndings((count) => count + 1), []);
  return (
    <LanguageProvider>
      <ApiProvider onSignedOut={ended}>
        <OtherTabs onReplaced={ended} />
        <Entrance endings={endings} />
      </ApiProvider>
    </LanguageProvider>
  );
};
