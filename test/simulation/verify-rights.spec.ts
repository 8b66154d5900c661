import { unwrap } from '@zhibu/kernel';
import { createServices, execute, loadStream } from '@zhibu/application';
import { entitlementDecider, entitlementIdOf, entitlementStream, factSheetOf, personDecider, personStream } from '@zhibu/domain';
import { StoredEvent } from '@zhibu/event-store';
import { loadRules } from '@zhibu/runtime';
import { shippedFiles } from '../support/shipped-policies';
import { alteringStore } from './altering-store';
import { County, must, officers, scheme } from './county';

type Data = Readonly<Record<string, unknown>>;

/** Somebody granted in January 2016 whose right ended in May; read back as somebody changed it. */
const endedRight = async () => {
  let alter = (event: StoredEvent): StoredEvent => event;
  const county = new County({ people: 1, chunkSize: 4, wrapStore: (store) => alteringStore(store, (event) => alter(event)) });
  const { deps, services, automation } = county.runtime;
  must(await services.people.register(county.as(officers.caseworker, 'register'), (county.people[0] as (typeof county.people)[number]).form));
  const personKey = county.personKey(0);
  const { state } = await loadStream(deps, personDecider, personStream(personKey));
  const [entitlementId, areaCode, facts] = [entitlementIdOf(scheme, personKey), state.areaCode, factSheetOf(state)];
  const start = unwrap(deps.policies.startMonth({ scheme, branch: null, areaCode, facts, appliedOn: '2016-01-04', confirmedOn: '2016-01-04' }));
  const right = { entitlementId, personKey, scheme, branch: null, areaCode, confirmedBy: ['county'], rateFacts: {}, applicationId: `${entitlementId}.1`, grantedOn: '2016-01-04', start };
  must(await execute(deps, entitlementDecider, county.as(automation, 'grant'), { stream: entitlementStream(entitlementId), ask: { type: 'GrantEntitlement', data: right } }));
  county.clock.advanceTo('2016-05-10T01:00:00.000Z');
  must(await services.entitlements.exit(county.as(officers.county, 'exit'), { entitlementId, reason: 'withdrawn', happenedOn: '2016-05-05' }));
  return (type: string, change: (data: Data) => Data, policies = deps.policies) => {
    alter = (event) => (event.type === type ? { ...event, data: change(event.data as Data) } : event);
    return createServices({ ...deps, policies }).verify.verify();
  };
};

const count = (kind: string, differences = 0, rulesGone = 0) => ({ kind, executed: 1, differences, rulesGone, erased: 0 });
const same = (data: Data): Data => data;

describe('first and last months executed again', () => {
  it('come out as they were, and a month that was changed in the log is found', async () => {
    const verifyWith = await endedRight();
    expect((await verifyWith('none', same)).kinds).toEqual([count('grant'), count('exit')]);
    const first = await verifyWith('EntitlementGranted', (data) => ({ ...data, startMonth: '2015-01' }));
    expect(first).toMatchObject({ differences: 1, sample: [{ kind: 'grant', actual: '"2015-01"' }] });
    expect(await verifyWith('EntitlementExited', (data) => ({ ...data, lastMonth: '2016-06' }))).toMatchObject({ differences: 1, sample: [{ kind: 'exit', actual: '"2016-06"' }] });
    const rule = await verifyWith('EntitlementExited', (data) => ({ ...data, end: { ...(data['end'] as Data), stopRule: 'next-month' } }));
    expect(rule).toMatchObject({ differences: 1, sample: [{ kind: 'exit' }] });
  });

  it('stay the same under a rule of another month, and say so where the version of the rule is gone', async () => {
    const verifyWith = await endedRight();
    const changed = (from: RegExp, to: string) => loadRules(shippedFiles().map(({ path, text }) => ({ path, text: path.includes('procedures') ? text : text.replace(from, to) }))).policies;
    const otherRules = changed(/name: (start|stop)-rule, value: (birthday-year|year-end), from: 2004-01-01, source: 示例县实施细则/g, 'name: $1-rule, value: $2, from: 2004-01-01, source: 示例县实施办法');
    expect((await verifyWith('none', same, otherRules)).kinds).toEqual([count('grant'), count('exit')]);
    const gone = await verifyWith('none', same, changed(/qualifiesFrom: \[day-of-min-age\]/g, 'qualifiesFrom: [day-of-min-age, day-of-min-age]'));
    expect(gone.kinds).toEqual([count('grant', 0, 1), count('exit')]);
  });
});
