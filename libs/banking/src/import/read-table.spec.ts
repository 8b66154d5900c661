import { strToU8, zipSync } from 'fflate';
import { encode } from 'iconv-lite';
import { rejectionsOf } from '@zhibu/application';
import type { RejectedRow } from '@zhibu/application';
import { readTable } from './read-table';
import { Table, TableColumn, columnIndex, columnName } from './table';
import { writeRejectedRows } from './write-rejected-rows';

const columns: TableColumn[] = [
  { id: 'name', zh: '姓名', en: 'Name', required: true },
  { id: 'id-number', zh: '身份证号', en: 'ID number', required: true },
  { id: 'phone', zh: '电话', en: 'Phone', required: false },
];
const csv = '姓名,身份证号,电话\r\n王·测试,990000194706150017,13800001234\r\n\r\n"𠮷, 二",99000019550808018X,\r\n';
const read = (bytes: Uint8Array, limits = {}) => readTable(bytes, { columns, limits });
const codes = (table: Table) => [...table.problems.map(({ cell, rejection }) => `${cell ?? 'file'} ${rejection.code}`), ...table.rejectedRows.flatMap((row) => rejectionsOf(row).map(({ code }) => `${row.rowNo} ${code}`))];

/** A workbook of one sheet, written by hand as other programs write it. */
const xlsx = (sheet: string, after = ''): Uint8Array =>
  zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'xl/workbook.xml': strToU8('<workbook xmlns:r="r"><workbookPr/><sheets><sheet name="s" sheetId="1" r:id="rId7"/></sheets></workbook>'),
    'xl/_rels/workbook.xml.rels': strToU8('<Relationships><Relationship Id="rId7" Target="worksheets/sheet1.xml"/></Relationships>'),
    'xl/sharedStrings.xml': strToU8('<sst><si><t>姓名</t></si><si><t>身份证号</t></si><si><r><t>王·</t></r><r><t>测试</t></r><rPh><t>wang</t></rPh></si></sst>'),
    'xl/styles.xml': strToU8('<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>'),
    'xl/worksheets/sheet1.xml': strToU8(`<worksheet><sheetData>${sheet}</sheetData>${after}</worksheet>`),
  });
const head = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="inlineStr"><is><t>出生日期</t></is></c></row>';
const idCell = (row: number) => `<c r="B${row}" t="inlineStr"><is><t>990000194706150017</t></is></c>`;

