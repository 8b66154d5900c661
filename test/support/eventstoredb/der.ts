/** The few ASN.1 values that a certificate is made of, in their distinguished encoding. */
const encode = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  if (body.length < 128) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length: number[] = [];
  for (let rest = body.length; rest > 0; rest >>= 8) length.unshift(rest & 0xff);
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length, ...length]), body]);
};

const oid = (dotted: string): Buffer => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc & 0x7f];
    for (let left = arc >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return encode(0x06, Buffer.from(bytes));
};

export const der = {
  oid,
  sequence: (...parts: readonly Uint8Array[]): Buffer => encode(0x30, ...parts),
  set: (...parts: readonly Uint8Array[]): Buffer => encode(0x31, ...parts),
  /** A positive number, most significant byte first. */
  integer: (bytes: Uint8Array): Buffer => encode(0x02, (bytes[0] ?? 0) >= 0x80 ? Buffer.from([0]) : Buffer.alloc(0), bytes),
  text: (value: string): Buffer => encode(0x0c, Buffer.from(value, 'utf8')),
  time: (at: Date): Buffer => encode(0x18, Buffer.from(`${at.toISOString().replace(/[-:T]|\.\d+/g, '')}`)),
  yes: (): Buffer => encode(0x01, Buffer.from([0xff])),
  octets: (bytes: Uint8Array): Buffer => encode(0x04, bytes),
  bits: (bytes: Uint8Array): Buffer => encode(0x03, Buffer.from([0]), bytes),
  /** A value with a tag of its context: `[0]`, `[1]` and so on; made of others or plain. */
  tagged: (tag: number, bytes: Uint8Array, made = true): Buffer => encode((made ? 0xa0 : 0x80) | tag, bytes),
};
