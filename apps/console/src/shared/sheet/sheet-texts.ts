import { text } from '@zhibu/kernel';

/** In both languages at once: the server passes over a column of this title when such a file comes back. */
export const reasonTitle = '退回原因 / Reason';

export const texts = {
  drop: text('将 CSV 或 XLSX 文件拖到这里，或点击选择', 'Drop a CSV or XLSX file here, or click to choose one'),
  dropWhat: text('CSV 可用 UTF-8 或 GBK 编码；第一行为表头，每人一行。先试读，不作任何登记。', 'CSV in UTF-8 or GBK; headers in the first row, one row for each person. It is looked at first, and nothing is recorded.'),
  reading: text('服务器正在试读文件', 'The server looks at the file'),
  checking: text('正在重新核对', 'Checking again'),
  file: (name: string, rows: number) => text(`${name}：${rows} 行`, rows === 1 ? `${name}: 1 row` : `${name}: ${rows} rows`),
  counts: (good: number, bad: number) => text(`${good} 行可载入，${bad} 行有误`, `${good} can be loaded, ${bad} not`),
  other: text('另选文件', 'Choose another file'),
  columns: text('各列认作什么', 'What the columns are taken for'),
  columnsFine: (read: number, left: number) => text(`${read} 列已对应，${left} 列不读取`, `${read} matched, ${left} passed over`),
  field: (header: string) => text(`“${header}”一列认作`, `The column "${header}" is`),
  passedOver: text('不读取', 'Passed over'),
  missing: (names: string) => text(`缺少必填列：${names}。请指明哪一列是它，或在文件中补上`, `Columns that are needed were not found: ${names}. Say which column it is, or add it to the file`),
  own: text('本人', 'The person'),
  spouse: text('配偶', 'Spouse'),
  child: (no: number) => text(`第 ${no} 个子女`, `Child ${no}`),
  factOf: (owner: string, fact: string) => text(`${owner}：${fact}`, `${owner}: ${fact}`),
  factFrom: (fact: string) => text(`${fact}（起始日）`, `${fact} (since)`),
  form: text('表列', 'Columns'),
  rows: text('各行', 'Rows'),
  onlyBad: (count: number) => text(`有误 ${count} 行`, `${count} with errors`),
  every: (count: number) => text(`全部 ${count} 行`, `All ${count}`),
  noBad: text('没有有误的行，可以载入', 'No row has an error: they can be loaded'),
  noRows: text('没有剩下的行', 'No row is left'),
  row: text('行', 'Row'),
  edit: text('修改', 'Edit'),
  editRow: (rowNo: number) => text(`修改第 ${rowNo} 行`, `Edit row ${rowNo}`),
  cell: (rowNo: number, header: string) => text(`第 ${rowNo} 行，${header}`, `Row ${rowNo}, ${header}`),
  wrong: (title: string, expected: string) => text(`${title}；应为 ${expected}`, `${title}; expected ${expected}`),
  reason: (title: string, expected: string, actual: string) => text(`${title}；应为：${expected}；实为：${actual}`, `${title}; expected: ${expected}; found: ${actual}`),
  download: (count: number) => text(`下载有误的 ${count} 行及原因`, count === 1 ? 'Download the row with its reason' : `Download ${count} rows with their reasons`),
  badFile: text('有误的行.csv', 'rows-with-errors.csv'),
} as const;