describe('tables of caseworkers: CSV', () => {
  it.each<[string, Uint8Array, string]>([
    ['UTF-8', Buffer.from(csv), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${csv}`), 'utf-8'],
    ['GB 18030', encode(csv, 'gb18030'), 'gb18030'],
    ['UTF-16 with a mark and tabs', encode(`\uFEFF${csv.replace('"𠮷, 二"', '𠮷; 二').replaceAll(',', '\t').replace('; ', ', ')}`, 'utf16-le'), 'utf-16le'],
  ])('reads %s', async (_, bytes, encoding) => {
    const table = await read(bytes);
    expect([table.kind, table.encoding, codes(table)]).toEqual(['csv', encoding, []]);
    expect(table.rows).toEqual([
      { rowNo: 2, cells: { 姓名: '王·测试', 身份证号: '990000194706150017', 电话: '13800001234' } },
      { rowNo: 4, cells: { 姓名: '𠮷, 二', 身份证号: '99000019550808018X', 电话: '' } },
    ]);
    expect(table.columnOf).toEqual({ 姓名: 'name', 身份证号: 'id-number', 电话: 'phone' });
  });

  it('reads GBK from a stream with English headers', async () => {
    async function* source(): AsyncGenerator<Uint8Array> {
      for (const byte of encode('ID number,Name\n1,张三\n', 'gbk')) yield Buffer.from([byte]);
    }
    expect((await readTable(source(), { columns })).rows).toEqual([{ rowNo: 2, cells: { 'ID number': '1', Name: '张三' } }]);
  });

  it.each<[string, Uint8Array, string[]]>([
    ['a number turned into 9.9E+17', Buffer.from('姓名,身份证号\n好,990000194706150017\n坏,9.90000194706150E+17\n'), ['3 import.digits-lost']],
    ['a missing column', Buffer.from('姓名,证号\n王,1\n'), ['file import.column-missing']],
    ['a column twice', Buffer.from('姓名,身份证号,姓名\n王,1,李\n'), ['file import.header-twice']],
    ['a column in both languages', Buffer.from('姓名,身份证号,Name\n王,1,李\n'), ['file import.header-twice']],
    ['content under no header', Buffer.from('姓名,身份证号\n王,1,x\n'), ['2 import.cell-without-header']],
    ['an open quote', Buffer.from('姓名,身份证号\n"王,1\n'), ['file import.not-a-table']],
    ['nothing', Buffer.from(''), ['file import.not-a-table']],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0xff, 0xff]), ['file import.not-a-table']],
    ['an old XLS', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), ['file import.not-a-table']],
  ])('names %s', async (_, bytes, expected) => expect(codes(await read(bytes))).toEqual(expected));

  it('names the cell', async () => {
    const [bad] = (await read(Buffer.from('姓名,身份证号\n坏,9.9E+17\n'))).rejectedRows;
    expect(bad?.rejection.actual.en).toBe('B2: 9.9E+17');
  });

  it('has limits', async () => {
    const body = Buffer.from(`姓名,身份证号\n${'王,1\n'.repeat(5)}`);
    expect(codes(await read(body, { rowsMax: 4 }))).toEqual(['file import.too-many-rows']);
    expect(codes(await read(body, { rowsMax: 5 }))).toEqual([]);
    expect(codes(await read(body, { bytesMax: 10 }))).toEqual(['file file.too-large']);
    expect(codes(await read(body, { columnsMax: 1 }))).toEqual(['file import.too-many-columns']);
  });
});

describe('tables of caseworkers: XLSX', () => {
  it('reads shared and rich text, days, and formulas by the value kept', async () => {
    const table = await read(xlsx(`${head}<row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3" t="str"><f>"99"&amp;X</f><v>990000194706150017</v></c><c r="D3" s="1"><v>17333</v></c></row><row r="4"><c r="A4"><v>1.1000000000000001</v></c>${idCell(4)}<c r="D4" s="2"><f>A1</f><v>17333.75</v></c></row>`));
    expect(codes(table)).toEqual([]);
    expect(table.rows).toEqual([
      { rowNo: 3, cells: { 姓名: '王·测试', 身份证号: '990000194706150017', 出生日期: '1947-06-15' } },
      { rowNo: 4, cells: { 姓名: '1.1', 身份证号: '990000194706150017', 出生日期: '1947-06-15' } },
    ]);
  });

  it('rejects the row of a number that lost its digits, and keeps the others', async () => {
    const table = await read(xlsx(`${head}<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>990000194706150000</v></c></row><row r="3"><c r="A3" t="s"><v>2</v></c>${idCell(3)}</row><row r="4"><c r="A4" t="e"><v>#N/A</v></c>${idCell(4)}</row>`));
    expect(codes(table)).toEqual(['2 import.digits-lost', '4 import.cell-error']);
    expect(table.rejectedRows[0]?.rejection.actual.zh).toBe('B2：9.9000019470615e+17');
    expect(table.rows.map((row) => row.rowNo)).toEqual([3]);
  });

  it('tells every cell of a row that lost its digits, and lets none of them back in as a whole number', async () => {
    const table = await read(xlsx(`${head}<row r="2"><c r="A2"><v>6217000000000000000</v></c><c r="B2"><v>990000194706150000</v></c></row>`));
    expect(table.rejectedRows.map((row) => rejectionsOf(row).map(({ code, field }) => [code, field]))).toEqual([[['import.digits-lost', '姓名'], ['import.digits-lost', '身份证号']]]);
    // One cell is mended on the screen and the row comes back as text: the other is still refused.
    const [bad] = table.rejectedRows;
    const mended = await read(Buffer.from(`姓名,身份证号\n甲,${bad?.cells['身份证号'] ?? ''}\n`));
    expect([mended.rows, codes(mended)]).toEqual([[], ['2 import.digits-lost']]);
  });

  it('refuses merged cells by name', async () => {
    const table = await read(xlsx(`${head}<row r="2"><c r="A2" t="s"><v>2</v></c>${idCell(2)}</row>`, '<mergeCells><mergeCell ref="A2:A5"/></mergeCells>'));
    expect([codes(table), table.problems[0]?.rejection.actual.en, table.rows]).toEqual([['A2 import.merged-cells'], 'A2:A5', []]);
  });

  describe('with more than one sheet', () => {
    const book = (states: readonly string[], ...sheets: readonly string[]): Uint8Array => {
      const names = sheets.map((_, index) => `<sheet name="表${index + 1}" sheetId="${index + 1}" ${states[index] ?? ''} r:id="r${index + 1}"/>`);
      const relations = sheets.map((_, index) => `<Relationship Id="r${index + 1}" Target="worksheets/sheet${index + 1}.xml"/>`);
      const parts = sheets.map((rows, index) => [`xl/worksheets/sheet${index + 1}.xml`, strToU8(`<worksheet><sheetData>${rows}</sheetData></worksheet>`)] as const);
      return zipSync({ ...Object.fromEntries(parts), 'xl/workbook.xml': strToU8(`<workbook xmlns:r="r"><sheets>${names.join('')}</sheets></workbook>`), 'xl/_rels/workbook.xml.rels': strToU8(`<Relationships>${relations.join('')}</Relationships>`) });
    };
    const line = (no: number, ...texts: readonly string[]): string => `<row r="${no}">${texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`;
    const people = (name: string): string => line(1, '姓名', '身份证号') + line(2, name, '1');

    it('refuses a second one with the same columns, which would be passed over in silence', async () => {
      const table = await read(book([], people('甲'), people('乙')));
      expect([codes(table), table.rows]).toEqual([['file import.more-sheets'], []]);
      expect(table.problems[0]?.rejection.actual.zh).toBe('表2');
    });

    it('takes a second one of notes, or an empty one', async () => {
      expect((await read(book([], people('甲'), line(1, '填表说明'), ''))).rows.map(({ cells }) => cells['姓名'])).toEqual(['甲']);
    });

    it('reads the first one that is not hidden', async () => {
      expect((await read(book(['state="hidden"'], people('模板'), people('甲')))).rows.map(({ cells }) => cells['姓名'])).toEqual(['甲']);
      expect(codes(await read(book(['', 'state="veryHidden"'], people('甲'), people('模板'))))).toEqual([]);
    });
  });

  it('gives back rows that are hidden or filtered out: whoever sent the file did not see them', async () => {
    const table = await read(xlsx(`${head}<row r="2"><c r="A2" t="s"><v>2</v></c>${idCell(2)}</row><row r="3" hidden="1"><c r="A3" t="s"><v>2</v></c>${idCell(3)}</row><row r="4" hidden="1"><c r="A4"/></row>`));
    expect([codes(table), table.rows.map(({ rowNo }) => rowNo)]).toEqual([['3 import.hidden-row'], [2]]);
  });

  it('refuses what only looks like a workbook, and too many rows', async () => {
    expect(codes(await read(xlsx('<row><broken')))).toEqual(['file import.not-a-table']);
    expect(codes(await read(zipSync({ 'a.txt': strToU8('x') })))).toEqual(['file import.not-a-table']);
    const rows = Array.from({ length: 4 }, (_, index) => `<row r="${index + 2}">${idCell(index + 2)}</row>`).join('');
    expect(codes(await read(xlsx(head + rows), { rowsMax: 3 }))).toEqual(['file import.too-many-rows']);
  });

  it('does not unpack a bomb', async () => {
    const bomb = xlsx(head);
    // The unpacked size of the sheet as the directory states it: 4 GiB.
    const directory = Buffer.from(bomb);
    let at = directory.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    for (; at >= 0; at = directory.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]), at + 1)) directory.writeUInt32LE(0xfffffff0, at + 24);
    expect(codes(await read(directory))).toEqual(['file import.not-a-table']);
  });

  it('names columns as spreadsheets do', () => {
    for (const [index, name] of [[0, 'A'], [25, 'Z'], [26, 'AA'], [701, 'ZZ'], [702, 'AAA']] as const) {
      expect([columnName(index), columnIndex(`${name}7`)]).toEqual([name, index]);
    }
  });
});

