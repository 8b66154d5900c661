import { Language, Rejection } from '@zhibu/kernel';
import { rejectionsOf } from '@zhibu/application';
import type { RejectedRow } from '@zhibu/application';
import { reasonTitle } from './table';

/**
 * A cell for a spreadsheet: what would be run as a formula gets a leading `'`, and a long number a leading tab so
 * that it stays text. `readTable` takes both away again. Bank files do not use this: there a name stays as it is.
 */
const safeCell = (value: string): string => {
  const guarded = /^[=+\-@]/.test(value) ? `'${value}` : /^\d{11,}[Xx]?$/.test(value) ? `\t${value}` : value;
  return /[",\r\n\t;]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
};

/** The rows that were not accepted, as CSV for Excel (UTF-8 with a mark, CRLF) with every reason in the last column. */
export async function* writeRejectedRows(
  headers: readonly string[],
  rows: Iterable<RejectedRow> | AsyncIterable<RejectedRow>,
  language: Language = 'zh',
): AsyncGenerator<Buffer> {
  const line = (cells: readonly string[]): string => `${cells.map(safeCell).join(',')}\r\n`;
  yield Buffer.from(`\uFEFF${line([...headers, reasonTitle])}`, 'utf8');
  const reason = ({ message, expected, actual }: Rejection): string =>
    language === 'zh' ? `${message.zh}；应为：${expected.zh}；实为：${actual.zh}` : `${message.en}; expected: ${expected.en}; found: ${actual.en}`;
  for await (const row of rows) {
    yield Buffer.from(line([...headers.map((header) => row.cells[header] ?? ''), rejectionsOf(row).map(reason).join(language === 'zh' ? '。' : '. ')]), 'utf8');
  }
}
