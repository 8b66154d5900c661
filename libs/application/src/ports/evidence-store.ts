/** A file as it was taken in, named by its content. */
export interface KeptFile {
  /** SHA-256 of the content, in hex. */
  readonly sha256: string;
  readonly bytes: number;
}

export type FoundFile =
  | { readonly kind: 'kept'; readonly content: Uint8Array }
  | { readonly kind: 'missing' }
  /** Something lies there that is not what was kept; the same content put again mends it. */
  | { readonly kind: 'damaged' }
  /** The person's key was destroyed, and the content with it. */
  | { readonly kind: 'erased' };

/**
 * Photographs and documents about people. Each content is kept once for each person and sealed under that person's key: who is
 * erased takes nobody else's papers along, and nothing tells that two people handed in the same one.
 */
export interface EvidenceStore {
  /** Keeps the content whole or not at all; when it returns, the content is on the disk. Throws `privacy.person-erased`. */
  put(personKey: string, content: Uint8Array): Promise<KeptFile>;
  /** Opens and checks what is kept. */
  get(personKey: string, sha256: string): Promise<FoundFile>;
  /** Whether there is a file of that name and the key to read it; the content is not opened. */
  has(personKey: string, sha256: string): Promise<boolean>;
  /** Files kept for a person. */
  count(personKey: string): Promise<number>;
  /** Removes the person's files. To be called after the key was destroyed, so that nothing readable is added meanwhile. */
  erase(personKey: string): Promise<void>;
}
