import { randomBytes } from 'node:crypto';
import { KeyVault, PersonKeyState, personKeyBytes } from './key-vault';

/** Keys in this process only: for tests and for work that leaves nothing behind. */
export const createMemoryKeyVault = (): KeyVault => {
  const keys = new Map<string, PersonKeyState>();
  return {
    keysFor: (personKeys, { create }) => {
      const found = new Map<string, PersonKeyState>();
      for (const personKey of personKeys) {
        if (create && !keys.has(personKey)) keys.set(personKey, randomBytes(personKeyBytes));
        const state = keys.get(personKey);
        if (state !== undefined) found.set(personKey, state);
      }
      return Promise.resolve(found);
    },
    erase: (personKey) => {
      keys.set(personKey, 'erased');
      return Promise.resolve();
    },
  };
};
