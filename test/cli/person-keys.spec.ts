import { DemoPerson, demoPlan, scaledNumbers } from '@zhibu/demo';
import { Text, unwrap } from '@zhibu/kernel';
import { tellOfPersonKeys } from '@zhibu/runtime';
import { Installation } from './installation';

jest.setTimeout(120_000);

interface Check {
  readonly check: string;
  readonly ok: boolean;
  readonly warning?: true;
  readonly found: Text;
}

describe('keys of people that do not fit the log', () => {
  let at: Installation;
  beforeAll(async () => {
    at = await Installation.open();
    await at.settle(3);
  });
  afterAll(() => at.close());

  const doctor = async (code: number): Promise<Check | undefined> => (await at.json<{ readonly checks: readonly Check[] }>(code, 'doctor')).checks.find(({ check }) => check === 'person-keys');
  const told = async (): Promise<readonly string[]> => {
    const words: string[] = [];
    await tellOfPersonKeys(at.runtime, ({ en }) => words.push(en), new AbortController().signal, 20);
    return words;
  };
  const change = (sql: string, values: readonly unknown[] = []) => at.database.pool.query(sql, [...values]);

  it('are nothing where everybody has one', async () => {
    expect(await doctor(0)).toMatchObject({ ok: true, found: { zh: '日志中 3 人', en: 'people in the log 3' } });
    expect(await told()).toEqual([]);
  });

  it('are told when the vault is of an older backup, by the number of people, and an erased person is none of them', async () => {
    const { rows: [lost, erased] } = await change('select * from vault.person_key order by person_key');
    await change('delete from vault.person_key where person_key = $1', [(lost as { person_key: string }).person_key]);
    await change('update vault.person_key set wrapped = null, master_key_id = null, erased_at = now() where person_key = $1', [(erased as { person_key: string }).person_key]);
    expect(await doctor(1)).toMatchObject({ ok: false, found: { zh: '日志中 3 人；没有密钥也没有删除记录的 1 人', en: 'people in the log 3; without a key and not erased 1' } });
    expect(await told()).toEqual([expect.stringMatching(/^of 3 people in the log 1 have no key and were not erased/)]);
    const { person_key, master_key_id, wrapped } = lost as { person_key: string; master_key_id: string; wrapped: Buffer };
    await change('insert into vault.person_key (person_key, master_key_id, wrapped) values ($1, $2, $3)', [person_key, master_key_id, wrapped]);
    expect(await doctor(0)).toMatchObject({ ok: true });
  });

  it('can be given up when no backup has them, by their number: read models that stood still at these people go on', async () => {
    // As after a restore of the whole database beside a newer log: somebody is in the log whom nothing here knows.
    const [newcomer] = demoPlan(scaledNumbers(40), 7).filter(({ scheme, story }) => scheme === 'rural-reward' && story === 'carried-over').slice(10);
    const clerk = unwrap(await at.runtime.services.users.resolveActor('clerk', '2016-01-04'));
    if (!(await at.runtime.services.people.register(at.as(clerk, 'register/newcomer'), (newcomer as DemoPerson).form)).ok) throw new Error('not registered');
    await change('delete from vault.person_key where person_key not in (select person_key from read_models.people)');
    const { checks } = await at.json<{ readonly checks: readonly Check[] }>(1, 'doctor');
    expect(checks.filter(({ ok }) => !ok).map(({ check }) => check)).toEqual(['read-model people', 'person-keys']);
    const refused = async (people: number) => (await at.json<{ readonly problems: readonly { readonly code: string }[] }>(1, 'keys', 'give-up', '--people', String(people))).problems.map(({ code }) => code);
    expect(await refused(2)).toEqual(['keys.other-number']);
    expect(await at.json(0, 'keys', 'give-up', '--people', '1')).toEqual({ people: 1 });
    expect(await doctor(0)).toMatchObject({ ok: true, found: { en: 'people in the log 4' } });
    expect(await refused(1)).toEqual(['keys.other-number']);
  });

  it('are told when the log is older than they are', async () => {
    await change(`insert into vault.person_key (person_key, master_key_id, wrapped) values ('nobody', 'm', '\\x00')`);
    expect(await doctor(0)).toMatchObject({ ok: true, warning: true, found: { en: expect.stringContaining('keys of nobody in the log 1') as string } });
  });
});
