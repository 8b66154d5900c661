import { createHmac } from 'node:crypto';
import { decrypt, encrypt } from './aes-gcm';
import { MasterKeyUnknown, WrappedKeyAltered } from './errors';

const masterKeyBytes = 32;

export interface KeyWrapping {
  /** Id of the master key that new keys are wrapped under. */
  readonly currentId: string;
  wrap(personKey: string, key: Buffer): Buffer;
  unwrap(personKey: string, masterKeyId: string, wrapped: Buffer): Buffer;
}

/** A name for a master key that tells nothing about it: 16 hex digits of a keyed hash. */
export const masterKeyId = (masterKey: Buffer): string =>
  createHmac('sha256', masterKey).update('zhibu/master-key-id/v1').digest('hex').slice(0, 16);

/** Wraps under the current master key; unwraps under it or a retired one. AAD is the person key. */
export const createKeyWrapping = (current: Buffer, retired: readonly Buffer[] = []): KeyWrapping => {
  for (const key of [current, ...retired]) {
    if (key.length !== masterKeyBytes) throw new RangeError(`a master key has ${masterKeyBytes} bytes, found ${key.length}`);
  }
  const ring = new Map([...retired, current].map((key) => [masterKeyId(key), key]));
  const context = (personKey: string): Buffer => Buffer.from(`zhibu/person-key/v1\0${personKey}`, 'utf8');
  return {
    currentId: masterKeyId(current),
    wrap: (personKey, key) => encrypt(current, key, context(personKey)),
    unwrap: (personKey, id, wrapped) => {
      const master = ring.get(id);
      if (master === undefined) throw new MasterKeyUnknown(id);
      const key = decrypt(master, wrapped, context(personKey));
      if (key === null) throw new WrappedKeyAltered(personKey);
      return key;
    },
  };
};
