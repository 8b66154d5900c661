import { Rejection, Result, accept, refuse, text } from '@zhibu/kernel';
import { monthOfCell } from '../imports/cells';
import { headerKey } from '../imports/columns';
import { ImportColumn, ImportRow, RejectedRow } from '../imports/imports-service';
import { keyOf } from '../people/register-person';
import { Pseudonyms } from '../ports/pseudonyms';
import { RegisterRowInput, RegisterTable } from './registers-service';

export const registerColumns: readonly ImportColumn[] = [
  { id: 'idNumber', zh: '身份证号', en: 'id number', required: true },
  { id: 'branch', zh: '类别', en: 'branch', required: false },
  { id: 'paidThrough', zh: '已发至', en: 'paid through', required: true },
  { id: 'entitledFrom', zh: '起享月份', en: 'entitled from', required: false },
];

/** Rows of a table as rows of a register; a register is approved as a whole, so one bad row keeps all of it back. */
export const registerRowsOf = (pseudonyms: Pseudonyms, table: readonly ImportRow[]): RegisterTable => {
  const rows: RegisterRowInput[] = [];
  const rejected: RejectedRow[] = [];
  const seen = new Map<string, number>();
  for (const row of table) {
    const read = rowOf(pseudonyms, row);
    const before = read.ok ? seen.get(read.value.personKey) : undefined;
    if (!read.ok) rejected.push({ ...row, rejection: read.rejection });
    else if (before !== undefined) rejected.push({ ...row, rejection: twice(before) });
    else {
      rows.push(read.value);
      seen.set(read.value.personKey, row.rowNo);
    }
  }
  return { rows, rejected };
};

const rowOf = (pseudonyms: Pseudonyms, { cells }: ImportRow): Result<RegisterRowInput> => {
  const byHeader = new Map(Object.entries(cells).map(([header, value]) => [headerKey(header), value.trim()]));
  const cell = (id: string): string => {
    const column = registerColumns.find((each) => each.id === id);
    return column === undefined ? '' : ([column.zh, column.en, column.id].map((name) => byHeader.get(headerKey(name))).find((found) => found !== undefined) ?? '');
  };
  const personKey = keyOf(pseudonyms, cell('idNumber'));
  if (!personKey.ok) return refuse({ ...personKey.rejection, field: 'idNumber' });
  const [paidThrough, entitledFrom] = [monthOf(cell('paidThrough'), 'paidThrough'), cell('entitledFrom') === '' ? accept(null) : monthOf(cell('entitledFrom'), 'entitledFrom')];
  if (!paidThrough.ok) return paidThrough;
  if (!entitledFrom.ok) return entitledFrom;
  return accept({ personKey: personKey.value, branch: cell('branch') === '' ? null : cell('branch'), paidThrough: paidThrough.value, entitledFrom: entitledFrom.value });
};

const monthOf = (cell: string, field: string): Result<string> => {
  const month = monthOfCell(cell);
  return month.ok ? month : refuse({ ...month.rejection, field });
};

const twice = (rowNo: number): Rejection => ({
  code: 'register.person-twice',
  message: text('同一人出现两次', 'Somebody is listed twice'),
  expected: text('每人一行', 'one row for each person'),
  actual: text(`与第 ${rowNo} 行相同`, `the same person as in row ${rowNo}`),
  field: 'idNumber',
});
