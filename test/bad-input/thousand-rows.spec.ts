import { RejectedRow } from '@zhibu/application';
import { readTable, writeRejectedRows } from '@zhibu/banking';
import { demoCounty, demoPlan, scaledNumbers } from '@zhibu/demo';
import { encode } from 'iconv-lite';
import { County, officers, value } from '../simulation/county';

const columns = ['项目', '身份证号', '姓名', '村代码', '申请日期', 'self residence-kind'];
const people = demoPlan(scaledNumbers(8), 5).slice(0, 1_000);
const badIndex = 500;
const rowOf = (idNumber: string, index: number): string => ['rural-reward', idNumber, `示例·𠮷${index}`, '990101100001', '2016-01-03', '农村'].join(',');
const table = (fix: boolean): string =>
  [columns.join(','), ...people.map(({ form }, index) => rowOf(index === badIndex && !fix ? `${form.idNumber.slice(0, 17)}${form.idNumber.endsWith('1') ? '2' : '1'}` : form.idNumber, index))].join('\r\n');

const load = async (county: County, bytes: Uint8Array, reference: string) => {
  const read = await readTable(bytes, { columns: columns.slice(0, 4).map((zh) => ({ id: zh, zh, en: zh, required: true })) });
  expect(read.problems).toEqual([]);
  const rejected: RejectedRow[] = [];
  const report = value(await county.runtime.services.imports.importApplications(county.as(officers.caseworker, reference), read.rows, { reference, areaCode: demoCounty, onRejected: (row) => void rejected.push(row) }));
  return { read, report, rejected };
};

describe('an import of a thousand rows with one that is bad', () => {
  it('takes the good, gives the bad one back with the reason in a column, and the corrected file changes nothing twice', async () => {
    expect(people).toHaveLength(1_000);
    const county = new County({ people: 0, chunkSize: 100 });
    const first = await load(county, encode(table(false), 'gb18030'), 'list.csv');
    expect(first.report).toEqual({ rows: 1_000, accepted: 999, unchanged: 0, rejected: 1 });
    expect(first.rejected.map(({ rowNo, rejection }) => [rowNo, rejection.code])).toEqual([[badIndex + 2, 'resident-id.check-digit']]);
    const parts: Buffer[] = [];
    for await (const part of writeRejectedRows(columns, first.rejected)) parts.push(part);
    const back = Buffer.concat(parts).toString('utf8').replace('\uFEFF', '').split('\r\n').filter((line) => line !== '');
    expect(back).toHaveLength(2);
    expect(back[1]).toMatch(new RegExp(`示例·𠮷${badIndex}`));
    expect((back[0] ?? '').split(',').length).toBeGreaterThan(columns.length);

    const before = new Set(await county.content());
    const second = await load(county, Buffer.from(`\uFEFF${table(true)}`, 'utf8'), 'list-corrected.csv');
    expect(second.report).toEqual({ rows: 1_000, accepted: 1, unchanged: 999, rejected: 0 });
    const added = (await county.content()).filter((line) => !before.has(line));
    expect(new Set(added.map((line) => line.split(' ')[0])).size).toBeLessThanOrEqual(2);
    const third = await load(county, Buffer.from(table(true), 'utf8'), 'list-once-more.csv');
    expect(third.report).toEqual({ rows: 1_000, accepted: 0, unchanged: 1_000, rejected: 0 });
  }, 120_000);
});
