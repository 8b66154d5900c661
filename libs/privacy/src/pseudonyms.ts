import { createHmac } from 'node:crypto';
import { Pseudonyms } from '@zhibu/application';
import { base32 } from './base32';

const secretBytesMin = 32;
const pseudonymBytes = 16;

/**
 * Keyed hashes for ID and account numbers: HMAC-SHA-256, cut to 16 bytes, as 26 characters of base32. The
 * kinds are separated, so that a person and an account never share a pseudonym. The secret (32 bytes or
 * more) may never change: stream names are made of it.
 */
export const createPseudonyms = (secret: Buffer): Pseudonyms => {
  if (secret.length < secretBytesMin) {
    throw new RangeError(`the pseudonym secret needs ${secretBytesMin} bytes or more, found ${secret.length}`);
  }
  const keyed = (kind: 'person' | 'account', value: string): string =>
    base32(createHmac('sha256', secret).update(`zhibu/${kind}/v1\0`).update(value, 'utf8').digest().subarray(0, pseudonymBytes));
  return {
    personKey: (idNumber) => keyed('person', idNumber.toUpperCase()),
    accountKey: (accountNumber) => keyed('account', accountNumber),
  };
};
