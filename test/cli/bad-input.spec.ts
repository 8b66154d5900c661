import { readFileSync } from 'node:fs';
import { createJobQueue } from '@zhibu/queue';
import { commands } from '../../apps/cli/src/commands';
import { runProgram } from '../../apps/cli/src/program';
import { until } from '../support/until';
import { Installation, county } from './installation';

jest.setTimeout(240_000);

let at: Installation;
let known: string;
beforeAll(async () => {
  at = await Installation.open();
  known = (await at.settle(1))[0]?.form.idNumber ?? '';
});
afterAll(() => at.close());

const build = (...rest: string[]): string[] => ['batch', 'build', '--scheme', 'rural-reward', '--area', county, '--period', '2016', ...rest];
const receive = (...rest: string[]): string[] => ['funds', 'receive', '--scheme', 'rural-reward', '--area', county, '--year', '2016', '--level', 'county', '--receipt-no', '1', '--received-on', '2016-03-01', '--document', 'd', '--as', 'prep', ...rest];

describe('wrong input on the command line', () => {
  it.each<readonly [string, number, string, () => readonly string[]]>([
    ['nobody named', 2, 'cli.officer-needed', () => build()],
    ['an unknown officer', 1, 'user.not-found', () => build('--as', 'nobody')],
    ['a role that does not prepare', 1, 'authority.role', () => build('--as', 'eye')],
    ['a month of 13', 2, 'date.not-a-month', () => build('--as', 'prep', '--through', '2016-13')],
    ['an unknown area', 2, 'policy.unknown-area', () => ['rates', '--year', '2016', '--area', '123456']],
    ['a day that does not exist', 2, 'date.not-a-day', () => ['rates', '--year', '2016', '--on', '2016-02-30']],
    ['a year in words', 2, 'cli.number', () => ['rates', '--year', 'last']],
    ['an amount with a comma', 2, 'money.not-an-amount', () => receive('--yuan', '1,100.00')],
    ['an amount with three decimals', 2, 'money.not-an-amount', () => receive('--yuan', '1.005')],
    ['a batch that is not there', 1, 'batch.not-found', () => ['batch', 'show', 'rural-reward.990101000000.2015.1']],
    ['an approval without a hash', 2, 'cli.missing', () => ['batch', 'approve', 'x', '--as', 'chief']],
    ['line numbers that are none', 2, 'cli.lines', () => ['batch', 'reissue', 'x', '--lines', 'a,b', '--reason', 'r', '--as', 'prep']],
    ['a wrong check digit', 2, 'resident-id.check-digit', () => ['replay', '--person', '990000194706150018', '--reason', 'r', '--as', 'eye']],
    ['a look without a reason', 2, 'cli.reason-needed', () => ['replay', '--person', '990000194706150017', '--as', 'eye']],
    ['a look by finance', 1, 'authority.role', () => ['replay', '--person', known, '--reason', 'r', '--as', 'prep']],
    ['person and application at once', 2, 'replay.subject', () => ['replay', '--person', '1', '--application', '2', '--as', 'eye']],
    ['an instant without a zone', 2, 'date.not-an-instant', () => ['replay', '--person', '1', '--known-at', '2016-01-01T10:00:00', '--as', 'eye']],
    ['a file that is not there', 2, 'cli.no-file', () => ['import', 'applications', '/nowhere/a.csv', '--as', 'clerk']],
    ['a table without its columns', 2, 'import.column-missing', () => ['import', 'applications', at.file('empty.csv', 'a,b\n1,2\n'), '--as', 'clerk']],
    ['a return file that is none', 2, 'return-file.incomplete', () => ['import', 'returns', at.file('none.txt', '\n'), '--as', 'prep']],
    ['an unknown layout', 2, 'cli.no-layout', () => ['import', 'returns', at.file('none.txt', '\n'), '--layout', '../x', '--as', 'prep']],
    ['an unknown read model', 2, 'rebuild.unknown', () => ['rebuild', 'nothing']],
    ['an unknown queue', 2, 'job.unknown-queue', () => ['jobs', 'run-again', 'nothing', '1']],
    ['a job that is not there', 1, 'job.not-found', () => ['jobs', 'run-again', 'timers', 'none']],
    ['roles that nobody may hold together', 1, 'duty.incompatible-roles', () => ['users', 'add', 'x', '--name', 'x', '--roles', 'finance-preparer@990101,finance-approver@990101', '--as', 'boss']],
    ['a role that does not exist', 2, 'user.roles', () => ['users', 'add', 'x', '--name', 'x', '--roles', 'king@990101', '--as', 'boss']],
    ['a delegation without an end', 2, 'cli.missing', () => ['users', 'delegate', 'eye', '--as', 'clerk']],
  ])('answers %s with what was expected and found', async (_, code, problem, argv) => {
    const ran = await at.json<{ problems: readonly { code: string; expected: { zh: string; en: string } }[] }>(code, ...argv());
    expect(ran.problems[0]?.code).toContain(problem);
    expect([ran.problems[0]?.expected.zh, ran.problems[0]?.expected.en]).not.toContain('');
  });

  it('refuses settings and databases that cannot be used with what was expected and found, without the password', async () => {
    const ran = await at.zhibu('jobs', '--bogus');
    expect(ran.code).toBe(2);
    let err = '';
    const code = await runProgram(commands, ['jobs'], 'zh', { env: { DATABASE_URL: 'postgres://u:hidden@127.0.0.1:1/x', ZHIBU_DATA: at.folder, ZHIBU_WAIT_SECONDS: '0' }, out: () => undefined, err: (text: string) => (err += text) });
    expect([code, err.trim().split('\n').length, /hidden/.test(err)]).toEqual([69, 3, false]);
  });
});

