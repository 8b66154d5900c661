import { ComponentType, useEffect, useState } from 'react';
import { isForUs } from './pressed';
import { ask, forget } from './waiting';

const wishes = new EventTarget();

/** Opens the help, for whoever has turned the keys off too. */
export const showHelp = (): void => void wishes.dispatchEvent(new Event('help'));

/**
 * Listens for keys. What they do comes with the first of them, so that the first page waits for none of it; those pressed meanwhile wait in
 * their order.
 */
export const Shortcuts = () => {
  const [Held, setHeld] = useState<ComponentType | null>(null);
  useEffect(() => {
    let isLoading = false;
    const load = (): void => {
      if (isLoading) return;
      isLoading = true;
      import('./held').then((part) => setHeld(() => part.Held), () => {
        // Without a line the next key tries again.
        isLoading = false;
        forget();
      });
    };
    const press = (event: KeyboardEvent): void => {
      if (!isForUs(event)) return;
      // One browser searches its page for what follows.
      if (event.key === '/') event.preventDefault();
      ask(event);
      load();
    };
    const help = (): void => {
      ask('help');
      load();
    };
    addEventListener('keydown', press);
    wishes.addEventListener('help', help);
    return () => {
      removeEventListener('keydown', press);
      wishes.removeEventListener('help', help);
    };
  }, []);
  return Held === null ? null : <Held />;
};
