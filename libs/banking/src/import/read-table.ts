import { Rejection } from '@zhibu/kernel';
import type { ImportRow, RejectedRow } from '@zhibu/application';
import { tooManyBytes } from '../decode-stream';
import { cellsBeyondHeader, columnMissing, fileProblem, headerTwice, hiddenRow, moreSheets, notATable, tooMany } from './problems';
import { readCsv } from './read-csv';
import { readXlsx } from './read-xlsx';
import { Grid, GridRow, Table, TableColumn, TableLimits, TableProblem, columnName, reasonTitle, tableLimits } from './table';

export interface ReadTableOptions {
  readonly columns: readonly TableColumn[];
  /** Where somebody is still to say which column is which: a missing one is no problem of the file. */
  readonly anyColumns?: boolean;
  readonly limits?: Partial<TableLimits>;
}

/** The bytes of a bounded source, or null when there are more than allowed. */
const collect = async (source: Uint8Array | AsyncIterable<Uint8Array>, bytesMax: number): Promise<Uint8Array | null> => {
  if (source instanceof Uint8Array) return source.length > bytesMax ? null : source;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > bytesMax) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const startsWith = (bytes: Uint8Array, ...start: number[]): boolean => start.every((byte, index) => bytes[index] === byte);

const readGrid = (bytes: Uint8Array, limits: TableLimits): Grid => {
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) return readXlsx(bytes, limits);
  const oldExcel = startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0);
  if (!oldExcel) return readCsv(bytes);
  return { kind: 'xlsx', encoding: 'unknown', rows: [], problems: [fileProblem(notATable('旧版 XLS 或加密的文件，请另存为 XLSX', 'an old XLS or an encrypted file; save it as XLSX'))] };
};

const withoutRows = (grid: Pick<Grid, 'kind' | 'encoding'>, headers: readonly string[], ...problems: TableProblem[]): Table => ({
  kind: grid.kind, encoding: grid.encoding, headers, columnOf: {}, rows: [], rejectedRows: [], problems,
});

const headerProblems = (headers: readonly string[], columns: readonly TableColumn[], anyColumns: boolean): TableProblem[] => {
  const named = headers.filter((header) => header !== '');
  const twice = [...new Set(named.filter((header, index) => named.indexOf(header) !== index))];
  const bothLanguages = columns.filter(({ zh, en }) => zh !== en && named.includes(zh) && named.includes(en));
  const missing = columns.filter(({ required, zh, en }) => required && !anyColumns && !named.includes(zh) && !named.includes(en));
  return [
    ...missing.map(({ zh, en }) => fileProblem(columnMissing(zh, en, named))),
    ...twice.map((header) => fileProblem(headerTwice(header))),
    ...bothLanguages.map(({ zh, en }) => fileProblem(headerTwice(`${zh} / ${en}`))),
  ];
};

/** A second sheet of the same kind, a village's for example, would be passed over in silence; one of notes is not meant. */
const sheetProblems = ({ otherSheets = [] }: Grid, columns: readonly TableColumn[]): TableProblem[] => {
  const alike = otherSheets.filter(({ headers }) => columns.every(({ required, zh, en }) => !required || headers.includes(zh) || headers.includes(en)));
  return alike.length === 0 ? [] : [fileProblem(moreSheets(alike.map(({ name }) => name)))];
};

/** The row by its headers, with everything that is wrong with how it is written: whoever mends one cell of it sees the others too. */
const splitRow = (row: GridRow, headers: readonly string[]): { readonly row: ImportRow; readonly found: readonly Rejection[] } => {
  const cells: Record<string, string> = {};
  const found: Rejection[] = row.hidden === true ? [hiddenRow(row.rowNo)] : [];
  for (const [index, { text, rejection }] of row.cells.entries()) {
    const header = headers[index] ?? '';
    if (header === reasonTitle) continue;
    if (rejection !== null) found.push({ ...rejection, field: header });
    else if (header === '' && text !== '') found.push(cellsBeyondHeader(`${columnName(index)}${row.rowNo}`));
    if (header !== '') cells[header] = text;
  }
  for (const header of headers) if (header !== '' && header !== reasonTitle) cells[header] ??= '';
  return { row: { rowNo: row.rowNo, cells }, found };
};

/**
 * Reads caseworkers' tables from CSV (UTF-8, GBK, UTF-16 with a mark) or XLSX (first sheet that is not hidden) into rows of text. Row
 * 1 holds the headers; empty rows are skipped. A bad cell rejects its row, a bad file yields problems and no rows.
 * Knows nothing of what the cells mean. Throws only when the source itself fails.
 */
export const readTable = async (source: Uint8Array | AsyncIterable<Uint8Array>, options: ReadTableOptions): Promise<Table> => {
  const limits = { ...tableLimits, ...options.limits };
  const bytes = await collect(source, limits.bytesMax);
  const unread = { kind: 'csv', encoding: 'unknown' } as const;
  if (bytes === null) return withoutRows(unread, [], fileProblem(tooManyBytes(limits.bytesMax)));
  const grid = readGrid(bytes, limits);
  if (grid.problems.length > 0) return withoutRows(grid, [], ...grid.problems);
  const filled = [...grid.rows].filter((row) => row.cells.some((cell) => cell.text !== ''));
  const headerRow = filled[0];
  if (headerRow === undefined) return withoutRows(grid, [], fileProblem(notATable('空文件', 'an empty file')));
  const titles = headerRow.cells.map((cell) => cell.text);
  const headers = titles.filter((title) => title !== '' && title !== reasonTitle);
  const problems = [...headerProblems(titles, options.columns, options.anyColumns === true), ...sheetProblems(grid, options.columns)];
  if (filled.length - 1 > limits.rowsMax) problems.push(fileProblem(tooMany('rows', limits.rowsMax)));
  if (filled.some((row) => row.cells.length > limits.columnsMax)) problems.push(fileProblem(tooMany('columns', limits.columnsMax)));
  if (problems.length > 0) return withoutRows(grid, headers, ...problems);
  const split = filled.slice(1).map((row) => splitRow(row, titles));
  const known = options.columns.flatMap(({ id, zh, en }) => headers.filter((header) => header === zh || header === en).map((header) => [header, id] as const));
  return {
    kind: grid.kind,
    encoding: grid.encoding,
    headers,
    columnOf: Object.fromEntries(known),
    rows: split.flatMap(({ row, found }) => (found.length === 0 ? [row] : [])),
    rejectedRows: split.flatMap(({ row, found: [rejection, ...others] }): RejectedRow[] => (rejection === undefined ? [] : [{ ...row, rejection, ...(others.length === 0 ? {} : { others }) }])),
    problems: [],
  };
};
