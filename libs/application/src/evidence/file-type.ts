import { Result, Text, accept, refuse, text } from '@zhibu/kernel';
import { Checked } from './checked';
import { checkJpeg } from './jpeg';
import { checkPdf } from './pdf';
import { checkPng } from './png';
import { checkWebp } from './webp';

export const fileTypes = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const;
export type FileType = (typeof fileTypes)[number];

const sidePixelsMax = 20_000;
/** A picture of a few kilobytes may unfold to gigabytes in the reader's browser. */
const pixelsMax = 100_000_000;

const startsWith = (content: Uint8Array, bytes: readonly number[], at = 0): boolean => bytes.every((byte, index) => content[at + index] === byte);
const ascii = (word: string): readonly number[] => [...word].map((letter) => letter.charCodeAt(0));

const forms: readonly { readonly type: FileType; readonly begins: (content: Uint8Array) => boolean; readonly check: (content: Uint8Array) => Checked }[] = [
  { type: 'image/jpeg', begins: (content) => startsWith(content, [0xff, 0xd8, 0xff]), check: checkJpeg },
  { type: 'image/png', begins: (content) => startsWith(content, [0x89, ...ascii('PNG'), 0x0d, 0x0a, 0x1a, 0x0a]), check: checkPng },
  { type: 'image/webp', begins: (content) => startsWith(content, ascii('RIFF')) && startsWith(content, ascii('WEBP'), 8), check: checkWebp },
  { type: 'application/pdf', begins: (content) => startsWith(content, ascii('%PDF-')), check: checkPdf },
];

/** What a file is by its content. A name or a stated type is never believed. */
export const fileTypeOf = (content: Uint8Array): Result<FileType> => {
  const form = forms.find(({ begins }) => begins(content));
  if (form === undefined) return unknownType(content);
  const checked = form.check(content);
  if (!checked.ok) return notWhole(form.type, checked.found);
  const { width, height } = checked;
  if (width === null) return accept(form.type);
  const fits = width >= 1 && height >= 1 && width <= sidePixelsMax && height <= sidePixelsMax && width * height <= pixelsMax;
  return fits ? accept(form.type) : wrongSize(`${width} × ${height}`);
};

const unknownType = (content: Uint8Array) => {
  const begins = content.length === 0 ? text('空文件', 'an empty file') : text(`开头为 ${hex(content)} 的内容`, `content that begins with ${hex(content)}`);
  return refuse({
    code: 'evidence.type',
    message: text('不能接收这种文件', 'This kind of file is not taken'),
    expected: text('内容为 JPEG、PNG、WebP 图片或 PDF，与文件名无关', 'a JPEG, PNG or WebP picture or a PDF by its content, whatever its name'),
    actual: begins,
  });
};

const hex = (content: Uint8Array): string => Array.from(content.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join(' ');

const notWhole = (type: FileType, found: Text) =>
  refuse({
    code: 'evidence.not-whole',
    message: text('文件不完整或已损坏，请重新拍摄或导出', 'The file is not whole; take or export it again'),
    expected: text(`完整的 ${type} 文件`, `a whole file of the type ${type}`),
    actual: found,
  });

const wrongSize = (found: string) =>
  refuse({
    code: 'evidence.pixels',
    message: text('图片尺寸不合要求', 'The picture has no usable size'),
    expected: text(`每边 1 至 ${sidePixelsMax} 像素，共不超过 ${pixelsMax} 像素`, `1 to ${sidePixelsMax} pixels a side, ${pixelsMax} in all at most`),
    actual: text(`${found} 像素`, `${found} pixels`),
  });
