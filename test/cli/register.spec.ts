import { DemoPerson, demoPlan, scaledNumbers } from '@zhibu/demo';
import { unwrap } from '@zhibu/kernel';
import { must } from '../simulation/county';
import { Installation, county } from './installation';

interface Listed {
  readonly registers: readonly { readonly registerId: string; readonly status: string; readonly rowsRead: number; readonly listHash: string; readonly carried: number; readonly refused: number }[];
}

describe('a register on the command line', () => {
  let installation: Installation;
  const people = demoPlan(scaledNumbers(40), 7).filter(({ scheme, story }) => scheme === 'rural-reward' && story === 'carried-over').slice(0, 3);
  const head = ['--scheme', 'rural-reward', '--area', county, '--title', '2015 年度名册', '--conditions-on', '2016-01-01', '--as', 'clerk'];
  const table = (rows: readonly string[]): string => ['身份证号,已发至,起享月份', ...rows].join('\n');
  const row = ({ form }: DemoPerson, paidThrough = '2015-12'): string => `${form.idNumber},${paidThrough},2014-01`;

  beforeAll(async () => {
    installation = await Installation.open();
    const clerk = unwrap(await installation.runtime.services.users.resolveActor('clerk', '2016-01-04'));
    for (const [index, { form }] of people.slice(0, 2).entries()) must(await installation.runtime.services.people.register(installation.as(clerk, `register/${index}`), form));
  });
  afterAll(() => installation.close());

  it('is refused as a whole for one bad row, and says which', async () => {
    const file = installation.file('bad.csv', table([row(people[0] as DemoPerson), row(people[1] as DemoPerson, '2015-13'), row(people[0] as DemoPerson)]));
    const ran = await installation.json<{ problems: { code: string; field: string }[] }>(2, 'register', 'load', file, ...head);
    expect(ran.problems.map(({ code, field }) => `${code} ${field}`)).toEqual(['date.not-a-month row 3, paidThrough', 'register.person-twice row 4, idNumber']);
    expect((await installation.json<Listed>(0, 'register', 'list')).registers).toEqual([]);
  });

  it('is loaded by one, approved by another, and carried over; who is not registered is left out', async () => {
    const file = installation.file('good.csv', table(people.map((person) => row(person))));
    const { registerId, listHash } = await installation.json<{ registerId: string; listHash: string }>(0, 'register', 'load', file, ...head);
    expect(await installation.json(0, 'register', 'load', file, ...head)).toMatchObject({ registerId, listHash, duplicate: true });
    const [listed] = (await installation.json<Listed>(0, 'register', 'list')).registers;
    expect(listed).toMatchObject({ registerId, status: 'submitted', rowsRead: 3, listHash, carried: 0 });
    const own = await installation.json<{ problems: { code: string }[] }>(1, 'register', 'approve', registerId, '--hash', listHash, '--as', 'clerk');
    expect(own.problems.map(({ code }) => code)).toEqual(['authority.role']);
    expect(await installation.json(1, 'register', 'approve', registerId, '--hash', listHash, '--as', 'county')).toMatchObject({ registerId, carried: 2, refused: 1 });
    expect((await installation.json<Listed>(0, 'register', 'list')).registers).toMatchObject([{ status: 'approved', carried: 2, refused: 1 }]);
  });
});
