import { Checked, incomplete } from './checked';

/** Readers look for the end within so many bytes. */
const endWithinBytes = 1024;

const letters = (content: Uint8Array): string => Array.from(content, (byte) => String.fromCharCode(byte)).join('');

/** A version, and at the end the place of the table of contents, which lies within the file, and the end mark. */
export const checkPdf = (content: Uint8Array): Checked => {
  if (!/^%PDF-[12]\.\d/.test(letters(content.subarray(0, 8)))) return incomplete('没有 PDF 版本', 'no version of PDF');
  const end = letters(content.subarray(-endWithinBytes));
  const tables = [...end.matchAll(/startxref\s+(\d{1,10})\s+%%EOF/g)];
  const table = tables.at(-1)?.[1];
  if (table === undefined) return incomplete(`${content.length} 字节后中断，没有结束标记`, `it breaks off after ${content.length} bytes without an end mark`);
  return Number(table) < content.length ? { ok: true, width: null, height: null } : incomplete(`目录指向第 ${table} 字节，文件只有 ${content.length} 字节`, `its table is said to be at byte ${table} of ${content.length}`);
};
