import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { Pool } from 'pg';
import { DemoPerson, demoPlan, scaledNumbers } from '@zhibu/demo';
import { createLogger } from '@zhibu/platform';
import { createProjections } from '@zhibu/projections';
import { dumpError, findPlaintext } from '../support/find-plaintext';
import { MiniCounty } from '../support/mini-county';
import { MiniRuntime, startMiniRuntime } from '../support/mini-runtime';

const sqlName = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
/** Columns that a read model declares as protected by the person's key, by table. */
const declared = new Map(createProjections(() => null).flatMap(({ tables }) => tables).map((table) => [sqlName(table.name), Object.entries(table.columns).filter(([, column]) => column.personal).map(([name]) => sqlName(name))]));

/** Every row of every table, without the declared columns of the read models; personal ones must be found nowhere else. */
const dump = async (pool: Pool, schema: string | null = null): Promise<string> => {
  const { rows: tables } = await pool.query<{ schema: string; name: string }>(
    `select schemaname as schema, tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema') and ($1::text is null or schemaname = $1) order by 1, 2`,
    [schema],
  );
  const parts: string[] = [];
  for (const { schema: own, name } of tables) {
    const left = own === 'read_models' ? (declared.get(name.replace(/_v\d+_g\d+$/, '')) ?? []) : [];
    const { rows } = await pool.query<{ row: string }>(`select (to_jsonb(t) - $1::text[])::text as row from "${own}"."${name}" t`, [left]).catch(() => ({ rows: [] }));
    parts.push(`-- ${own}.${name}`, ...rows.map(({ row }) => row));
  }
  return parts.join('\n');
};

const plant = (person: DemoPerson, index: number): DemoPerson => {
  const name = `欧阳·𠮷祥植入${index}`;
  const form = { ...person.form, name, phone: `1390000${String(9_000 + index)}`, address: `示例镇柳树村植入组${index}号` };
  return { ...person, form: { ...form, ...(person.form.account === undefined ? {} : { account: { ...person.form.account, holderName: name } }) }, newAccount: { ...person.newAccount, holderName: name } };
};

const plantedOf = (people: readonly DemoPerson[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    people.flatMap(({ form, newAccount }, index) => [
      [`name ${index}`, form.name], [`number ${index}`, form.idNumber], [`phone ${index}`, form.phone ?? ''], [`address ${index}`, form.address ?? ''],
      [`account ${index}`, form.account?.accountNumber ?? ''], [`new account ${index}`, newAccount.accountNumber],
    ]),
  );

/** What the officers of the county write about people on the way: a visit, an appeal, a reissue, a source. */
const typedByOfficers = { visit: '已入户', appeal: '申诉成立', reissue: '账户已更正', source: '补充声明' } as const;

describe('planted people of a whole county', () => {
  let mini: MiniRuntime;
  let county: MiniCounty;
  let planted: Readonly<Record<string, string>>;
  const lines: string[] = [];
  const jobs: string[] = [];

  beforeAll(async () => {
    mini = await startMiniRuntime();
    county = new MiniCounty(mini.runtime, mini.clock, mini.dataFolder, demoPlan(scaledNumbers(75), 7).map(plant));
    planted = { ...typedByOfficers, ...plantedOf([...county.carriedOver.slice(0, 4), ...county.carriedOver.slice(-2), ...county.applicants.slice(0, 4)]) };
    const destination = new PassThrough();
    destination.on('data', (chunk: Buffer) => lines.push(chunk.toString('utf8')));
    const logger = createLogger('worker', 'trace', destination);
    let running = true;
    let [cutAt, turnsBetweenCuts] = [19, 20];
    // Jobs are gone once they are done, so they are looked at while they wait.
    const watching = (async () => {
      for (let turn = 0; running; turn += 1) {
        jobs.push(await dump(mini.database.pool, 'bullmq'));
        // Now and then everything is cut, so that there is trouble to be logged.
        if (turn >= cutAt) {
          cutAt = turn + turnsBetweenCuts;
          await mini.database.pool.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name <> $1', ['desk']).catch(() => undefined);
        }
        await wait(100);
      }
    })().catch(() => undefined);
    for (let tries = 0; ; tries += 1) {
      // Every command has its key, so a cut connection is answered by doing it again.
      const failed = await county.liveThroughYear().then(() => null, (error: unknown) => error);
      if (failed === null) break;
      if (tries === 20) throw failed;
      lines.push(dumpError(failed));
      // A slow machine needs longer for the longest step, or it would be cut in it for ever.
      turnsBetweenCuts = Math.min(turnsBetweenCuts * 1.5, 200);
    }
    running = false;
    await watching;
    for (const error of mini.errors) logger.warn({ error: new Error(error) }, error);
  }, 180_000);
  afterAll(() => mini.end());

  it('are in the read model that searches by name, in the declared columns', async () => {
    const { rows } = await mini.database.pool.query<{ name: string }>('select name from read_models.people');
    expect(rows.map(({ name }) => name)).toContain(county.carriedOver[0]?.form.name);
  });

  it('are in no other column of any table, events, keys, queues and checkpoints included', async () => {
    const everything = await dump(mini.database.pool);
    for (const table of ['events.events', 'bullmq.job', 'runtime.checkpoints', 'read_models.payment_lines', 'read_models.outstanding_work']) expect(everything).toContain(`-- ${table}`);
    expect(everything.length).toBeGreaterThan(500_000);
    expect(findPlaintext(everything, planted)).toEqual([]);
  });

  it('are in no job while it waits, and in no dead letter', () => {
    const seen = jobs.join('\n');
    expect(seen).toContain('build-chunks');
    expect(findPlaintext(seen, planted)).toEqual([]);
  });

  it('are in no log line and in no error', () => {
    expect(mini.errors.length).toBeGreaterThan(0);
    expect(findPlaintext(lines.join('\n'), planted)).toEqual([]);
  });

  it('are in no refusal', async () => {
    const { people, applications } = mini.runtime.services;
    const desk = (key: string) => county.as({ userId: 'desk', kind: 'officer', roles: [{ role: 'caseworker', areaCode: '990101000000' }] }, key);
    const [first, second] = county.carriedOver;
    if (first === undefined || second === undefined) throw new Error('expected two people');
    const application = { scheme: first.scheme, branch: first.branch, channel: 'window', evidence: [] } as const;
    const answers = [
      await people.register(desk('again'), first.form),
      await people.register(desk('elsewhere'), { ...first.form, areaCode: '123456789012' }),
      await applications.submitForm(desk('entitled'), { person: second.form, application }),
      await people.recordAccount(desk('account'), { personKey: county.keyOf(first), ...first.newAccount, validFrom: '2016-02-30' }),
      await people.recordAccount(desk('holder'), { personKey: county.keyOf(second), ...first.newAccount, validFrom: '2016-02-01' }),
    ];
    expect(answers.filter(({ ok }) => !ok).length).toBeGreaterThanOrEqual(3);
    expect(findPlaintext(JSON.stringify(answers.filter(({ ok }) => !ok)), planted)).toEqual([]);
  });

  it('are in the bank files, which only their owner can read', () => {
    const folder = join(mini.dataFolder, 'files');
    const files = readdirSync(folder).filter((name) => name.endsWith('.txt'));
    expect(files).toHaveLength(4);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    const content = files.map((name) => readFileSync(join(folder, name), 'latin1')).join('');
    expect(content).toContain(county.carriedOver[3]?.form.idNumber);
  });
});
