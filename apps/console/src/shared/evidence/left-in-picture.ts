import type { EvidenceType } from './file-type';

const ascii = (bytes: Uint8Array, from: number, length: number): string => String.fromCharCode(...bytes.subarray(from, from + length));
const uint = (bytes: Uint8Array, from: number, length: number): number => bytes.subarray(from, from + length).reduce((sum, byte) => sum * 256 + byte, 0);

const [startOfScan, comment, colours, adobe] = [0xda, 0xfe, 0xe2, 0xee];
const [firstApplication, lastApplication] = [0xe0, 0xef];
const coloursMark = 'ICC_PROFILE';

/** Segments up to the picture itself: all that is not needed to draw it tells something else. */
const jpegTellsMore = (bytes: Uint8Array): boolean => {
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return true;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === startOfScan) return false;
    const isColours = marker === colours && ascii(bytes, at + 4, coloursMark.length) === coloursMark;
    const isApplication = marker > firstApplication && marker <= lastApplication && marker !== adobe && !isColours;
    if (marker === comment || isApplication) return true;
    at += 2 + uint(bytes, at + 2, 2);
  }
  return true;
};

const pngSignatureBytes = 8;
/** Length, name and checksum around the content of a chunk. */
const pngChunkBytes = 12;
const pngTales = ['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME'];

const pngTellsMore = (bytes: Uint8Array): boolean => {
  for (let at = pngSignatureBytes; at + pngChunkBytes <= bytes.length; at += pngChunkBytes + uint(bytes, at, 4)) {
    const name = ascii(bytes, at + 4, 4);
    if (pngTales.includes(name)) return true;
    if (name === 'IEND') return false;
  }
  return true;
};

const [webpFirstChunk, webpFlags, exifOrXmp] = [12, 20, 0x0c];

const webpTellsMore = (bytes: Uint8Array): boolean => ascii(bytes, webpFirstChunk, 4) === 'VP8X' && ((bytes[webpFlags] ?? 0) & exifOrXmp) !== 0;

/**
 * Whether a picture carries more than the picture: where, when and with what it was taken, a preview, words. A telephone writes down the
 * place of every photograph. What cannot be read is taken for one that does.
 */
export const tellsMore = (bytes: Uint8Array, type: Exclude<EvidenceType, 'application/pdf'>): boolean => {
  switch (type) {
    case 'image/jpeg':
      return jpegTellsMore(bytes);
    case 'image/png':
      return pngTellsMore(bytes);
    case 'image/webp':
      return webpTellsMore(bytes);
  }
};
