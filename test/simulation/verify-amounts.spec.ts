import { Actor, instantOf, uuidFrom } from '@zhibu/kernel';
import { createServices, loadStream } from '@zhibu/application';
import { ZhibuEvent, entitlementIdOf, entitlementStream, ledgerStream, payeeLedgerDecider } from '@zhibu/domain';
import { StoredEvent } from '@zhibu/event-store';
import { DemoPerson, demoCounty, demoPlan, scaledNumbers } from '@zhibu/demo';
import { loadRules } from '@zhibu/runtime';
import { PolicySet } from '@zhibu/policy';
import { shippedFiles } from '../support/shipped-policies';
import { alteringStore } from './altering-store';
import { County, must, officers, value } from './county';

const special = 'special-hardship';
const planned = (): DemoPerson => {
  const found = demoPlan(scaledNumbers(10), 7).find((person) => person.scheme === special && person.branch === 'child-disabled' && person.story === 'carried-over');
  if (found === undefined) throw new Error('expected somebody of the disability branch in the demo plan');
  return found;
};

type Alter = (event: StoredEvent) => StoredEvent;
type Data = Readonly<Record<string, unknown>>;
const unaltered: Alter = (event) => event;
/** Changes the content of one type of event, as somebody with the database's password could. */
const of = (type: ZhibuEvent['type'], change: (data: Data) => Data): Alter => (event) => (event.type === type ? { ...event, data: change(event.data as Data) } : event);
/** As the first version of the product stored it. */
const firstVersion = of('DuesClaimed', ({ basis: _b, claimedOn: _c, $evidence: _e, ...data }) => data);

interface Right {
  readonly scheme: string;
  readonly branch: string | null;
}

/** One person with rights from 2016-01, paid for the first quarter under special relief; read back as `alter` has it. */
const paidPerson = async (...rights: readonly Right[]) => {
  let alter: Alter = unaltered;
  const county = new County({ people: 0, chunkSize: 4, wrapStore: (store) => alteringStore(store, (event) => alter(event)) });
  const { people, payments } = county.runtime.services;
  const { form } = planned();
  const { personKey } = value(await people.register(county.as(officers.caseworker, 'register'), form));
  const write = async (entitlementId: string, event: ZhibuEvent): Promise<void> => {
    const { store, codec } = county.runtime.deps;
    const appended = await store.append({
      stream: entitlementStream(entitlementId), expectedVersion: 'any', events: await codec.seal([event]), command: { key: uuidFrom(JSON.stringify(event)), contentHash: 'c' },
      recordedAt: county.clock.now(), simulated: true, actor: officers.county, causationId: 'c', correlationId: 'c',
    });
    if (appended.kind !== 'appended') throw new Error(appended.kind);
  };
  for (const { scheme, branch } of rights) {
    const entitlementId = entitlementIdOf(scheme, personKey);
    const rateFacts = { 'residence-kind': 'rural' };
    await write(entitlementId, { type: 'EntitlementGranted', data: { entitlementId, personKey, scheme, branch, areaCode: form.areaCode, startMonth: '2016-01', confirmedBy: ['county'], rateFacts, applicationId: `${entitlementId}.1`, grantedOn: '2016-01-04' } });
  }
  const list = async (scheme: string, period: string): Promise<void> => {
    const { batchId } = value(await payments.open(county.as(officers.preparer, `open-${scheme}`), { scheme, areaCode: demoCounty, period }));
    must(await payments.buildAll(county.as(officers.preparer, `build-${scheme}`), { batchId }));
  };
  await list(special, '2016-03');
  const entitlementId = entitlementIdOf(special, personKey);
  return {
    county, personKey, list,
    branchChangedBack: async (): Promise<void> => {
      county.clock.advanceTo(instantOf('2016-05-10', 9));
      await write(entitlementId, { type: 'EntitlementBranchChanged', data: { entitlementId, personKey, fromBranch: 'child-disabled', toBranch: 'child-died', fromMonth: '2016-02', reason: '子女死亡' } });
    },
    /** The same asked for one person, in words. */
    executions: async (altered: Alter) => {
      alter = altered;
      const inspector: Actor = { userId: 'inspector', kind: 'officer', roles: [{ role: 'inspector', areaCode: demoCounty }] };
      const executed = value(await createServices(county.runtime.deps).replay.executions(county.as(inspector, 'look'), { subject: { personKey }, reason: '信访复核' }));
      return executed.filter(({ kind }) => kind === 'amount');
    },
    verify: (policies: PolicySet = county.runtime.deps.policies, altered: Alter = unaltered) => {
      alter = altered;
      return createServices({ ...county.runtime.deps, policies }).verify.verify();
    },
  };
};

const disabled: Right = { scheme: special, branch: 'child-disabled' };

