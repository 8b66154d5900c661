import { deflateSync } from 'node:zlib';

const u16 = (value: number): Buffer => Buffer.of(value >> 8, value & 0xff);
const u32 = (value: number): Buffer => Buffer.concat([u16(value >>> 16), u16(value & 0xffff)]);

/** Bit by bit, so that it is not the table of the code under test. */
const crcOf = (bytes: Buffer): number => {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return ~value >>> 0;
};

const pngChunk = (name: string, data: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(name, 'ascii'), data]);
  return Buffer.concat([u32(data.length), named, u32(crcOf(named))]);
};

/** A grey picture; `shade` makes different files. */
export const samplePng = (shade = 128, width = 2, height = 2): Buffer =>
  Buffer.concat([
    Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    pngChunk('IHDR', Buffer.concat([u32(width), u32(height), Buffer.of(8, 0, 0, 0, 0)])),
    pngChunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: Math.min(height, 4) }, () => Buffer.concat([Buffer.of(0), Buffer.alloc(Math.min(width, 4), shade)]))))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);

const segment = (marker: number, data: Buffer): Buffer => Buffer.concat([Buffer.of(0xff, marker), u16(data.length + 2), data]);

/** As a camera makes it: a small picture with an end mark of its own stands in the first segment. The data holds a stuffed byte and a restart. */
export const sampleJpeg = (width = 640, height = 480): Buffer =>
  Buffer.concat([
    Buffer.of(0xff, 0xd8),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), Buffer.of(0xff, 0xd8, 0xff, 0xd9)])),
    segment(0xdb, Buffer.alloc(65, 1)),
    segment(0xc0, Buffer.concat([Buffer.of(8), u16(height), u16(width), Buffer.of(1, 1, 0x11, 0)])),
    segment(0xda, Buffer.of(1, 1, 0, 0, 63, 0)),
    Buffer.of(0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56, 0x78),
    Buffer.of(0xff, 0xd9),
  ]);

/** One pixel, without loss. */
export const sampleWebp = (): Buffer => Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64');

export const samplePdf = (): Buffer => {
  const body = '%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n';
  return Buffer.from(`${body}xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000058 00000 n \ntrailer\n<< /Size 3 /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`, 'latin1');
};
