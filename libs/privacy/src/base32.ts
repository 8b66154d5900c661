const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** RFC 4648 base32 in lower case without padding: 16 bytes give 26 characters that suit a stream name. */
export const base32 = (bytes: Uint8Array): string => {
  let output = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      output += alphabet[(value >>> bits) & 31];
    }
  }
  return bits === 0 ? output : output + alphabet[(value << (5 - bits)) & 31];
};
