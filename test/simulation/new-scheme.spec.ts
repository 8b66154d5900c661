import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Actor, Role, addDays, instantOf, unwrap } from '@zhibu/kernel';
import { CommandContext, loadStream } from '@zhibu/application';
import { applicationDecider, applicationStream, batchStream, entitlementDecider, entitlementIdOf, entitlementStream, ledgerStream, payeeLedgerDecider, paymentBatchDecider } from '@zhibu/domain';
import { DemoPerson, demoCounty, demoPlan, scaledNumbers } from '@zhibu/demo';
import { readPolicyFiles, simulatedClock } from '@zhibu/platform';
import { createMemoryProjection, createProjections } from '@zhibu/projections';
import { Rules, createMemoryRuntime, loadRules } from '@zhibu/runtime';
import { must, value } from './county';

const root = resolve(__dirname, '../..');
const scheme = 'two-daughter-aid';
const firstVillage = '990101100001';
const officer = (userId: string, role: Role): Actor => ({ userId, kind: 'officer', roles: [{ role, areaCode: demoCounty }] });
const desk = officer('desk', 'caseworker');
const village = officer('village', 'village-reviewer');
const chief = officer('chief', 'county-reviewer');
const preparer = officer('preparer', 'finance-preparer');
const approver = officer('approver', 'finance-approver');

/** The shipped folder with the files of the guide's scheme copied into it: nothing else is changed. */
const rulesWithNewScheme = async (): Promise<Rules> => {
  const folder = await mkdtemp(join(tmpdir(), 'zhibu-policies-'));
  await cp(join(root, 'policies'), folder, { recursive: true });
  await cp(join(root, 'docs/guides', scheme), folder, { recursive: true });
  const rules = loadRules(await readPolicyFiles(folder));
  await rm(folder, { recursive: true });
  return rules;
};

/** A rural person with so many daughters, moved to the first village of the county. */
const withDaughters = (daughters: number): DemoPerson['form'] => {
  const found = demoPlan(scaledNumbers(20), 7).find(({ scheme: of, form }) => {
    const sexes = (form.facts ?? []).filter(({ fact }) => fact.fact === 'sex' && fact.of.startsWith('child')).map(({ fact }) => fact.value);
    return of === 'rural-reward' && sexes.length === daughters && sexes.every((sex) => sex === 'F');
  });
  if (found === undefined) throw new Error(`expected somebody with ${daughters} daughters`);
  return { ...found.form, areaCode: firstVillage };
};

const county = async () => {
  const clock = simulatedClock(instantOf('2016-01-11', 9));
  const runtime = createMemoryRuntime({ clock, rules: await rulesWithNewScheme(), chunkSize: 10 });
  const as = (actor: Actor, key: string): CommandContext => ({ clock, actor, commandKey: key, correlationId: key, causationId: key });
  const apply = async (form: DemoPerson['form'], key: string) =>
    value(await runtime.services.applications.submitForm(as(desk, key), { person: form, application: { scheme, branch: null, channel: 'window', evidence: [] } }));
  const caseOf = async (applicationId: string) => (await loadStream(runtime.deps, applicationDecider, applicationStream(applicationId))).state;
  return { clock, runtime, as, apply, caseOf };
};

