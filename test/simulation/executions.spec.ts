import { Actor, Role } from '@zhibu/kernel';
import { Execution, createServices } from '@zhibu/application';
import { ZhibuEvent } from '@zhibu/domain';
import { StoredEvent } from '@zhibu/event-store';
import { demoCounty } from '@zhibu/demo';
import { RuleDecision } from '@zhibu/policy';
import { loadRules } from '@zhibu/runtime';
import { shippedFiles } from '../support/shipped-policies';
import { alteringStore } from './altering-store';
import { County, must, officers, scheme, value } from './county';

type Alter = (event: StoredEvent) => StoredEvent;
const unaltered: Alter = (event) => event;
/** Changes the content of one type of event, as somebody with the database's password could. */
const of = (type: ZhibuEvent['type'], change: (data: Readonly<Record<string, unknown>>) => object): Alter => (event) => (event.type === type ? { ...event, data: change(event.data as Readonly<Record<string, unknown>>) } : event);

const officer = (userId: string, role: Role): Actor => ({ userId, kind: 'officer', roles: [{ role, areaCode: demoCounty }] });
const villager = officer('village', 'village-reviewer');
const inspector = officer('inspector', 'inspector');
const reviewers = ['张建国', '李秀英', '王福生', '陈桂兰', '刘永强'];

/** One person who applied and was passed by the village, read back as `alter` has it. */
const applicant = async () => {
  let alter: Alter = unaltered;
  const county = new County({ people: 1, chunkSize: 10, wrapStore: (store) => alteringStore(store, (event) => alter(event)) });
  const { applications } = county.runtime.services;
  const form = county.people[0]?.form;
  if (form === undefined) throw new Error('expected a person');
  const { applicationId } = value(await applications.submitForm(county.as(officers.caseworker, 'submit'), { person: form, application: { scheme, branch: null, channel: 'window', evidence: [] } }));
  must(await applications.checkEligibility(county.as(county.runtime.automation, 'check'), { applicationId }));
  must(await applications.decide(county.as(villager, 'village'), { applicationId, stage: 'village-review', outcome: 'approved', reasons: [], note: '评议通过', reviewers }));
  let looks = 0;
  const executed = async (altered: Alter = unaltered): Promise<readonly Execution[]> => {
    alter = altered;
    looks += 1;
    const found = value(await createServices(county.runtime.deps).replay.executions(county.as(inspector, `look-${looks}`), { subject: { applicationId }, reason: '信访复核' }));
    alter = unaltered;
    return found;
  };
  return { county, applicationId, executed };
};

/** The decision is sealed under the person's key: what a reader opens is changed where it is opened. */
const openedOtherwise = (county: County, change: (decision: RuleDecision) => RuleDecision) => {
  const { deps } = county.runtime;
  const { codec } = deps;
  return createServices({
    ...deps,
    codec: {
      ...codec,
      seal: (events) => codec.seal(events),
      open: async (events, options) => (await codec.open(events, options)).map((event) => (event.type !== 'EligibilityChecked' || (event.data as { readonly decision: unknown }).decision === null ? event : { ...event, data: { ...(event.data as object), decision: change((event.data as { readonly decision: RuleDecision }).decision) } })),
    },
  });
};

