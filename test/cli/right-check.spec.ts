import { DemoPerson, demoPlan, scaledNumbers } from '@zhibu/demo';
import { unwrap } from '@zhibu/kernel';
import { must } from '../simulation/county';
import { Installation, county } from './installation';

interface Answer {
  readonly checked: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly others: readonly { readonly found: string }[];
}

describe('the yearly check on the command line', () => {
  let installation: Installation;
  const people = demoPlan(scaledNumbers(40), 7).filter(({ scheme, story }) => scheme === 'rural-reward' && story === 'carried-over').slice(0, 3);
  const row = ({ form }: DemoPerson): string => `${form.idNumber},2015-12,2014-01`;

  beforeAll(async () => {
    installation = await Installation.open();
    const { runtime } = installation;
    const clerk = unwrap(await runtime.services.users.resolveActor('clerk', '2016-01-04'));
    for (const [index, { form }] of people.entries()) must(await runtime.services.people.register(installation.as(clerk, `register/${index}`), form));
    const file = installation.file('register.csv', ['身份证号,已发至,起享月份', ...people.map(row)].join('\n'));
    const head = ['--scheme', 'rural-reward', '--area', county, '--title', '2015 年度名册', '--conditions-on', '2016-01-01', '--as', 'clerk'];
    const { registerId, listHash } = await installation.json<{ registerId: string; listHash: string }>(0, 'register', 'load', file, ...head);
    await installation.json(0, 'register', 'approve', registerId, '--hash', listHash, '--as', 'county');
  });
  afterAll(() => installation.close());

  const check = (exit: number, ...options: readonly string[]): Promise<Answer> => installation.json<Answer>(exit, 'right', 'check', '--as', 'county', ...options);

  it('asks for a year and an area that can be', async () => {
    const { problems } = await installation.json<{ problems: { code: string }[] }>(2, 'right', 'check', '--as', 'county', '--area', 'abc');
    expect(problems.map(({ code }) => code)).toEqual(['cli.missing', 'cli.area']);
  });

  it('checks whoever began before the year, once, and names whom it could not say yes to', async () => {
    const { people: service, users } = installation.runtime.services;
    const { personKey } = must(await service.register(installation.as(unwrap(await users.resolveActor('clerk', '2016-01-04')), 'again'), people[0]?.form as DemoPerson['form'], { existing: 'update' })).value;
    const source = { kind: 'household-register', reference: '户口簿' } as const;
    // The certificate of before says otherwise and stands too: two papers that differ are not known.
    const urban = { fact: 'residence-kind', of: 'self', value: 'urban', validFrom: '2017-03-01', validTo: null, source } as const;
    must(await service.recordFacts(installation.as(unwrap(await users.resolveActor('clerk', '2016-01-04')), 'urban'), { personKey, facts: [{ fact: urban }] }));
    expect(await check(0, '--year', '2016')).toEqual({ year: 2016, checked: 0, counts: {}, others: [] });
    expect(await check(0, '--year', '2017', '--area', '990199')).toMatchObject({ checked: 0 });
    const found = await check(1, '--year', '2017', '--scheme', 'rural-reward');
    expect(found).toMatchObject({ checked: 3, counts: { unknown: 1, yes: 2 }, others: [{ entitlementId: `rural-reward.${personKey}`, found: 'unknown' }] });
    expect(await check(0, '--year', '2017')).toMatchObject({ checked: 0 });
  });
});