describe('a new scheme is YAML', () => {
  it('is listed, explained and priced layer by layer like any other', async () => {
    const { policies } = await rulesWithNewScheme();
    expect(policies.schemes.map(({ id }) => id).sort()).toEqual(['only-child-bonus', 'rural-reward', 'special-hardship', scheme].sort());
    const year = (areaCode: string) => unwrap(policies.amount({ scheme, branch: null, areaCode, from: '2016-01', to: '2016-12' }));
    expect([year('990101101001').totalFen, year(firstVillage).totalFen]).toEqual([30_000, 35_000]);
    expect(year(firstVillage).components.map(({ layerId, funders }) => [layerId, funders])).toEqual([
      ['county-aid', [{ level: 'city', amountFen: 12_000 }, { level: 'county', amountFen: 18_000 }]],
      ['township-aid', [{ level: 'county', amountFen: 5_000 }]],
    ]);
    expect(policies.amount({ scheme, branch: null, areaCode: '990201000000', from: '2016-01', to: '2016-01' })).toMatchObject({ ok: false, rejection: { code: 'policy.no-rate' } });
  });

  it('goes from the application over reviews and notice to a paid batch, and verifies', async () => {
    const { clock, runtime, as, apply, caseOf } = await county();
    const { applications, payments, funds, verify } = runtime.services;
    const { applicationId, personKey } = await apply(withDaughters(2), 'apply');
    const other = await apply(withDaughters(1), 'apply-one-daughter');
    await runtime.settle();
    expect([(await caseOf(applicationId)).stage, (await caseOf(other.applicationId)).status]).toEqual(['village-review', 'refused']);
    const approve = (by: Actor, stage: string, reviewers: readonly string[]) => applications.decide(as(by, stage), { applicationId, stage, outcome: 'approved', reasons: [], note: '', reviewers });
    must(await approve(village, 'village-review', ['甲', '乙', '丙', '丁', '戊']));
    must(await approve(chief, 'county-confirmation', []));
    clock.advanceTo(instantOf(addDays((await caseOf(applicationId)).notice?.lastDay ?? '', 1), 9));
    await runtime.settle();
    const right = await loadStream(runtime.deps, entitlementDecider, entitlementStream(entitlementIdOf(scheme, personKey)));
    expect(right.state).toMatchObject({ status: 'active', startMonth: '2016-01', areaCode: firstVillage });

    clock.advanceTo(instantOf('2016-03-15', 9));
    const { batchId } = value(await payments.open(as(preparer, 'open'), { scheme, areaCode: demoCounty, period: '2016-Q1' }));
    await runtime.settle();
    must(await payments.freeze(as(preparer, 'freeze'), { batchId }));
    const batch = async () => (await loadStream(runtime.deps, paymentBatchDecider, batchStream(batchId))).state;
    // A quarter of 300.00, and 5.00 of the township for March.
    expect(await batch()).toMatchObject({ lines: 1, totalFen: 8_000 });
    const { byLevel, listHash } = await batch();
    for (const { level, amountFen } of byLevel) must(await funds.recordReceipt(as(preparer, `receipt-${level}`), { scheme, areaCode: demoCounty, year: 2016, receiptNo: level, level, amountFen, receivedOn: '2016-03-01', document: '示例县财社〔2016〕9号' }));
    must(await payments.submit(as(preparer, 'submit'), { batchId }));
    must(await payments.approve(as(approver, 'approve'), { batchId, listHash: listHash ?? '' }));
    await runtime.settle();
    expect((await batch()).status).toBe('filed');
    expect((await loadStream(runtime.deps, payeeLedgerDecider, ledgerStream(personKey))).state.claims).toMatchObject([{ scheme, months: ['2016-01', '2016-02', '2016-03'], amountFen: 8_000 }]);
    expect(await verify.verify()).toMatchObject({ differences: 0, rulesGone: 0, amountsExecuted: 1, decisionsExecuted: 2 });
  });

  it('is counted by the read models', async () => {
    const { runtime, apply } = await county();
    await apply(withDaughters(2), 'apply');
    await runtime.settle();
    const stored = [];
    for await (const event of runtime.eventStore.readAll()) stored.push(event);
    const opened = await runtime.codec.open(stored);
    const { procedures } = runtime.deps;
    const rows: unknown[] = [];
    for (const projection of createProjections(({ id, version }) => procedures.find(id, version) ?? null)) {
      const memory = createMemoryProjection(projection);
      await memory.apply(opened as unknown as Parameters<typeof memory.apply>[0]);
      for (const table of projection.tables) rows.push(...memory.rows(table));
    }
    expect(rows).toContainEqual(expect.objectContaining({ scheme, status: 'in-review', stage: 'village-review' }));
  });
});
