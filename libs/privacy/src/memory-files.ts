import { SealedFiles } from './evidence-store';

/** In this process only, sealed all the same. */
export const createMemorySealedFiles = (): SealedFiles => {
  const people = new Map<string, Map<string, Buffer>>();
  return {
    write: (personKey, sha256, sealed) => {
      const own = people.get(personKey) ?? new Map<string, Buffer>();
      people.set(personKey, own.set(sha256, sealed));
      return Promise.resolve();
    },
    read: (personKey, sha256) => Promise.resolve(people.get(personKey)?.get(sha256) ?? null),
    has: (personKey, sha256) => Promise.resolve(people.get(personKey)?.has(sha256) === true),
    count: (personKey) => Promise.resolve(people.get(personKey)?.size ?? 0),
    remove: (personKey) => Promise.resolve(void people.delete(personKey)),
  };
};
