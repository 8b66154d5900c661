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
}

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

export interface ImportsService {
  readonly applicationColumns: readonly ImportColumn[];
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
