import { RejectionError } from '@zhibu/kernel';
import { RecordSplitter } from '../record-splitter';
import { digitsLost, fileProblem, notATable } from './problems';
import { Grid, GridRow, columnName } from './table';

const decodeAs = (bytes: Uint8Array, encoding: string): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

/** A mark decides; without one, text that is valid UTF-8 is UTF-8, and the rest is tried as GBK (GB 18030). */
export const detectText = (bytes: Uint8Array): { readonly text: string; readonly encoding: string } | null => {
  const encodings = bytes[0] === 0xff && bytes[1] === 0xfe ? ['utf-16le'] : ['utf-8', 'gb18030'];
  for (const encoding of encodings) {
    const text = decodeAs(bytes, encoding);
    // A file of some other kind may decode by chance; tables hold no NUL.
    if (text !== null && !text.includes('\0')) return { text, encoding };
  }
  return null;
};

const delimiters = [',', '\t', ';'] as const;

/** The one that the line of headers holds most often. */
const detectDelimiter = (text: string): string => {
  const headers = text.slice(0, text.search(/[\r\n]|$/));
  const counted = delimiters.map((delimiter) => ({ delimiter, count: headers.split(delimiter).length }));
  return counted.reduce((best, entry) => (entry.count > best.count ? entry : best)).delimiter;
};

const recordCharactersMax = 100_000;
const spoiledNumber = /^[+-]?\d(?:\.\d+)?[eE]\+\d{2,}$/;

/** A cell as the person meant it: `writeRejectedRows` guards formulas with `'` and long numbers with a tab. */
const plainText = (cell: string): string => cell.trim().replace(/^'(?=[=+\-@])/, '');

export const readCsv = (bytes: Uint8Array): Grid => {
  const detected = detectText(bytes);
  const nothing = (foundZh: string, foundEn: string): Grid => ({ kind: 'csv', encoding: detected?.encoding ?? 'unknown', rows: [], problems: [fileProblem(notATable(foundZh, foundEn))] });
  if (detected === null) return nothing('不能解码的字节', 'bytes that are neither UTF-8 nor GBK');
  try {
    const splitter = new RecordSplitter({ delimiter: detectDelimiter(detected.text), quoted: true, charactersMax: recordCharactersMax });
    const records = [...splitter.push(detected.text), ...splitter.end()];
    const rows = records.map(
      (record, index): GridRow => ({
        rowNo: index + 1,
        cells: record.map((cell, column) => {
          const text = plainText(cell);
          return { text, rejection: spoiledNumber.test(text) ? digitsLost(`${columnName(column)}${index + 1}`, text) : null };
        }),
      }),
    );
    return { kind: 'csv', encoding: detected.encoding, rows, problems: [] };
  } catch (error) {
    if (error instanceof RejectionError) return nothing(error.rejection.actual.zh, error.rejection.actual.en);
    throw error;
  }
};
