import { Checked, incomplete } from './checked';

interface Chunk {
  readonly name: string;
  readonly at: number;
  readonly length: number;
}

const chunksOf = (content: Uint8Array, view: DataView, end: number): readonly Chunk[] | null => {
  const chunks: Chunk[] = [];
  let at = 12;
  while (at + 8 <= end) {
    const length = view.getUint32(at + 4, true);
    chunks.push({ name: String.fromCharCode(...content.subarray(at, at + 4)), at: at + 8, length });
    at += 8 + length + (length % 2);
  }
  return at === end ? chunks : null;
};

const threeBytes = (content: Uint8Array, at: number): number => (content[at] ?? 0) | ((content[at + 1] ?? 0) << 8) | ((content[at + 2] ?? 0) << 16);

const sizeIn = (content: Uint8Array, view: DataView, { name, at, length }: Chunk): { readonly width: number; readonly height: number } | null => {
  if (name === 'VP8 ' && length >= 10 && threeBytes(content, at + 3) === 0x2a019d) return { width: view.getUint16(at + 6, true) & 0x3fff, height: view.getUint16(at + 8, true) & 0x3fff };
  if (name === 'VP8L' && length >= 5 && content[at] === 0x2f) {
    const packed = view.getUint32(at + 1, true);
    return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
  }
  if (name === 'VP8X' && length >= 10) return { width: threeBytes(content, at + 4) + 1, height: threeBytes(content, at + 7) + 1 };
  return null;
};

/** The stated length is the whole of the file, its chunks fill it, and one of them is a picture. */
export const checkWebp = (content: Uint8Array): Checked => {
  if (content.length < 20) return incomplete(`只有 ${content.length} 字节`, `${content.length} bytes only`);
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const stated = view.getUint32(4, true) + 8;
  if (stated !== content.length) return incomplete(`声明 ${stated} 字节，实有 ${content.length} 字节`, `${stated} bytes stated, ${content.length} there`);
  const chunks = chunksOf(content, view, content.length);
  const size = chunks?.[0] === undefined ? null : sizeIn(content, view, chunks[0]);
  if (chunks === null || size === null) return incomplete('没有可识别的图像', 'no picture that can be made out');
  return chunks.some(({ name }) => ['VP8 ', 'VP8L', 'ANMF'].includes(name)) ? { ok: true, ...size } : incomplete('没有图像数据', 'no picture data');
};
