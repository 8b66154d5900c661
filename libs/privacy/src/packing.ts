import { deflateRawSync, inflateRawSync } from 'node:zlib';

// Ciphertext cannot be compressed any more, neither by us nor by the database: it has to be done before.
const packedFromBytes = 1024;
const deflateOptions = { level: 3, windowBits: 14, memLevel: 5 };
/** More than any event can hold; what was sealed by us never comes near. */
const unpackedBytesMax = 16 * 1024 * 1024;

const plain = 0;
const deflated = 1;

/** Text as bytes, the first of which says how the rest is packed. */
export const pack = (text: string): Buffer => {
  const bytes = Buffer.from(text, 'utf8');
  const [form, body] = bytes.length < packedFromBytes ? [plain, bytes] : [deflated, deflateRawSync(bytes, deflateOptions)];
  return Buffer.concat([Buffer.of(form), body], body.length + 1);
};

/** The text, or `null` when the form is not known. */
export const unpack = (packed: Buffer): string | null => {
  const body = packed.subarray(1);
  switch (packed[0]) {
    case plain:
      return body.toString('utf8');
    case deflated:
      return inflateRawSync(body, { maxOutputLength: unpackedBytesMax }).toString('utf8');
    default:
      return null;
  }
};
