import { handleWork, loadStream } from '@zhibu/application';
import { applicationDecider, applicationStream } from '@zhibu/domain';
import { County, must, officers, value } from './county';

const form = { branch: null, channel: 'window', evidence: [] } as const;

describe('open cases of somebody who died', () => {
  it('are all checked again, though one of them cannot be, and that one is tried again', async () => {
    const county = new County({ people: 1, chunkSize: 4 });
    const { services, deps, automation } = county.runtime;
    must(await services.people.register(county.as(officers.caseworker, 'register'), county.people[0]?.form as NonNullable<(typeof county.people)[number]>['form']));
    const personKey = county.personKey(0);
    const schemes = deps.policies.schemes.map(({ id }) => id).filter((id) => id !== 'special-hardship');
    const cases: string[] = [];
    for (const scheme of schemes) cases.push(value(await services.applications.submit(county.as(officers.caseworker, scheme), { personKey, scheme, ...form })).applicationId);
    must(await services.people.recordDeath(county.as(officers.caseworker, 'death'), { personKey, diedOn: '2016-01-03', source: { kind: 'certificate', reference: '死亡证明' } }));
    const [first, second] = schemes;
    const procedures = { ...deps.procedures, find: (id: string, version: number) => (id === first ? undefined : deps.procedures.find(id, version)) };
    const recheck = handleWork({ ...deps, procedures })(county.as(automation, 'recheck'), { work: 'recheck-applications', personKey });
    await expect(recheck).rejects.toMatchObject({ rejection: { code: 'procedure.not-kept' } });
    const statuses = await Promise.all(cases.map(async (id) => (await loadStream(deps, applicationDecider, applicationStream(id))).state.status));
    expect([second, ...statuses]).toEqual([second, 'checking', 'refused']);
  });
});
