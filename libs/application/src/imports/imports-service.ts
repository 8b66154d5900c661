import { AreaCode, Rejection, Result } from '@zhibu/kernel';
import { CommandContext } from '../execute/context';

/** One row of a sheet as text; `cells` by the header as it stands in the file. */
export interface ImportRow {
  /** Row of the sheet, 1 is the header. */
  readonly rowNo: number;
  readonly cells: Readonly<Record<string, string>>;
}

export interface RejectedRow extends ImportRow {
  readonly rejection: Rejection;
  /** What else is wrong with it, where more than one thing is known at once. */
  readonly others?: readonly Rejection[];
}

export const rejectionsOf = ({ rejection, others = [] }: RejectedRow): readonly Rejection[] => [rejection, ...others];

export interface ImportReport {
  readonly rows: number;
  /** Rows that were new. */
  readonly accepted: number;
  /** Rows that had been loaded before. */
  readonly unchanged: number;
  readonly rejected: number;
}

/** Headers of `import applications`; each may be written in Chinese or English. Facts: `<owner> <fact>`. */
export interface ImportColumn {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly required: boolean;
}

/** What a header of a file is taken for: the id of a column, or a fact such as `self residence-kind`; null when it is passed over. */
export interface MatchedColumn {
  readonly header: string;
  readonly field: string | null;
}

/** One thing wrong with a row; `field` of the rejection is the id of its column or the header of its fact. */
export interface RowProblem {
  readonly rowNo: number;
  readonly rejection: Rejection;
}

export interface UndoReport {
  readonly withdrawn: number;
  /** Signed, decided or ended meanwhile: they stay as they are. */
  readonly handled: number;
}

/** What was asked for under a key: which file, as what, where. */
export interface ImportContent {
  readonly sha256: string;
  readonly reference: string;
  readonly areaCode: AreaCode;
}

export interface ImportsService {
  /** Stands for it in the clear, so it is keyed: a file of one row could be guessed from its hash. */
  contentHash(content: ImportContent): string;
  readonly applicationColumns: readonly ImportColumn[];
  /** What each header is taken for. */
  matchApplicationColumns(headers: readonly string[]): readonly MatchedColumn[];
  /** Columns that are needed and that none of the headers is taken for. */
  missingApplicationColumns(headers: readonly string[]): readonly ImportColumn[];
  /**
   * Everything wrong with the rows as they stand, without any effect. Nobody's records are looked at, because no trace would be left of
   * it: what only they can tell (an open application, another name) is told when the rows are loaded.
   */
  checkApplications(context: CommandContext, rows: readonly ImportRow[], options: { readonly reference: string; readonly areaCode: AreaCode }): readonly RowProblem[];
  /** Withdraws those of the applications that nobody has signed or decided. Safe to repeat; whoever is withdrawn may be loaded again. */
  undo(context: CommandContext, applicationIds: AsyncIterable<string>, options: { readonly importId: string; readonly reason: string; readonly onProgress?: (done: number) => void }): Promise<Result<UndoReport>>;
  /**
   * Good rows go in, bad rows come back one by one. The key of a row is made from its content, so loading a
   * corrected file changes nothing twice. At most 100,000 rows; refuses the file for a missing column.
   */
  importApplications(
    context: CommandContext,
    rows: AsyncIterable<ImportRow> | Iterable<ImportRow>,
    options: {
      /** Name of the file or register, kept as the source of the facts. */
      readonly reference: string;
      /** Rows outside this area are refused. */
      readonly areaCode: AreaCode;
      readonly onRejected: (row: RejectedRow) => void | Promise<void>;
      readonly onProgress?: (rowsDone: number) => void;
    },
  ): Promise<Result<ImportReport>>;
}