describe('a decision of one person executed again', () => {
  it('is the same for a check of conditions and for what officers decided, and the look is on record', async () => {
    const { county, executed } = await applicant();
    const executions = await executed();
    expect(executions.map(({ kind, outcome, differences }) => [kind, outcome, differences])).toEqual([['eligibility', 'same', []], ['review', 'same', []]]);
    expect(executions.map(({ what }) => what.zh)).toEqual([expect.stringContaining('符合'), expect.stringContaining('通过')]);
    const looks: unknown[] = [];
    for await (const event of county.runtime.deps.store.readStream(`access-${county.personKey(0)}`)) looks.push(event.data);
    expect(looks).toMatchObject([{ what: 'history', viewedBy: 'inspector', reason: '信访复核' }]);
  });

  it('needs a reason', async () => {
    const { county, applicationId } = await applicant();
    expect(await county.runtime.services.replay.executions(county.as(inspector, 'no-reason'), { subject: { applicationId }, reason: ' ' })).toMatchObject({ ok: false });
  });

  it('tells what differs where a decision of officers was changed in the log', async () => {
    const { executed } = await applicant();
    const [, other] = await executed(of('StageDecided', (data) => ({ ...data, decidedBy: 'somebody-else' })));
    expect(other).toMatchObject({ kind: 'review', outcome: 'differs', differences: [{ item: { en: 'Decided by' }, stored: { en: 'somebody-else' }, again: { en: 'village' } }] });
    const [, refused] = await executed(of('StageDecided', (data) => ({ ...data, outcome: 'refused', reasons: ['no-such-reason'] })));
    expect(refused).toMatchObject({ outcome: 'differs', finding: { zh: '重新执行时被拒绝' } });
    const [, gone] = await executed(of('ApplicationSubmitted', (data) => ({ ...data, procedure: { id: scheme, version: 99 } })));
    expect(gone).toMatchObject({ outcome: 'rules-gone' });
  });

  it('tells which condition comes out otherwise', async () => {
    const { county, applicationId } = await applicant();
    const services = openedOtherwise(county, (decision) => ({ ...decision, facts: decision.facts.map((fact) => (fact.fact === 'residence-kind' ? { ...fact, value: 'urban' } : fact)) }));
    const [check] = value(await services.replay.executions(county.as(inspector, 'look-otherwise'), { subject: { applicationId }, reason: '信访复核' }));
    expect(check).toMatchObject({ kind: 'eligibility', outcome: 'differs' });
    expect(check?.differences.map(({ item, stored, again }) => [item.zh, stored.zh, again.zh])).toContainEqual(['结论', '符合', '不符合']);
    expect(check?.differences.length).toBe(2);
  });

  it('tells month by month and layer by layer what a rate that was raised since makes of an amount', async () => {
    const county = new County({ people: 1, chunkSize: 10 });
    await county.settleIn();
    await county.payOut('2016');
    const raised = shippedFiles().map((file) => ({ ...file, text: file.path.endsWith('990101-demo-county.yaml') ? file.text.replace('yuan: "140.00"', 'yuan: "152.00"') : file.text }));
    const { policies } = loadRules(raised);
    const subject = { personKey: county.personKey(0) };
    const executions = value(await createServices({ ...county.runtime.deps, policies }).replay.executions(county.as(inspector, 'after the raise'), { subject, reason: '信访复核' }));
    const [amount] = executions.filter(({ outcome }) => outcome !== 'same');
    // The rates of then are not on this machine any more: that is said, and what today's make of it.
    expect(amount).toMatchObject({ kind: 'amount', outcome: 'rules-gone' });
    const told = amount?.differences.map(({ item, stored, again }) => [item.zh, stored.zh, again.zh]) ?? [];
    expect(told).toContainEqual(['金额', '1100.00 元', '1112.00 元']);
    expect(told.filter(([item]) => item?.startsWith('金额构成'))).toEqual([['金额构成：地方提标', expect.stringMatching(/^140\.00 元，2016-01 至 2016-12.*县级 105\.00）$/), expect.stringMatching(/^152\.00 元.*县级 114\.00）$/)]]);
    expect(told.filter(([item]) => /^2016-\d\d$/.test(item ?? '')).length).toBeGreaterThan(0);
    expect(JSON.stringify(amount?.differences)).not.toContain('layerId');
    expect(value(await county.runtime.services.replay.executions(county.as(inspector, 'by the rates of then'), { subject, reason: '信访复核' })).filter(({ outcome }) => outcome !== 'same')).toEqual([]);
  });
});
