/** The key of one person (32 bytes), or the mark that it was erased for ever. */
export type PersonKeyState = Buffer | 'erased';

/**
 * Where the keys of persons are kept, apart from the events. A key that was erased is never made again;
 * a person without any entry is unknown to the vault, which is not the same as erased.
 */
export interface KeyVault {
  /**
   * Keys of many persons at once. With `create` a person seen for the first time gets a key, so that every
   * one asked for has an entry; without it, persons unknown to the vault are left out.
   */
  keysFor(personKeys: readonly string[], options: { readonly create: boolean }): Promise<ReadonlyMap<string, PersonKeyState>>;
  /** Destroys the key. May be repeated; also for a person who never had one. */
  erase(personKey: string): Promise<void>;
  /** From here on no key is used that was read before: another process may have erased it. For vaults that keep keys in memory. */
  refresh?(): void;
}

export const personKeyBytes = 32;
