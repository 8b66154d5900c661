import { decrypt, encrypt } from './aes-gcm';
import { pack, unpack } from './packing';

/** Personal values of one person in one event by the path at which they stand, for example `home.address`. */
export type PersonalValues = Readonly<Record<string, unknown>>;

/**
 * How personal data stands in a stored event: `null` at each field, and beside the content `$sealed` with one
 * ciphertext for each person, `v1:<base64 of nonce, ciphertext and tag>` over the packed JSON of that person's values.
 */
export type SealedByPerson = Readonly<Record<string, string>>;

export const sealedMember = '$sealed';
/** Evidence stands apart under this name, in the same form. */
export const evidenceMember = '$evidence';
export type SealedMember = typeof sealedMember | typeof evidenceMember;

const form = 'v1:';

// Type, member and person are authenticated, and the paths lie within: a ciphertext moved elsewhere is refused.
const contextOf = (type: string, member: SealedMember, personKey: string): Buffer => Buffer.from(`${type}\0${member}\0${personKey}`, 'utf8');

export const sealValues = (key: Buffer, type: string, member: SealedMember, personKey: string, values: PersonalValues): string =>
  form + encrypt(key, pack(JSON.stringify(values)), contextOf(type, member, personKey)).toString('base64');

export type OpenedValues = { readonly ok: true; readonly values: PersonalValues } | { readonly ok: false; readonly problem: 'altered' | 'not-readable' };

export const openValues = (key: Buffer, type: string, member: SealedMember, personKey: string, sealed: unknown): OpenedValues => {
  if (typeof sealed !== 'string' || !sealed.startsWith(form)) return { ok: false, problem: 'not-readable' };
  const plaintext = decrypt(key, Buffer.from(sealed.slice(form.length), 'base64'), contextOf(type, member, personKey));
  if (plaintext === null) return { ok: false, problem: 'altered' };
  const json = unpack(plaintext);
  return json === null ? { ok: false, problem: 'not-readable' } : { ok: true, values: JSON.parse(json) as PersonalValues };
};

/** What is sealed in stored content, or `null` when nothing is. */
export const sealedIn = (data: unknown, member: SealedMember): SealedByPerson | null => {
  if (data === null || typeof data !== 'object' || !Object.hasOwn(data, member)) return null;
  const sealed = (data as Record<string, unknown>)[member];
  return sealed !== null && typeof sealed === 'object' ? (sealed as SealedByPerson) : null;
};
