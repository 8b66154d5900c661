import { execute, loadStream } from '@zhibu/application';
import { applicationIdOf, entitlementDecider, entitlementIdOf, entitlementStream, factSheetOf, personDecider, personStream } from '@zhibu/domain';
import { unwrap } from '@zhibu/kernel';
import { County, must, officers, scheme, value } from './county';

const form = { scheme, branch: null, channel: 'window', evidence: [{ kind: 'id-card', sha256: 'a'.repeat(64), title: '居民身份证' }] } as const;

describe('a person whose right ended', () => {
  it('may apply again, and is then paid from the month after the last one, no month twice', async () => {
    const county = new County({ people: 1, chunkSize: 4 });
    await county.settleIn();
    const { applications, entitlements } = county.runtime.services;
    const personKey = county.personKey(0);
    const entitlementId = entitlementIdOf(scheme, personKey);
    await county.payOut('2016-01');
    expect(await applications.submit(county.as(officers.caseworker, 'too-early'), { personKey, ...form })).toMatchObject({ ok: false, rejection: { code: 'application.already-entitled' } });
    county.clock.advanceTo('2016-02-10T01:00:00.000Z');
    must(await entitlements.exit(county.as(officers.county, 'exit'), { entitlementId, reason: 'withdrawn', happenedOn: '2016-02-05' }));
    expect(value(await applications.submit(county.as(officers.caseworker, 'again'), { personKey, ...form }))).toEqual({ personKey, applicationId: applicationIdOf(scheme, personKey, 1) });
    const { state } = await loadStream(county.runtime.deps, entitlementDecider, entitlementStream(entitlementId));
    const right = { entitlementId, personKey, scheme, branch: null, areaCode: state.areaCode, confirmedBy: ['county'], rateFacts: state.rateFacts ?? {} };
    const person = await loadStream(county.runtime.deps, personDecider, personStream(personKey));
    const start = unwrap(county.runtime.deps.policies.startMonth({ scheme, branch: null, areaCode: state.areaCode, facts: factSheetOf(person.state), appliedOn: '2016-02-10', confirmedOn: '2016-02-10' }));
    expect(start.month).toBe('2016-01');
    const grant = { type: 'GrantEntitlement', data: { ...right, start, applicationId: applicationIdOf(scheme, personKey, 1), grantedOn: '2016-02-10' } } as const;
    must(await execute(county.runtime.deps, entitlementDecider, county.as(county.runtime.automation, 'grant'), { stream: entitlementStream(entitlementId), ask: grant }));
    // The right that ended is owed to the end of its year by the area's rule; the new one begins after it.
    const again = await loadStream(county.runtime.deps, entitlementDecider, entitlementStream(entitlementId));
    expect([again.state.status, again.state.startMonth]).toEqual(['active', '2017-01']);
    await county.payOut('2016-12');
    const year = Array.from({ length: 12 }, (_, index) => `2016-${String(index + 1).padStart(2, '0')}`);
    expect(await county.monthsClaimed(0)).toEqual(year);
    county.clock.advanceTo('2017-02-10T01:00:00.000Z');
    await county.payOut('2017-02');
    expect(await county.monthsClaimed(0)).toEqual([...year, '2017-01', '2017-02']);
    expect((await county.runtime.services.verify.verify()).differences).toBe(0);
  });
});
