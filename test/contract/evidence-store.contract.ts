import { createHash } from 'node:crypto';
import type { EvidenceStore } from '@zhibu/application';
import type { KeyVault } from '@zhibu/privacy';
import { samplePdf, samplePng } from '../../libs/application/src/testing/sample-files';

export interface EvidenceBench {
  readonly store: EvidenceStore;
  readonly vault: KeyVault;
  close(): Promise<void>;
}

const hashOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
const [photo, paper] = [samplePng(), samplePdf()];
const contentOf = async (store: EvidenceStore, personKey: string, sha256: string): Promise<string | null> => {
  const found = await store.get(personKey, sha256);
  return found.kind === 'kept' ? Buffer.from(found.content).toString('hex') : null;
};

/** What every store of evidence does, wherever it keeps the files. */
export const describeEvidenceStore = (name: string, open: () => Promise<EvidenceBench>): void =>
  describe(`the store of evidence, ${name}`, () => {
    let bench: EvidenceBench;
    beforeEach(async () => void (bench = await open()));
    afterEach(() => bench.close());

    it('gives back what was put, byte by byte, under the hash of its content', async () => {
      const { store } = bench;
      expect(await store.put('anna', photo)).toEqual({ sha256: hashOf(photo), bytes: photo.length });
      expect(await contentOf(store, 'anna', hashOf(photo))).toBe(photo.toString('hex'));
      expect(await store.has('anna', hashOf(photo))).toBe(true);
    });

    it('keeps the same content once, and answers the same', async () => {
      const { store } = bench;
      const first = await store.put('anna', photo);
      expect(await store.put('anna', Buffer.from(photo))).toEqual(first);
      expect(await Promise.all([1, 2, 3, 4].map(() => store.put('anna', paper)))).toEqual(Array(4).fill({ sha256: hashOf(paper), bytes: paper.length }));
      expect(await store.count('anna')).toBe(2);
    });

    it('knows nothing of what was never put, or was put for somebody else', async () => {
      const { store } = bench;
      await store.put('anna', photo);
      await store.put('bert', paper);
      expect([await store.get('bert', hashOf(photo)), await store.get('carl', hashOf(photo))]).toEqual([{ kind: 'missing' }, { kind: 'missing' }]);
      expect([await store.has('bert', hashOf(photo)), await store.has('carl', hashOf(photo)), await store.count('carl')]).toEqual([false, false, 0]);
    });

    it('takes an empty file and a view into a larger one as they are', async () => {
      const { store } = bench;
      const { sha256 } = await store.put('anna', new Uint8Array());
      expect(await contentOf(store, 'anna', sha256)).toBe('');
      const part = new Uint8Array(Buffer.concat([Buffer.from('before'), photo, Buffer.from('after')])).subarray(6, 6 + photo.length);
      expect((await store.put('anna', part)).sha256).toBe(hashOf(photo));
    });

    it('is unreadable once the key is destroyed, before any file is removed, and stays so', async () => {
      const { store, vault } = bench;
      for (const person of ['anna', 'bert']) await store.put(person, photo);
      await vault.erase('anna');
      expect([await store.get('anna', hashOf(photo)), await store.has('anna', hashOf(photo))]).toEqual([{ kind: 'erased' }, false]);
      await store.erase('anna');
      await store.erase('anna');
      expect(await store.count('anna')).toBe(0);
      await expect(store.put('anna', photo)).rejects.toThrow('privacy.person-erased');
      // The same paper of somebody else stays with that person.
      expect(await contentOf(store, 'bert', hashOf(photo))).toBe(photo.toString('hex'));
    });
  });
