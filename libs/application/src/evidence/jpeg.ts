import { Checked, incomplete } from './checked';

const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);

/** Where the picture's data ends: at the next marker that is neither a stuffed byte nor a restart. -1 when there is none. */
const endOfScan = (content: Uint8Array, from: number): number => {
  for (let at = content.indexOf(0xff, from); at >= 0; at = content.indexOf(0xff, at + 1)) {
    const next = content[at + 1];
    if (next !== undefined && next !== 0x00 && next !== 0xff && !standsAlone(next)) return at;
  }
  return -1;
};

/**
 * Walks the segments to the end mark. A small picture within the first one, as cameras put it there, has an end mark of its own:
 * looking for one anywhere would take a file for whole that was cut. What phones append after the end is left alone.
 */
export const checkJpeg = (content: Uint8Array): Checked => {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  let size: { readonly width: number; readonly height: number } | null = null;
  let scanned = false;
  for (let at = 2; at + 1 < content.length; ) {
    if (content[at] !== 0xff) return incomplete(`第 ${at} 字节处不是段标记`, `no marker at byte ${at}`);
    const marker = content[at + 1] ?? 0;
    if (marker === 0xff || standsAlone(marker)) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    if (marker === 0xd9) return size !== null && scanned ? { ok: true, ...size } : incomplete('结束标记之前没有图像数据', 'an end before any picture');
    if (at + 4 > content.length) break;
    const length = view.getUint16(at + 2);
    if (length < 2 || at + 2 + length > content.length) break;
    if (isFrame(marker)) {
      if (length < 8) return incomplete('图像头过短', 'a picture header that is too short');
      size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    at += 2 + length;
    if (marker !== 0xda) continue;
    scanned = true;
    at = endOfScan(content, at);
    if (at < 0) break;
  }
  return incomplete(`${content.length} 字节后中断，没有结束标记`, `it breaks off after ${content.length} bytes without an end mark`);
};
