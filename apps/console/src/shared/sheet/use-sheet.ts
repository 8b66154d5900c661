import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { CellProblem, ColumnChoice, Preview, Sheet, checkedAll, checkedRow, csvOf, matched, mended, sheetOf, withRefusals, withoutRows } from './sheet';

interface Asked {
  /** The server's look at a file. It alone decides what a cell means. */
  readonly look: (file: Blob, name: string) => Promise<Preview>;
  readonly columns: readonly ColumnChoice[];
}

/** A file on the screen: opened, its columns matched, its cells mended, and looked at by the server each time. */
export const useSheet = ({ look, columns }: Asked) => {
  const [sheet, setSheet] = useState<Sheet | null>(null);
  /** The last of several quick changes decides; an older answer that comes late says nothing. */
  const turn = useRef(0);
  const opening = useMutation({ mutationFn: async (file: File) => sheetOf(file.name, await look(file, file.name)), onSuccess: (opened) => setSheet(opened) });
  const checking = useMutation({
    mutationFn: async ({ next, rowNo, no }: { readonly next: Sheet; readonly rowNo: number | null; readonly no: number }) => {
      const rows = rowNo === null ? next.rows : next.rows.filter((row) => row.rowNo === rowNo);
      return { preview: await look(csvOf(next, columns, rows), next.name), rowNo, no };
    },
    onSuccess: ({ preview, rowNo, no }) => setSheet((now) => (now === null ? now : rowNo !== null ? checkedRow(now, rowNo, preview) : no === turn.current ? checkedAll(now, preview) : now)),
  });
  const change = (next: Sheet, rowNo: number | null): void => {
    turn.current += 1;
    setSheet(next);
    checking.mutate({ next, rowNo, no: turn.current });
  };
  return {
    sheet,
    isReading: opening.isPending,
    isChecking: checking.isPending,
    error: opening.error ?? checking.error,
    open: (file: File) => opening.mutate(file),
    close: () => {
      setSheet(null);
      opening.reset();
      checking.reset();
    },
    match: (column: number, field: string | null) => { if (sheet !== null) change(matched(sheet, column, field), null); },
    mend: (rowNo: number, column: number, value: string) => { if (sheet !== null) change(mended(sheet, rowNo, column, value), rowNo); },
    again: () => { if (sheet !== null) change(sheet, null); },
    refuse: (refusals: readonly Omit<CellProblem, 'column'>[], gone: ReadonlySet<number>) => setSheet((now) => (now === null ? now : withRefusals(withoutRows(now, gone), refusals))),
  };
};

export type SheetDesk = ReturnType<typeof useSheet>;
