import { Rejection } from '@zhibu/kernel';
import type { ImportRow, RejectedRow } from '@zhibu/application';

/** A column that the caller knows, under its Chinese or English header. */
export interface TableColumn {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly required: boolean;
}

export interface TableProblem {
  /** `B7`; null when the file as a whole is meant. */
  readonly cell: string | null;
  readonly rowNo: number | null;
  readonly rejection: Rejection;
}

/** A file as rows of text. `rows` are good as far as the form goes; rows that are not stand in `rejectedRows`. */
export interface Table {
  readonly kind: 'csv' | 'xlsx';
  readonly encoding: string;
  /** As they stand in the file; the column of reasons written by `writeRejectedRows` is left out. */
  readonly headers: readonly string[];
  /** Id of the known column by header of the file. */
  readonly columnOf: Readonly<Record<string, string>>;
  readonly rows: readonly ImportRow[];
  readonly rejectedRows: readonly RejectedRow[];
  /** Problems of the file as a whole. When there is one, there are no rows. */
  readonly problems: readonly TableProblem[];
}

export interface TableLimits {
  readonly bytesMax: number;
  readonly rowsMax: number;
  readonly columnsMax: number;
}
export const tableLimits: TableLimits = { bytesMax: 50 * 1024 * 1024, rowsMax: 100_000, columnsMax: 200 };

/** What a reader of one format hands on: cells as text, with problems named by cell. */
export interface Grid {
  readonly kind: Table['kind'];
  readonly encoding: string;
  readonly rows: Iterable<GridRow>;
  readonly problems: readonly TableProblem[];
  /** Sheets that are not read, with what stands in their first row. */
  readonly otherSheets?: readonly { readonly name: string; readonly headers: readonly string[] }[];
}
export interface GridRow {
  /** Row of the sheet, from 1. */
  readonly rowNo: number;
  readonly cells: readonly GridCell[];
  /** Hidden or filtered out: whoever sent the file did not see it. */
  readonly hidden?: boolean;
}
export interface GridCell {
  readonly text: string;
  readonly rejection: Rejection | null;
}

/** 0 is A, 25 is Z, 26 is AA. */
export const columnName = (index: number): string => (index < 26 ? '' : columnName(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));

export const columnIndex = (reference: string): number => {
  let index = 0;
  for (const letter of reference.replace(/\d+$/, '')) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
};

/** Title of the last column of a file of rejected rows; reading such a file again leaves it out. */
export const reasonTitle = '退回原因 / Reason';
