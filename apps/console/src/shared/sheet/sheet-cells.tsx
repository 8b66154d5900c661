import { WarningOutlined } from '@ant-design/icons';
import { Button, Input, Segmented, TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTexts } from '../../texts/language';
import { ListTable } from '../list-table';
import { List } from '../use-list';
import { CellProblem, Sheet, SheetRow, badRows } from './sheet';
import { texts } from './sheet-texts';
import './sheet.css';

interface SheetCellsProps {
  readonly sheet: Sheet;
  readonly onMend: (rowNo: number, column: number, value: string) => void;
}

const listOf = (items: readonly SheetRow[]): List<SheetRow> => ({ items, isPending: false, isMoreComing: false, hasMore: false, error: null, more: () => undefined, again: () => undefined });

/** The rows of a file. A cell with an error is a field that can be mended on the spot; any other cell after "edit" on its row. */
export const SheetCells = ({ sheet, onMend }: SheetCellsProps) => {
  const said = useTexts(texts);
  const [bad, setBad] = useState(badRows(sheet).length > 0);
  /** Rows stay in the list of errors while they are worked on: a row that went away under the hand could not be looked at again. */
  const [kept, setKept] = useState<ReadonlySet<number>>(() => new Set(badRows(sheet).map(({ rowNo }) => rowNo)));
  const [editing, setEditing] = useState<ReadonlySet<number>>(new Set());
  /** A field that was mended stays one, or the keyboard would lose its place. */
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const mend = (rowNo: number, place: number, value: string): void => {
    setTouched((before) => new Set(before).add(`${rowNo}/${place}`));
    onMend(rowNo, place, value);
  };
  const wrong = badRows(sheet);
  const rows = bad ? sheet.rows.filter(({ rowNo }) => kept.has(rowNo) || sheet.problems.get(rowNo)?.length) : sheet.rows;
  const show = (onlyBad: boolean): void => {
    setBad(onlyBad);
    setKept(new Set(wrong.map(({ rowNo }) => rowNo)));
  };
  const columns: TableColumnsType<SheetRow> = [
    { title: said.row, key: 'row', render: (_, { rowNo }) => <RowHead rowNo={rowNo} problems={sheet.problems.get(rowNo)?.filter(({ column }) => column === null) ?? []} onEdit={() => setEditing((before) => new Set(before).add(rowNo))} /> },
    ...sheet.headers.map((header, place) => ({
      title: header,
      key: `${place}`,
      render: (_: unknown, row: SheetRow) => {
        const problems = sheet.problems.get(row.rowNo)?.filter(({ column }) => column === place) ?? [];
        const value = row.cells[place] ?? '';
        const isOpen = problems.length > 0 || touched.has(`${row.rowNo}/${place}`) || (editing.has(row.rowNo) && sheet.fields[place] !== null);
        return isOpen ? <CellField rowNo={row.rowNo} header={header} value={value} problems={problems} onMend={(next) => mend(row.rowNo, place, next)} /> : value;
      },
    })),
  ];
  return (
    <>
      <Segmented<boolean> value={bad} onChange={show} options={[{ value: true, label: said.onlyBad(wrong.length) }, { value: false, label: said.every(sheet.rows.length) }]} className="sheet-which" />
      <ListTable list={listOf(rows)} label={said.rows} nothing={sheet.rows.length === 0 ? said.noRows : said.noBad} rowKey={({ rowNo }) => `${rowNo}`} columns={columns} />
    </>
  );
};

const RowHead = ({ rowNo, problems, onEdit }: { readonly rowNo: number; readonly problems: readonly CellProblem[]; readonly onEdit: () => void }) => {
  const said = useTexts(texts);
  return (
    <>
      {rowNo} <Button size="small" type="link" aria-label={said.editRow(rowNo)} onClick={onEdit}>{said.edit}</Button>
      {problems.map(({ code, title, expected }) => <p key={code} className="sheet-wrong"><WarningOutlined /> {said.wrong(title, expected)}</p>)}
    </>
  );
};

interface CellFieldProps {
  readonly rowNo: number;
  readonly header: string;
  readonly value: string;
  readonly problems: readonly CellProblem[];
  readonly onMend: (value: string) => void;
}

/** Enter or leaving the field mends the cell; Escape puts back what stood there. */
const CellField = ({ rowNo, header, value, problems, onMend }: CellFieldProps) => {
  const said = useTexts(texts);
  const [typed, setTyped] = useState(value);
  const id = `cell-${rowNo}-${header.replace(/\W/gu, '_')}`;
  const mend = (): void => {
    if (typed !== value) onMend(typed);
  };
  return (
    <>
      <Input size="small" value={typed} aria-label={said.cell(rowNo, header)} aria-describedby={problems.length > 0 ? id : undefined} aria-invalid={problems.length > 0} {...(problems.length > 0 ? { status: 'error' as const } : {})} maxLength={2_000} className="sheet-field"
        onChange={({ target }) => setTyped(target.value)} onBlur={mend} onKeyDown={({ key }) => { if (key === 'Enter') mend(); if (key === 'Escape') setTyped(value); }} />
      {problems.length === 0 ? null : <div id={id}>{problems.map(({ code, title, expected }) => <p key={code} className="sheet-wrong"><WarningOutlined /> {said.wrong(title, expected)}</p>)}</div>}
    </>
  );
};
