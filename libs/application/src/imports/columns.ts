import { factHeaderOf } from './fact-cells';
import { ImportColumn, MatchedColumn } from './imports-service';

export const applicationColumns: readonly ImportColumn[] = [
  { id: 'scheme', zh: '项目', en: 'scheme', required: true },
  { id: 'branch', zh: '类别', en: 'branch', required: false },
  { id: 'idNumber', zh: '身份证号', en: 'id number', required: true },
  { id: 'name', zh: '姓名', en: 'name', required: true },
  { id: 'areaCode', zh: '村代码', en: 'area code', required: true },
  { id: 'phone', zh: '电话', en: 'phone', required: false },
  { id: 'address', zh: '住址', en: 'address', required: false },
  { id: 'bank', zh: '开户行', en: 'bank', required: false },
  { id: 'accountNumber', zh: '账号', en: 'account number', required: false },
  { id: 'appliedOn', zh: '申请日期', en: 'applied on', required: false },
];

export const headerKey = (header: string): string => header.normalize('NFKC').trim().toLowerCase().replace(/[\s_-]+/g, ' ');

/** Cells under the ids of known columns; any spelling of a header that the catalogue names. */
export const knownCells = (cells: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  const byHeader = new Map(Object.entries(cells).map(([header, value]) => [headerKey(header), value.trim()]));
  const found = applicationColumns.map((column) => [column.id, [column.id, column.zh, column.en].map((name) => byHeader.get(headerKey(name))).find((value) => value !== undefined) ?? ''] as const);
  return Object.fromEntries(found);
};

/** Required columns that the first row does not have. */
export const missingColumns = (cells: Readonly<Record<string, string>>, columns = applicationColumns): readonly ImportColumn[] => {
  const headers = new Set(Object.keys(cells).map(headerKey));
  return columns.filter((column) => column.required && ![column.id, column.zh, column.en].some((name) => headers.has(headerKey(name))));
};

const idOfHeader = (columns: readonly ImportColumn[], header: string): string | null =>
  columns.find((column) => [column.id, column.zh, column.en].some((name) => headerKey(name) === headerKey(header)))?.id ?? null;

/** What each header of a file is taken for. The second of two that mean the same is left out, and nobody guesses which was meant. */
export const matchColumns = (columns: readonly ImportColumn[], headers: readonly string[], factsToo: boolean): readonly MatchedColumn[] => {
  const taken = new Set<string>();
  return headers.map((header) => {
    const id = idOfHeader(columns, header) ?? (factsToo ? factHeaderOf(header) : null);
    if (id === null || taken.has(id)) return { header, field: null };
    taken.add(id);
    return { header, field: id };
  });
};
