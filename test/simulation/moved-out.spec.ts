import { Actor, Role, instantOf } from '@zhibu/kernel';
import { loadStream } from '@zhibu/application';
import { entitlementDecider, entitlementIdOf, entitlementStream } from '@zhibu/domain';
import { demoCounty } from '@zhibu/demo';
import { County, must, officers, scheme, value } from './county';

const form = { scheme, branch: null, channel: 'window', evidence: [] } as const;
const officer = (userId: string, role: Role): Actor => ({ userId, kind: 'officer', roles: [{ role, areaCode: demoCounty }] });
const investigators = [officer('t1', 'township-reviewer'), officer('t2', 'township-reviewer')];
const otherCounty = '990201000000';

describe('somebody who leaves the county while their case is reviewed', () => {
  it('is granted what was confirmed, and the right ends at once, so that the new place can open its own', async () => {
    const county = new County({ people: 1, chunkSize: 4 });
    const { people, applications } = county.runtime.services;
    must(await people.register(county.as(officers.caseworker, 'register'), county.people[0]?.form as NonNullable<(typeof county.people)[number]>['form']));
    const personKey = county.personKey(0);
    const { applicationId } = value(await applications.submit(county.as(officers.caseworker, 'submit'), { personKey, ...form }));
    await county.runtime.settle();
    const decide = async (by: Actor, stage: string, reviewers: readonly string[] = []) =>
      must(await applications.decide(county.as(by, stage), { applicationId, stage, outcome: 'approved', reasons: [], note: '', reviewers }));
    const notice = async (day: string) => {
      county.clock.advanceTo(instantOf(day, 9));
      await county.runtime.settle();
    };
    await decide(officer('v', 'village-reviewer'), 'village-review', ['甲', '乙', '丙', '丁', '戊']);
    await notice('2016-01-20');
    must(await people.move(county.as(officer('there', 'caseworker'), 'move'), { personKey, toArea: `${otherCounty.slice(0, 6)}100001`, movedOn: '2016-01-18', source: { kind: 'household-register', reference: '迁移证' } }));
    await county.runtime.settle();
    for (const by of investigators) must(await applications.sign(county.as(by, `sign-${by.userId}`), { applicationId, stage: 'township-review', opinion: 'agree', note: '' }));
    await decide(investigators[0] ?? officers.county, 'township-review');
    await notice('2016-02-10');
    await decide(officers.county, 'county-confirmation');
    await notice('2016-03-05');
    const { state } = await loadStream(county.runtime.deps, entitlementDecider, entitlementStream(entitlementIdOf(scheme, personKey)));
    expect(state).toMatchObject({ status: 'exited', exit: { reason: 'moved-out', happenedOn: '2016-01-18', lastMonth: '2016-01' } });
    expect((await county.runtime.services.verify.verify()).differences).toBe(0);
  });
});
