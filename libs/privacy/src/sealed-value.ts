import { decrypt, encrypt } from './aes-gcm';

/** How a personal value stands in a stored event: `v1:<personKey>:<base64 of nonce, ciphertext and tag>`. */
export interface SealedValue {
  readonly $sealed: string;
}

// The place is part of what is authenticated: a value moved to another field, event type or person is refused.
const contextOf = (type: string, path: string, personKey: string): Buffer => Buffer.from(`${type}\0${path}\0${personKey}`, 'utf8');

export const isSealed = (value: object): value is SealedValue =>
  '$sealed' in value && typeof value.$sealed === 'string' && Object.keys(value).length === 1;

export const sealValue = (key: Buffer, type: string, path: string, personKey: string, value: unknown): SealedValue => {
  const plaintext = Buffer.from(JSON.stringify(value), 'utf8');
  return { $sealed: `v1:${personKey}:${encrypt(key, plaintext, contextOf(type, path, personKey)).toString('base64')}` };
};

/** Whose value it is; `null` when the form is not known. */
export const ownerOf = ({ $sealed }: SealedValue): string | null => {
  const end = $sealed.lastIndexOf(':');
  return $sealed.startsWith('v1:') && end > 3 ? $sealed.slice(3, end) : null;
};

export type OpenedValue = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

export const openValue = (key: Buffer, type: string, path: string, personKey: string, { $sealed }: SealedValue): OpenedValue => {
  const bytes = Buffer.from($sealed.slice($sealed.lastIndexOf(':') + 1), 'base64');
  const plaintext = decrypt(key, bytes, contextOf(type, path, personKey));
  return plaintext === null ? { ok: false } : { ok: true, value: JSON.parse(plaintext.toString('utf8')) as unknown };
};