describe('care of the system', () => {
  it('doctor, jobs, migrate and users print what they find', async () => {
    expect(await at.json(0, 'doctor')).toMatchObject({ ok: true });
    expect((await at.json<{ queues: readonly unknown[] }>(0, 'jobs')).queues).toHaveLength(6);
    expect(await at.json(0, 'migrate')).toMatchObject({ migrated: true });
    const added = ['users', 'add', 'newcomer', '--name', '新来', '--roles', 'caseworker@990101100', '--as', 'boss'];
    expect([await at.json(0, ...added), await at.json(0, ...added)]).toMatchObject([{ duplicate: false }, { duplicate: true }]);
    // There and back on one day: the third command has the words of the first, and still takes effect.
    const roles = (list: string) => at.json(0, 'users', 'roles', 'newcomer', '--roles', list, '--reason', 'moved', '--as', 'boss');
    expect([await roles('inspector@990101'), await roles('caseworker@990101100')]).toMatchObject([{ duplicate: false }, { duplicate: false }]);
    await roles('inspector@990101');
    const { users } = await at.json<{ users: readonly { userId: string; roles: unknown }[] }>(0, 'users', 'list', '--as', 'boss');
    expect(users.find(({ userId }) => userId === 'newcomer')?.roles).toEqual([{ role: 'inspector', areaCode: '990101000000' }]);
  });
});

describe('dead letters', () => {
  it('are shown with their reason and run again', async () => {
    const queues = createJobQueue({ connectionString: at.database.url, attemptsMax: 1 });
    const job = { queue: 'timers', id: 'reserve-waiting/x', payload: { work: 'reserve-waiting', fundId: 'x' } } as const;
    await (await queues).work('timers', () => Promise.reject(new Error('planted')));
    await (await queues).enqueue([job]);
    await until(async () => (await (await queues).counts()).timers.failed === 1);
    await (await queues).close();
    expect(await at.json(1, 'doctor')).toMatchObject({ ok: false });
    expect(await at.json(0, 'jobs')).toMatchObject({ deadLetters: [{ queue: 'timers', id: job.id, attempts: 1, reason: { zh: '程序出错：Error', en: 'unexpected: Error' } }] });
    expect(await at.json(0, 'jobs', 'run-again', 'timers', job.id)).toEqual({ queue: 'timers', id: job.id, waiting: true });
    const { queues: counts } = await at.json<{ queues: readonly { queue: string; waiting: number; failed: number }[] }>(0, 'jobs');
    expect(counts.find(({ queue }) => queue === 'timers')).toMatchObject({ waiting: 1, failed: 0 });
  });
});

describe('import applications', () => {
  const header = '项目,身份证号,姓名,村代码,self residence-kind\r\n';
  it('lets the good rows in and gives the bad ones back with the reason; the corrected file changes nothing twice', async () => {
    const good = 'rural-reward,990000194706150017,阿·𠮷,990101100001,rural\r\n';
    const path = at.file('list.csv', `${header}${good}rural-reward,990000194706150018,乙,990101100001,rural\r\n`);
    const rejectedFile = `${at.folder}/bad.csv`;
    expect(await at.json(1, 'import', 'applications', path, '--as', 'clerk', '--rejected', rejectedFile)).toMatchObject({ rows: 2, accepted: 1, rejected: 1, rejectedFile });
    expect(readFileSync(rejectedFile, 'utf8').split('\r\n')[1]).toMatch(/990000194706150018.*乙.*expected/);
    const again = at.file('again.csv', `${header}${good}`);
    expect(await at.json(0, 'import', 'applications', again, '--as', 'clerk')).toMatchObject({ accepted: 0, unchanged: 1, rejectedFile: null });
  });
});
