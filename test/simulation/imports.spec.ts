import { ImportRow, RejectedRow } from '@zhibu/application';
import { demoCounty } from '@zhibu/demo';
import { applicationIdOf } from '@zhibu/domain';
import { County, must, officers, value } from './county';

const ids = ['990000194706150017', '99000019550808018X', '990000196402299022'];
const row = (rowNo: number, idNumber: string, more: Record<string, string> = {}): ImportRow => ({
  rowNo,
  cells: { 项目: 'rural-reward', 身份证号: idNumber, 姓名: `示例·𠮷${rowNo}`, 村代码: '990101100001', 申请日期: '2016-01-03', 'self residence-kind': '农村', 'self children-ever': '1', ...more },
});

describe('import applications', () => {
  const load = async (county: County, rows: readonly ImportRow[], reference: string) => {
    const rejected: RejectedRow[] = [];
    const report = value(
      await county.runtime.services.imports.importApplications(county.as(officers.caseworker, reference), rows, { reference, areaCode: demoCounty, onRejected: (bad) => void rejected.push(bad) }),
    );
    return { report, rejected: rejected.map(({ rowNo, rejection }) => [rowNo, rejection.code]) };
  };

  it('takes the good rows, gives back the bad ones, and changes nothing twice when the corrected file comes', async () => {
    const county = new County({ people: 0, chunkSize: 10 });
    const bad = row(3, '990000194706150018');
    const first = await load(county, [row(2, ids[0] ?? ''), bad, row(4, ids[1] ?? ''), row(5, '9.9E+17'), row(6, ids[2] ?? '', { 'self children-ever': '1,0' })], 'a.csv');
    expect(first.report).toEqual({ rows: 5, accepted: 2, unchanged: 0, rejected: 3 });
    expect(first.rejected).toEqual([[3, 'resident-id.check-digit'], [5, 'resident-id.scientific-notation'], [6, 'import.fact-value']]);
    const before = await county.content();
    const second = await load(county, [row(2, ids[0] ?? ''), bad, row(4, ids[1] ?? ''), row(6, ids[2] ?? '')], 'a-corrected.csv');
    expect(second.report).toEqual({ rows: 4, accepted: 1, unchanged: 2, rejected: 1 });
    expect((await county.content()).filter((line) => before.includes(line))).toEqual(before);
  });

  it('takes a row under the name of another file, though the person went in before and the application did not', async () => {
    const county = new County({ people: 0, chunkSize: 10 });
    const { services } = county.runtime;
    await load(county, [row(2, ids[0] ?? '')], 'a.csv');
    const second = row(3, ids[0] ?? '', { 姓名: '示例·𠮷2', 申请日期: '2016-01-04' });
    expect((await load(county, [second], 'b.csv')).rejected).toEqual([[3, 'application.already-open']]);
    const personKey = services.people.keyOf(ids[0] ?? '');
    const applicationId = applicationIdOf('rural-reward', personKey.ok ? personKey.value : '', 1);
    must(await services.applications.withdraw(county.as(officers.caseworker, 'withdraw'), { applicationId, reason: '重新申请' }));
    expect(await load(county, [second], 'b-rejected.csv')).toEqual({ report: { rows: 1, accepted: 1, unchanged: 0, rejected: 0 }, rejected: [] });
  });

  it('reads days, codes and numbers as spreadsheets write them, and leaves names as they are', async () => {
    const county = new County({ people: 0, chunkSize: 10 });
    const typed = row(2, '９９００００１９４７０６１５００１７', { 姓名: '﨑·𠮷', 村代码: '９９０１０１１００００１', 申请日期: '2016/1/3', 'self children-ever': '２', 'child:c1 birth-date': '1975年3月2日', 'self only-child-certificate': '否', 'self only-child-certificate from': '1976.1.5' });
    expect((await load(county, [typed], 'a.xlsx')).rejected).toEqual([]);
    const personKey = value(county.runtime.services.people.keyOf(ids[0] ?? ''));
    const events: unknown[] = [];
    for await (const event of county.runtime.eventStore.readStream(`person-${personKey}`)) events.push(...(await county.runtime.codec.open([event])).map(({ data }) => data));
    const said = JSON.stringify(events);
    for (const part of ['"name":"﨑·𠮷"', '"areaCode":"990101100001"', '"value":"1975-03-02"', '"validFrom":"1976-01-05"', '"fact":"children-ever","of":"self","value":2']) expect(said).toContain(part);
  });

  it('gives nobody an application that names another person or another village under their number', async () => {
    const county = new County({ people: 0, chunkSize: 10 });
    await load(county, [row(2, ids[0] ?? '')], 'a.csv');
    const before = await county.content();
    const more = { 项目: 'only-child-bonus', 姓名: '示例·𠮷2' };
    const { rejected } = await load(county, [row(3, ids[0] ?? '', { ...more, 姓名: '另一人' }), row(4, ids[0] ?? '', { ...more, 村代码: '990101100002' })], 'b.csv');
    expect(rejected).toEqual([[3, 'person.other-name'], [4, 'person.other-area']]);
    expect(await county.content()).toEqual(before);
    // Banks and desks write the separator in several ways; it is one name.
    expect((await load(county, [row(5, ids[0] ?? '', { ...more, 姓名: '示例•𠮷2' })], 'c.csv')).rejected).toEqual([]);
  });

  it('refuses rows outside the area, unknown areas, months and dates that do not exist, and a file without a column', async () => {
    const county = new County({ people: 0, chunkSize: 10 });
    const { rejected } = await load(county, [row(2, ids[0] ?? '', { 村代码: '990201000000' }), row(3, ids[0] ?? '', { 村代码: '119999999999' }), row(4, ids[0] ?? '', { 申请日期: '2016-13-01' }), row(5, ids[0] ?? '', { 项目: 'x' })], 'b.csv');
    expect(rejected.map(([, code]) => code)).toEqual(['import.areaCode', 'policy.unknown-area', 'date.not-a-day', 'import.scheme']);
    const missing = await county.runtime.services.imports.importApplications(county.as(officers.caseworker, 'c'), [{ rowNo: 2, cells: { 姓名: 'x' } }], { reference: 'c.csv', areaCode: demoCounty, onRejected: () => undefined });
    expect(missing).toMatchObject({ ok: false, rejection: { code: 'import.columns-missing' } });
  });
});
