import { components } from '../../generated/openapi';
import { reasonTitle } from './sheet-texts';

export type Preview = components['schemas']['TablePreviewView'];
export type CellProblem = components['schemas']['CellProblemView'];
export type ColumnChoice = components['schemas']['ColumnView'];

export interface SheetRow {
  /** Of the file, 1 is the header; kept through every mend, so that people find the row in their own file. */
  readonly rowNo: number;
  readonly cells: readonly string[];
}

/** A table as it stands on the screen: what the server read of a file, with what was mended since. */
export interface Sheet {
  readonly name: string;
  readonly headers: readonly string[];
  /** What each header is taken for; null when it is passed over. */
  readonly fields: readonly (string | null)[];
  readonly missing: readonly ColumnChoice[];
  readonly rows: readonly SheetRow[];
  readonly problems: ReadonlyMap<number, readonly CellProblem[]>;
}

const byRow = (problems: readonly CellProblem[]): ReadonlyMap<number, readonly CellProblem[]> => {
  const rows = new Map<number, CellProblem[]>();
  for (const problem of problems) {
    const before = rows.get(problem.rowNo);
    if (before === undefined) rows.set(problem.rowNo, [problem]);
    else before.push(problem);
  }
  return rows;
};

export const sheetOf = (name: string, { columns, missing, rows, problems }: Preview): Sheet => ({
  name, headers: columns.map(({ header }) => header), fields: columns.map(({ field }) => field), missing, rows, problems: byRow(problems),
});

export const isGood = ({ problems }: Sheet, { rowNo }: SheetRow): boolean => (problems.get(rowNo)?.length ?? 0) === 0;
export const goodRows = (sheet: Sheet): readonly SheetRow[] => sheet.rows.filter((row) => isGood(sheet, row));
export const badRows = (sheet: Sheet): readonly SheetRow[] => sheet.rows.filter((row) => !isGood(sheet, row));

/** Places of the columns that are read, in their order. */
const readPlaces = ({ fields }: Sheet): readonly number[] => fields.flatMap((field, place) => (field === null ? [] : [place]));

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

/** Headers that the server reads word for word stay as they are, so that a row of the same file is the same row; others get the name of what they are taken for. */
const headerOf = (header: string, field: string, columns: readonly ColumnChoice[]): string => {
  const column = columns.find(({ id }) => id === field);
  return column === undefined ? field : [column.zh, column.en].includes(header) ? header : column.zh;
};

/** The rows as a file for the server, each in the line that it has in the file of the people: a row that is left out is an empty line. */
export const csvOf = (sheet: Sheet, columns: readonly ColumnChoice[], rows: readonly SheetRow[]): Blob => {
  const places = readPlaces(sheet);
  const lines = [places.map((place) => quoted(headerOf(sheet.headers[place] ?? '', sheet.fields[place] ?? '', columns))).join(',')];
  for (const { rowNo, cells } of rows) lines[rowNo - 1] = places.map((place) => quoted(cells[place] ?? '')).join(',');
  // A list with holes joins them as empty lines.
  return new Blob([`\uFEFF${lines.join('\r\n')}\r\n`], { type: 'text/csv' });
};

/** What the server found in such a file, at the places of the sheet. */
const placed = (sheet: Sheet, problems: readonly CellProblem[]): readonly CellProblem[] => {
  const places = readPlaces(sheet);
  return problems.map((problem) => ({ ...problem, column: problem.column === null ? null : (places[problem.column] ?? null) }));
};

/** After all of it was looked at anew. */
export const checkedAll = (sheet: Sheet, preview: Preview): Sheet => ({ ...sheet, missing: preview.missing, problems: byRow(placed(sheet, preview.problems)) });

/** After one row was looked at anew. */
export const checkedRow = (sheet: Sheet, rowNo: number, preview: Preview): Sheet => ({ ...sheet, problems: new Map(sheet.problems).set(rowNo, placed(sheet, preview.problems)) });

/** A refusal that came when the rows were loaded, at the column that it names. */
export const withRefusals = (sheet: Sheet, refusals: readonly Omit<CellProblem, 'column'>[]): Sheet => {
  const problems = new Map(sheet.problems);
  for (const one of refusals) {
    const place = one.field === null ? -1 : sheet.fields.indexOf(one.field);
    problems.set(one.rowNo, [...(problems.get(one.rowNo) ?? []), { ...one, column: place < 0 ? null : place }]);
  }
  return { ...sheet, problems };
};

/** Rows that went in, or are in already, are done with. */
export const withoutRows = (sheet: Sheet, rows: ReadonlySet<number>): Sheet => ({ ...sheet, rows: sheet.rows.filter(({ rowNo }) => !rows.has(rowNo)) });

export const mended = (sheet: Sheet, rowNo: number, column: number, value: string): Sheet => ({
  ...sheet,
  rows: sheet.rows.map((row) => (row.rowNo === rowNo ? { rowNo, cells: sheet.headers.map((_, place) => (place === column ? value : (row.cells[place] ?? ''))) } : row)),
});

/** One header is read for one thing: what was taken for it before is passed over. */
export const matched = (sheet: Sheet, column: number, field: string | null): Sheet => ({
  ...sheet,
  fields: sheet.fields.map((before, place) => (place === column ? field : before === field ? null : before)),
});

/** What a spreadsheet would run as a formula gets a `'`, a long number a tab so that it keeps its digits; the server takes both away. */
const safe = (cell: string): string => quoted(/^[=+\-@]/.test(cell) ? `'${cell}` : /^\d{11,}[Xx]?$/.test(cell) ? `\t${cell}` : cell);

/** The rows that cannot be loaded, with the reasons in the last column, for a spreadsheet. */
export const reasonsFile = (sheet: Sheet, reasonOf: (problem: CellProblem) => string): Blob => {
  const lines = badRows(sheet).map((row) => [...sheet.headers.map((_, place) => row.cells[place] ?? ''), (sheet.problems.get(row.rowNo) ?? []).map(reasonOf).join('\uFF1B')].map(safe).join(','));
  return new Blob([`\uFEFF${[[...sheet.headers, reasonTitle].map(safe).join(','), ...lines].join('\r\n')}\r\n`], { type: 'text/csv;charset=utf-8' });
};
