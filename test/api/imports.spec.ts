import { findPlaintext } from '../support/find-plaintext';
import { Desk, World, applicants, startWorld } from './world';

const township = '990101100000';

describe('importing applications over HTTP', () => {
  let world: World;
  let desk: Desk;
  const [good, bad] = applicants();
  if (good === undefined || bad === undefined) throw new Error('the plan holds too few people');
  const header = '项目,身份证号,姓名,村代码,电话';
  const row = (idNumber: string, name: string, village: string): string => `rural-reward,${idNumber},${name},${village},13800001234`;
  const wrongNumber = `${bad.form.idNumber.slice(0, 17)}${bad.form.idNumber.endsWith('0') ? '1' : '0'}`;
  const file = Buffer.from([header, row(good.form.idNumber, good.form.name, '990101100001'), row(wrongNumber, bad.form.name, '990101100002')].join('\n'), 'utf8');
  const load = (content: Buffer, accept?: string) => desk.file(`/imports/applications?name=register-2016&areaCode=${township}`, content, 'text/csv', accept);

  beforeAll(async () => {
    world = await startWorld();
    desk = await world.desk('caseworker-01');
  });
  afterAll(() => world.stop());

  it('takes the good rows in and says of each bad one what was expected', async () => {
    const answer = await load(file);
    expect(answer.body).toMatchObject({ rows: 2, accepted: 1, unchanged: 0, rejected: 1, problems: [{ rowNo: 3, code: 'resident-id.check-digit' }] });
    await world.settle();
    expect((await desk.read<{ items: unknown[] }>('/applications')).items).toHaveLength(1);
  });

  it('changes nothing when loaded again, and sends the bad rows back as a file', async () => {
    const again = await load(file, 'text/csv');
    expect(again.headers['content-type']).toContain('text/csv');
    expect(again.text.split('\r\n')).toHaveLength(3);
    expect(again.text).toContain('退回原因');
    expect(again.text).toContain(bad.form.name);
    expect((await load(file)).body).toMatchObject({ accepted: 0, unchanged: 1, rejected: 1 });
  });

  it('reports progress as events that end', async () => {
    const answer = await load(file, 'text/event-stream').buffer(true);
    const names = [...answer.text.matchAll(/^event: (\w+)$/gm)].map((match) => match[1]);
    expect(names[0]).toBe('rejected');
    expect(names.at(-1)).toBe('done');
    expect(answer.text).toContain('"unchanged":1');
  });

  it('refuses a file without its columns, one for another area, and whoever is no caseworker', async () => {
    const columns = await load(Buffer.from('姓名\n某人', 'utf8'));
    expect([columns.status, Array.isArray(columns.body.errors)]).toEqual([422, true]);
    const elsewhere = await desk.file('/imports/applications?name=x&areaCode=990101101000', file, 'text/csv');
    expect([elsewhere.status, elsewhere.body.code]).toEqual([403, 'authority.area']);
    const reviewer = await (await world.desk('county-1')).file(`/imports/applications?name=x&areaCode=${township}`, file, 'text/csv');
    expect([reviewer.status, reviewer.body.code]).toEqual([403, 'authority.role']);
  });

  it('writes nothing of the file to the log', () => {
    expect(findPlaintext(world.log(), { number: good.form.idNumber, wrong: wrongNumber, name: good.form.name, other: bad.form.name, file: 'register-2016' })).toEqual([]);
  });
});
