import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Actor, Role } from '@zhibu/kernel';
import { CommandContext } from '@zhibu/application';
import { DemoPerson, demoCounty, demoPlan, scaledNumbers } from '@zhibu/demo';
import { Runtime, createRuntime } from '@zhibu/runtime';
import { TestDatabase, createTestDatabase } from '../support/database';
import { must, value } from '../simulation/county';
import { takeOver } from '../support/take-over';

const officer = (userId: string, role: Role): Actor => ({ userId, kind: 'officer', roles: [{ role, areaCode: demoCounty }] });
const preparer = officer('preparer', 'finance-preparer');
const year = new Date().getUTCFullYear();

/** Real clock, real queues: what nobody asks for in person has to happen by itself. */
describe('the runtime on PostgreSQL', () => {
  let database: TestDatabase;
  let runtime: Runtime;
  let folder: string;
  const errors: string[] = [];

  beforeAll(async () => {
    database = await createTestDatabase(4);
    folder = await mkdtemp(join(tmpdir(), 'zhibu-runtime-'));
    runtime = await createRuntime({
      databaseUrl: database.url,
      policiesFolder: resolve(__dirname, '../../policies'),
      dataFolder: folder,
      secrets: { pseudonymKey: Buffer.alloc(32, 1), masterKey: Buffer.alloc(32, 2) },
      chunkSize: 10,
      onError: (where, error) => errors.push(`${where}: ${String(error)}`),
    });
    await runtime.migrate();
    await runtime.start({ projections: true, workers: true });
  }, 60_000);
  afterAll(async () => {
    await runtime.stop();
    await database.drop();
    await rm(folder, { recursive: true });
  });

  const as = (actor: Actor, key: string): CommandContext => ({ clock: runtime.clock, actor, commandKey: key, correlationId: key, causationId: key });
  const until = async <T>(what: string, look: () => Promise<T | null>): Promise<T> => {
    for (let tries = 0; tries < 300; tries += 1) {
      const found = await look();
      if (found !== null) return found;
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`expected ${what} within 15 s; errors: ${errors.join('; ')}`);
  };

  it('checks an application by a worker', async () => {
    const person = demoPlan(scaledNumbers(100), 3).find((each) => each.scheme === 'rural-reward' && each.story.endsWith('confirmed')) as DemoPerson;
    const { applicationId } = value(
      await runtime.services.applications.submitForm(as(officer('caseworker', 'caseworker'), 'submit'), {
        person: person.form,
        application: { scheme: person.scheme, branch: person.branch, channel: 'window', evidence: [] },
      }),
    );
    const types = async (): Promise<readonly string[]> => {
      const found: string[] = [];
      for await (const event of runtime.eventStore.readStream(`application-${applicationId}`)) found.push(event.type);
      return found;
    };
    const checked = await until('the automatic check', async () => ((await types()).includes('EligibilityChecked') ? types() : null));
    expect(checked).toEqual(['ApplicationSubmitted', 'EligibilityChecked', 'StageEntered']);
  });

  it('builds a batch by jobs, reserves its funds and writes its file', async () => {
    const { people, payments, funds } = runtime.services;
    const carried = demoPlan(scaledNumbers(100), 7).filter((person) => person.scheme === 'rural-reward' && person.story === 'carried-over').slice(0, 25);
    const keys: string[] = [];
    for (const [index, person] of carried.entries()) keys.push(value(await people.register(as(officer('caseworker', 'caseworker'), `register-${index}`), person.form)).personKey);
    const rows = keys.map((personKey) => ({ personKey, branch: null, paidThrough: `${year - 1}-12` }));
    await takeOver({ services: runtime.services, automation: runtime.automation, as }, { scheme: 'rural-reward', areaCode: demoCounty, title: '名册' }, rows, 'carry');
    expect(await runtime.caughtUp(20_000)).toBe(true);
    const { batchId } = value(await payments.open(as(preparer, 'open'), { scheme: 'rural-reward', areaCode: demoCounty, period: String(year) }));
    const frozen = await until('every chunk', async () => {
      const outcome = await payments.freeze(as(preparer, 'freeze'), { batchId });
      return outcome.ok ? outcome : null;
    });
    const [event] = frozen.events;
    if (event?.type !== 'BatchFrozen') throw new Error('expected a frozen batch');
    expect(event.data.lines).toBe(25);
    for (const { level, amountFen } of event.data.byLevel) {
      must(await funds.recordReceipt(as(preparer, `receipt-${level}`), { scheme: 'rural-reward', areaCode: demoCounty, year, receiptNo: level, level, amountFen, receivedOn: `${year}-01-04`, document: '文号' }));
    }
    must(await payments.submit(as(preparer, 'submit'), { batchId }));
    must(await payments.approve(as(officer('approver', 'finance-approver'), 'approve'), { batchId, listHash: event.data.listHash }));
    await until('the file', async () => {
      const sent = await payments.send(as(preparer, 'send'), { batchId, fileNo: 1, bankReference: 'b' });
      return sent.ok ? sent : null;
    });
  }, 60_000);

  it('finds rebuilt read models equal to the live ones and every decision the same', async () => {
    const report = await runtime.services.verify.verify();
    expect(report).toMatchObject({ differences: 0, erased: 0, amountsExecuted: 25 });
    expect(report.readModels.filter((model) => model.differences > 0)).toEqual([]);
    expect(report.readModels.length).toBeGreaterThan(5);
    expect(errors).toEqual([]);
  }, 60_000);
});
