import { PersonKeyState } from './key-vault';

export interface KeyCacheOptions {
  readonly entriesMax: number;
  /** How long a key is used before the vault is asked again: the time within which an erasure elsewhere is seen. */
  readonly liveForMs: number;
  /** A clock that is never set back, or keys would live on. */
  readonly nowMs: () => number;
}

export interface KeyCache {
  get(personKey: string): PersonKeyState | undefined;
  /**
   * Keeps what the vault said and gives what holds now: an erasure seen meanwhile wins over a key read before it.
   * A key that was asked for in an earlier era is given and not kept.
   */
  put(personKey: string, state: PersonKeyState, askedIn?: number): PersonKeyState;
  /** Counts how often keys were forgotten. */
  readonly era: number;
  /** Forgets every key, so that the vault is asked again; erasures stay. */
  forget(): void;
}

/** Least recently used entries leave first. An erasure does not expire, because it is never taken back. */
export const createKeyCache = ({ entriesMax, liveForMs, nowMs }: KeyCacheOptions): KeyCache => {
  const entries = new Map<string, { readonly state: PersonKeyState; readonly untilMs: number }>();
  let era = 0;
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
    get era() {
      return era;
    },
    forget: () => {
      era += 1;
      for (const [personKey, { state }] of entries) if (state !== 'erased') entries.delete(personKey);
    },
    put: (personKey, state, askedIn = era) => {
      if (valid(personKey)?.state === 'erased') return 'erased';
      if (askedIn !== era && state !== 'erased') return state;
      entries.delete(personKey);
      entries.set(personKey, { state, untilMs: state === 'erased' ? Infinity : nowMs() + liveForMs });
      const oldest = entries.keys().next().value;
      if (entries.size > entriesMax && oldest !== undefined) entries.delete(oldest);
      return state;
    },
  };
};
