import { rejectionsOf } from '@zhibu/application';
import type { ImportColumn, ImportRow, MatchedColumn, RejectedRow, RowProblem } from '@zhibu/application';
import { readTable } from '@zhibu/banking';
import type { Table } from '@zhibu/banking';
import { Language } from '@zhibu/kernel';
import { FileRefused } from '../common/file-refused';
import { show } from '../common/shown';
import { CellProblemView, ColumnView, MatchedColumnView, TablePreviewView, TableRowView } from './imports.dto';

/** Rows shown at once, cell by cell; a longer file is loaded from the command line, or in parts. */
export const previewRowsMax = 20_000;

export interface TableKind {
  readonly columns: readonly ImportColumn[];
  readonly match: (headers: readonly string[]) => readonly MatchedColumn[];
  readonly missing: (headers: readonly string[]) => readonly ImportColumn[];
  readonly check: (rows: readonly ImportRow[]) => readonly RowProblem[];
}

/** Everything that is known to be wrong with a row that was sent back. */
export const rowProblems = (row: RejectedRow, language: Language) => rejectionsOf(row).map((rejection) => rowProblem({ rowNo: row.rowNo, rejection }, language));

export const rowProblem = ({ rowNo, rejection }: RowProblem, language: Language) => ({
  rowNo, code: rejection.code, title: rejection.message[language], expected: rejection.expected[language], actual: rejection.actual[language], field: rejection.field ?? null,
});

/** What stands in a file and what is wrong with it, by cell. Nothing is changed and nobody's records are looked at. */
export const previewTable = async (source: AsyncIterable<Uint8Array>, kind: TableKind, language: Language): Promise<TablePreviewView> => {
  const table = await readTable(source, { columns: kind.columns, anyColumns: true, limits: { rowsMax: previewRowsMax } });
  if (table.problems.length > 0) throw new FileRefused(table.problems);
  const [columns, missing] = [kind.match(table.headers), kind.missing(table.headers)];
  const rows = [...table.rows, ...table.rejectedRows].sort((a, b) => a.rowNo - b.rowNo);
  const unread = table.rejectedRows.flatMap((row) => rejectionsOf(row).map((rejection) => ({ rowNo: row.rowNo, rejection })));
  const taken = new Set(unread.map((one) => `${one.rowNo}/${placeOf(table, columns, one) ?? ''}`));
  // A cell that could not be read says nothing, so what it would mean is no second fault; the other cells of its row are looked at all the same.
  const meant = missing.length > 0 ? [] : kind.check(rows).filter((one) => !taken.has(`${one.rowNo}/${placeOf(table, columns, one) ?? ''}`));
  const wrong = [...unread, ...meant].sort((a, b) => a.rowNo - b.rowNo);
  return {
    kind: table.kind,
    encoding: table.encoding,
    columns: columns.map((column) => show(MatchedColumnView, column)),
    missing: missing.map((column) => show(ColumnView, column)),
    rows: rows.map(({ rowNo, cells }) => show(TableRowView, { rowNo, cells: table.headers.map((header) => cells[header] ?? '') })),
    problems: wrong.map((one) => show(CellProblemView, { ...rowProblem(one, language), column: placeOf(table, columns, one) })),
  };
};

/** A problem of reading names the header, one of the meaning the field that the header was taken for. */
const placeOf = ({ headers }: Table, columns: readonly MatchedColumn[], { rejection: { field } }: RowProblem): number | null => {
  if (field === undefined) return null;
  const place = headers.includes(field) ? headers.indexOf(field) : columns.findIndex((column) => column.field === field);
  return place < 0 ? null : place;
};
