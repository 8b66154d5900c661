import type { EvidenceStore, FoundFile } from '@zhibu/application';
import { PersonErased } from './errors';
import { contentHash, openFile, sealFile } from './evidence-seal';
import { KeyVault, PersonKeyState } from './key-vault';

/** Where sealed files lie; it knows nothing of what is in them. */
export interface SealedFiles {
  /** Whole or not at all; what stands under the name is replaced. */
  write(personKey: string, sha256: string, sealed: Buffer): Promise<void>;
  /** `null` when it is not there. */
  read(personKey: string, sha256: string): Promise<Buffer | null>;
  has(personKey: string, sha256: string): Promise<boolean>;
  count(personKey: string): Promise<number>;
  remove(personKey: string): Promise<void>;
}

/** Files under the keys of their persons, wherever the sealed bytes lie. */
export const createEvidenceStore = ({ vault, files }: { readonly vault: KeyVault; readonly files: SealedFiles }): EvidenceStore => {
  const keyOf = async (personKey: string, create: boolean): Promise<PersonKeyState | undefined> => (await vault.keysFor([personKey], { create })).get(personKey);
  const get = async (personKey: string, sha256: string): Promise<FoundFile> => {
    const key = await keyOf(personKey, false);
    if (key === 'erased') return { kind: 'erased' };
    const sealed = key === undefined ? null : await files.read(personKey, sha256);
    if (key === undefined || sealed === null) return { kind: 'missing' };
    const content = openFile(key, personKey, sha256, sealed);
    return content === null ? { kind: 'damaged' } : { kind: 'kept', content };
  };
  return {
    get,
    put: async (personKey, content) => {
      const sha256 = contentHash(content);
      const key = await keyOf(personKey, true);
      if (key === undefined || key === 'erased') throw new PersonErased(personKey);
      // What is there and opens stays; what is damaged is mended by the same content.
      if ((await get(personKey, sha256)).kind !== 'kept') await files.write(personKey, sha256, sealFile(key, personKey, sha256, content));
      return { sha256, bytes: content.length };
    },
    has: async (personKey, sha256) => Buffer.isBuffer(await keyOf(personKey, false)) && (await files.has(personKey, sha256)),
    count: (personKey) => files.count(personKey),
    erase: (personKey) => files.remove(personKey),
  };
};
