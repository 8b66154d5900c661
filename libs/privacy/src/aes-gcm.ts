import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

// One system call fills nonces for many fields; a slice is used once and never again.
const pool = Buffer.alloc(ivBytes * 512);
let poolOffset = pool.length;

const nextIv = (): Buffer => {
  if (poolOffset === pool.length) {
    randomFillSync(pool);
    poolOffset = 0;
  }
  poolOffset += ivBytes;
  return pool.subarray(poolOffset - ivBytes, poolOffset);
};

/** AES-256-GCM under a random nonce; gives nonce (12 bytes), ciphertext and tag (16 bytes) in one buffer. */
export const encrypt = (key: Buffer, plaintext: Buffer, context: Buffer): Buffer => {
  const iv = nextIv();
  const cipher = createCipheriv(algorithm, key, iv).setAAD(context);
  const body = cipher.update(plaintext);
  // GCM is a stream mode: `final` adds no bytes, it only completes the tag.
  cipher.final();
  return Buffer.concat([iv, body, cipher.getAuthTag()], ivBytes + body.length + tagBytes);
};

/** The plaintext, or `null` when key, context or any byte differs from what was encrypted. */
export const decrypt = (key: Buffer, sealed: Buffer, context: Buffer): Buffer | null => {
  if (sealed.length < ivBytes + tagBytes) return null;
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, ivBytes), { authTagLength: tagBytes }).setAAD(context);
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const plaintext = decipher.update(sealed.subarray(ivBytes, sealed.length - tagBytes));
  try {
    decipher.final();
  } catch {
    return null;
  }
  return plaintext;
};
