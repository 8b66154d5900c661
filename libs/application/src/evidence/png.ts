import { Checked, incomplete } from './checked';

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

const crcOf = (bytes: Uint8Array): number => {
  let value = 0xffffffff;
  for (const byte of bytes) value = (value >>> 8) ^ (crcTable[(value ^ byte) & 0xff] ?? 0);
  return (value ^ 0xffffffff) >>> 0;
};

const signatureBytes = 8;
/** Length, name and checksum around the data of a chunk. */
const frameBytes = 12;

/** Every chunk has its checksum, the first is the header, and nothing stands after the end. */
export const checkPng = (content: Uint8Array): Checked => {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  let size: { readonly width: number; readonly height: number } | null = null;
  let data = false;
  for (let at = signatureBytes; at + frameBytes <= content.length; ) {
    const length = view.getUint32(at);
    const next = at + frameBytes + length;
    if (next > content.length) break;
    const name = String.fromCharCode(...content.subarray(at + 4, at + 8));
    if (crcOf(content.subarray(at + 4, next - 4)) !== view.getUint32(next - 4)) return incomplete(`第 ${at} 字节处的数据块校验不符`, `the chunk at byte ${at} fails its checksum`);
    if (size === null) {
      if (name !== 'IHDR' || length !== 13) return incomplete('没有图像头', 'no picture header');
      size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    }
    data ||= name === 'IDAT';
    if (name === 'IEND') {
      if (next !== content.length) return incomplete('结束标记之后还有内容', 'content after the end mark');
      return data ? { ok: true, ...size } : incomplete('没有图像数据', 'no picture data');
    }
    at = next;
  }
  return incomplete(`${content.length} 字节后中断，没有结束标记`, `it breaks off after ${content.length} bytes without an end mark`);
};
