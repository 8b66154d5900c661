import { CellProblem, Preview, badRows, checkedAll, checkedRow, csvOf, goodRows, matched, mended, reasonsFile, sheetOf, withRefusals } from './sheet';

const columns = [{ id: 'idNumber', zh: '身份证号', en: 'id number', required: true }, { id: 'name', zh: '姓名', en: 'name', required: true }];
const problem = (rowNo: number, column: number | null): CellProblem => ({ rowNo, column, field: 'idNumber', code: 'c', title: '不对', expected: '对', actual: '错' });
const preview: Preview = {
  kind: 'csv', encoding: 'utf-8', missing: [],
  columns: [{ header: '备注', field: null }, { header: '号码', field: 'idNumber' }, { header: '姓名', field: 'name' }],
  rows: [{ rowNo: 2, cells: ['', '1', '甲'] }, { rowNo: 3, cells: ['=x', '99000019470615001X', '乙, "丙"'] }, { rowNo: 5, cells: ['', '3', '丁'] }],
  problems: [problem(3, 1)],
};
const sheet = sheetOf('a.csv', preview);

/** Its bytes, so that the mark at the beginning is seen. */
const linesOf = async (blob: Blob): Promise<string[]> => {
  const bytes = await new Promise<ArrayBuffer>((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as ArrayBuffer);
    reader.readAsArrayBuffer(blob);
  });
  return Buffer.from(bytes).toString('utf8').split('\r\n');
};

it('sends the rows in the lines that they have in the file, under the names of what they are taken for, without what is passed over', async () => {
  expect(await linesOf(csvOf(sheet, columns, goodRows(sheet)))).toEqual(['\uFEFF"身份证号","姓名"', '"1","甲"', '', '', '"3","丁"', '']);
});

it('puts what the server finds in such a file at the places of the sheet', () => {
  const after = checkedAll(sheet, { ...preview, problems: [problem(5, 0), problem(2, null)] });
  expect([after.problems.get(5)?.[0]?.column, after.problems.get(2)?.[0]?.column, badRows(after).map(({ rowNo }) => rowNo)]).toEqual([1, null, [2, 5]]);
});

it('mends one cell, and lets the row in once the server finds nothing more', () => {
  const after = checkedRow(mended(sheet, 3, 1, '2'), 3, { ...preview, problems: [] });
  expect([after.rows[1], goodRows(after).length]).toEqual([{ rowNo: 3, cells: ['=x', '2', '乙, "丙"'] }, 3]);
});

it('reads a header for one thing only', () => {
  expect(matched(sheet, 0, 'name').fields).toEqual(['name', 'idNumber', null]);
});

it('keeps a refusal with its row and column when it comes while loading', () => {
  expect(withRefusals(sheet, [{ rowNo: 2, code: 'x', title: '', expected: '', actual: '', field: 'name' }]).problems.get(2)?.[0]?.column).toBe(2);
});

it('gives back the bad rows with their reasons, with nothing that a spreadsheet would run or shorten', async () => {
  expect(await linesOf(reasonsFile(sheet, ({ title }) => title))).toEqual(['\uFEFF"备注","号码","姓名","退回原因 / Reason"', `"'=x","\t99000019470615001X","乙, ""丙""","不对"`, '']);
});
