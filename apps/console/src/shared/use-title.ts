import { useEffect } from 'react';

/** What the window is called, in its tab and by a screen reader on arriving. `null`: whoever stands around says it. */
export const useTitle = (title: string | null): void => {
  useEffect(() => {
    if (title !== null) document.title = title;
  }, [title]);
};