/** The shipped policies with one text changed in one file. */
const changedRules = (path: string, from: string, to: string): PolicySet => {
  const files = shippedFiles().map((file) => (file.path === path ? { ...file, text: file.text.replace(from, to) } : file));
  if (!files.some((file, index) => file.text !== shippedFiles()[index]?.text)) throw new Error(`expected "${from}" in ${path}`);
  return loadRules(files).policies;
};

describe('amounts executed again from their own stream', () => {
  it('are not judged by a branch that was changed back in time after they were claimed', async () => {
    const { branchChangedBack, verify, county, personKey } = await paidPerson(disabled);
    const { events } = await loadStream(county.runtime.deps, payeeLedgerDecider, ledgerStream(personKey));
    expect(events).toMatchObject([{ type: 'DuesClaimed', data: { claimedOn: '2016-01-04', basis: [{ fromMonth: '2016-01', toMonth: '2016-03', branch: 'child-disabled' }] } }]);
    await branchChangedBack();
    expect(await verify()).toMatchObject({ differences: 0, rulesGone: 0, amountsExecuted: 1, sample: [] });
  });

  it('of the first version are judged by the right as it stood when they were claimed', async () => {
    const { branchChangedBack, verify } = await paidPerson(disabled);
    await branchChangedBack();
    expect(await verify(undefined, firstVersion)).toMatchObject({ differences: 0, amountsExecuted: 1 });
  });

  it('differ when the amount or what it follows from was changed in the log', async () => {
    const { verify } = await paidPerson(disabled);
    const sum = await verify(undefined, of('DuesClaimed', (data) => ({ ...data, amountFen: 81_001 })));
    expect(sum).toMatchObject({ differences: 1, rulesGone: 0, sample: [{ kind: 'amount', version: 1 }] });
    const basis = await verify(undefined, of('DuesClaimed', (data) => ({ ...data, basis: (data['basis'] as Data[]).map((run) => ({ ...run, toMonth: '2016-02' })) })));
    expect(basis.differences + basis.rulesGone).toBe(1);
    expect(await verify(undefined, (event) => of('DuesClaimed', (data) => ({ ...data, amountFen: 81_001 }))(firstVersion(event)))).toMatchObject({ differences: 1 });
  });

  it('say for one person which month differs, and by how much', async () => {
    const { executions } = await paidPerson(disabled);
    const months = (data: Data): Data => ({ ...data, months: (data['months'] as Data[]).map((due, index) => (index === 1 ? { ...due, amountFen: 27_001 } : due)) });
    expect(await executions(of('DuesClaimed', months))).toMatchObject([
      { outcome: 'differs', finding: { en: expect.stringContaining('differs') as string }, differences: [{ item: { zh: '2016-02' }, stored: { zh: '270.01 元' }, again: { zh: '270.00 元' } }] },
    ]);
  });

  it('are the same under a rate that begins later, and are told apart from rates that were changed', async () => {
    const { verify } = await paidPerson(disabled);
    const [path, row] = ['national/special-hardship.yaml', 'branch: child-disabled, from: 2016-01-01, to: 2017-12-31, per: month, yuan: "270.00"'];
    const later = changedRules(path, row, row.replace('2017-12-31', '2016-05-31') + ', source: 财社〔2016〕16号, confidence: low }\n          - { branch: child-disabled, from: 2016-06-01, to: 2017-12-31, per: month, yuan: "999.00"');
    expect(await verify(later)).toMatchObject({ differences: 0, rulesGone: 0 });
    const changed = await verify(changedRules(path, row, row.replace('270.00', '271.00')));
    expect(changed).toMatchObject({ differences: 0, rulesGone: 1, sample: [], rulesGoneSample: [{ kind: 'amount', what: { en: expect.stringContaining('not on this machine') as string } }] });
    expect(changed.kinds).toContainEqual({ kind: 'amount', executed: 1, differences: 0, rulesGone: 1, erased: 0 });
  });

  it('cannot be executed once the facts they rest on were erased, which is told apart', async () => {
    const { verify } = await paidPerson(disabled);
    // With the key gone, what was sealed under it reads as nothing.
    const report = await verify(undefined, of('DuesClaimed', ({ $evidence: _, ...data }) => data));
    expect(report).toMatchObject({ differences: 0, rulesGone: 0, erased: 1 });
    expect(report.kinds).toContainEqual({ kind: 'amount', executed: 0, differences: 0, rulesGone: 0, erased: 1 });
  });

  it('include what was left to the higher of two schemes', async () => {
    const { list, verify, branchChangedBack } = await paidPerson(disabled, { scheme: 'rural-reward', branch: null });
    await list('rural-reward', '2016');
    await branchChangedBack();
    expect(await verify()).toMatchObject({ differences: 0, kinds: expect.arrayContaining([{ kind: 'suppression', executed: 1, differences: 0, rulesGone: 0, erased: 0 }]) as unknown });
    expect(await verify(undefined, of('DuesSuppressed', (data) => ({ ...data, higherAmountFen: Number(data['higherAmountFen']) + 1 })))).toMatchObject({ differences: 1, sample: [{ kind: 'suppression' }] });
  });
});
