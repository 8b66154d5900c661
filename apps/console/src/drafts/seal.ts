/** Something that only the key of its owner opens. */
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly bytes: ArrayBuffer;
}

const algorithm = 'AES-GCM';
const keyBits = 256;
/** A new one for each sealing, as GCM demands. */
const ivBytes = 12;

/** Whether this page may keep secrets at all: browsers offer the means only over https, or on the computer itself. */
export const canSeal = (): boolean => typeof crypto !== 'undefined' && (crypto.subtle as SubtleCrypto | undefined) !== undefined;

/** Not extractable: no script can read the key itself, only use it on this device. */
export const newSealingKey = (): Promise<CryptoKey> => crypto.subtle.generateKey({ name: algorithm, length: keyBits }, false, ['encrypt', 'decrypt']);

/** `place` says whose it is and where it lies: what was moved elsewhere does not open. */
export const seal = async (key: CryptoKey, place: string, content: BufferSource): Promise<Sealed> => {
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
  return { iv, bytes: await crypto.subtle.encrypt({ name: algorithm, iv, additionalData: new TextEncoder().encode(place) }, key, content) };
};

export const open = (key: CryptoKey, place: string, { iv, bytes }: Sealed): Promise<ArrayBuffer> =>
  crypto.subtle.decrypt({ name: algorithm, iv, additionalData: new TextEncoder().encode(place) }, key, bytes);

export const sealJson = (key: CryptoKey, place: string, value: unknown): Promise<Sealed> => seal(key, place, new TextEncoder().encode(JSON.stringify(value)));

export const openJson = async (key: CryptoKey, place: string, sealed: Sealed): Promise<unknown> => JSON.parse(new TextDecoder().decode(await open(key, place, sealed))) as unknown;
