import { rejectionsOf } from '@zhibu/application';
import type { RegisterRowInput, RegistersService } from '@zhibu/application';
import { readTable } from '@zhibu/banking';
import type { Role } from '@zhibu/kernel';
import { FileRefused } from '../common/file-refused';

/** Who may prepare a register; `decide` has the last word. */
export const keepers: readonly Role[] = ['caseworker', 'township-reviewer', 'county-reviewer'];

const problemsShownMax = 100;

/** A register is approved as a whole, so a row that cannot be read keeps all of it back. */
export const rowsOfFile = async ({ columns, rowsOf }: RegistersService, source: AsyncIterable<Uint8Array>): Promise<readonly RegisterRowInput[]> => {
  const table = await readTable(source, { columns });
  if (table.problems.length > 0 || table.rejectedRows.length > 0) throw new FileRefused([...table.problems, ...table.rejectedRows.flatMap((row) => rejectionsOf(row).map((rejection) => ({ rowNo: row.rowNo, rejection })))].slice(0, problemsShownMax));
  const { rows, rejected } = rowsOf(table.rows);
  if (rejected.length > 0) throw new FileRefused(rejected.slice(0, problemsShownMax).map(({ rowNo, rejection }) => ({ rowNo, column: rejection.field ?? null, rejection })));
  return rows;
};