describe('rejected rows', () => {
  const rejection = { code: 'x', message: { zh: '不对', en: 'wrong' }, expected: { zh: '甲', en: 'a' }, actual: { zh: '乙', en: 'b' } };
  const rejected: RejectedRow = { rowNo: 7, cells: { 姓名: '=cmd|x', 身份证号: '990000194706150017', 电话: '-1' }, rejection };
  const written = async (): Promise<Buffer> => {
    const chunks: Buffer[] = [];
    for await (const chunk of writeRejectedRows(['姓名', '身份证号', '电话'], [rejected])) chunks.push(chunk);
    return Buffer.concat(chunks);
  };

  it('come back as CSV for Excel in which no name runs and no number is spoiled', async () =>
    expect((await written()).toString('utf8')).toBe('\uFEFF姓名,身份证号,电话,退回原因 / Reason\r\n\'=cmd|x,"\t990000194706150017",\'-1,不对；应为：甲；实为：乙\r\n'));

  it('tell every reason', async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of writeRejectedRows(['姓名'], [{ rowNo: 2, cells: { 姓名: '甲' }, rejection, others: [rejection] }], 'en')) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString('utf8')).toContain('wrong; expected: a; found: b. wrong; expected: a; found: b');
  });

  it('can be loaded again as they were', async () => {
    const table = await read(await written());
    expect([table.headers, table.rows]).toEqual([['姓名', '身份证号', '电话'], [{ rowNo: 2, cells: rejected.cells }]]);
  });
});
