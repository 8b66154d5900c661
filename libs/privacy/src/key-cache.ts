import { PersonKeyState } from './key-vault';

export interface KeyCacheOptions {
  readonly entriesMax: number;
  /** How long a key is used before the vault is asked again: the time within which an erasure elsewhere is seen. */
  readonly liveForMs: number;
  readonly nowMs: () => number;
}

export interface KeyCache {
  get(personKey: string): PersonKeyState | undefined;
  /** Keeps what the vault said and gives what holds now: an erasure seen meanwhile wins over a key read before it. */
  put(personKey: string, state: PersonKeyState): PersonKeyState;
}

/** Least recently used entries leave first. An erasure does not expire, because it is never taken back. */
export const createKeyCache = ({ entriesMax, liveForMs, nowMs }: KeyCacheOptions): KeyCache => {
  const entries = new Map<string, { readonly state: PersonKeyState; readonly untilMs: number }>();
  const valid = (personKey: string) => {
    const entry = entries.get(personKey);
    if (entry !== undefined && entry.untilMs > nowMs()) return entry;
    entries.delete(personKey);
    return undefined;
  };
  return {
    get: (personKey) => {
      const entry = valid(personKey);
      if (entry === undefined) return undefined;
      entries.delete(personKey);
      entries.set(personKey, entry);
      return entry.state;
    },
    put: (personKey, state) => {
      if (valid(personKey)?.state === 'erased') return 'erased';
      entries.delete(personKey);
      entries.set(personKey, { state, untilMs: state === 'erased' ? Infinity : nowMs() + liveForMs });
      const oldest = entries.keys().next().value;
      if (entries.size > entriesMax && oldest !== undefined) entries.delete(oldest);
      return state;
    },
  };
};
