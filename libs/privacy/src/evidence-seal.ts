import { createHash } from 'node:crypto';
import { decrypt, encrypt } from './aes-gcm';

export const contentHash = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** Says in which form the rest is, so that a later form can be told apart. */
const form = Buffer.from('zhibu-evidence-1\n', 'ascii');

// Person and content are authenticated: a file that was moved to another person or renamed does not open.
const contextOf = (personKey: string, sha256: string): Buffer => Buffer.from(`zhibu/evidence/v1\0${personKey}\0${sha256}`, 'utf8');

export const sealFile = (key: Buffer, personKey: string, sha256: string, content: Uint8Array): Buffer =>
  Buffer.concat([form, encrypt(key, Buffer.from(content.buffer, content.byteOffset, content.byteLength), contextOf(personKey, sha256))]);

/** The content, or `null` when anything about the file is not as it was kept. */
export const openFile = (key: Buffer, personKey: string, sha256: string, sealed: Buffer): Buffer | null => {
  if (!sealed.subarray(0, form.length).equals(form)) return null;
  const content = decrypt(key, sealed.subarray(form.length), contextOf(personKey, sha256));
  return content !== null && contentHash(content) === sha256 ? content : null;
};
