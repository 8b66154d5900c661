import { DemoPerson, demoPlan, scaledNumbers } from '@zhibu/demo';
import { Rejection, unwrap } from '@zhibu/kernel';
import { Installation } from './installation';

const must = <T extends { readonly ok: true }>(result: T | { readonly ok: false; readonly rejection: Rejection }): T => {
  if (!result.ok) throw new Error(result.rejection.code);
  return result;
};

describe('a public list on the command line', () => {
  let at: Installation;
  beforeAll(async () => {
    at = await Installation.open();
  });
  afterAll(() => at.close());

  it('names nobody in full, and says nothing of accounts and branches', async () => {
    const person = demoPlan(scaledNumbers(20), 7).find(({ scheme, branch, story }) => scheme === 'special-hardship' && branch === 'child-died' && story === 'confirmed') as DemoPerson;
    const { services, automation } = at.runtime;
    const clerk = unwrap(await services.users.resolveActor('clerk', '2016-01-04'));
    const application = { scheme: person.scheme, branch: person.branch, channel: 'window' as const, evidence: [] };
    const { applicationId } = must(await services.applications.submitForm(at.as(clerk, 'apply'), { person: person.form, application })).value;
    must(await services.applications.checkEligibility(at.as(automation, 'check'), { applicationId }));
    expect(await at.json(0, 'notice', 'list', '--as', 'eye')).toEqual({ entries: [] });
    const village = { userId: 'elder', kind: 'officer' as const, roles: [{ role: 'village-reviewer' as const, areaCode: '990101000000' }] };
    must(await services.applications.decide(at.as(village, 'decide'), { applicationId, stage: 'village-review', outcome: 'approved', reasons: [], note: '', reviewers: ['甲', '乙', '丙', '丁', '戊'] }));
    const { entries } = await at.json<{ entries: readonly Readonly<Record<string, unknown>>[] }>(0, 'notice', 'list', '--level', 'village', '--as', 'eye');
    expect(entries).toMatchObject([{ areaCode: person.form.areaCode, scheme: 'special-hardship', level: 'village', name: expect.stringContaining('*') as string, idNumber: expect.stringMatching(/^99\*+\w{3}$/) as string, provisional: false }]);
    expect(JSON.stringify(entries)).not.toContain('child-died');
    expect(JSON.stringify(entries)).not.toContain(person.form.name);
    expect(await at.json(0, 'notice', 'list', '--level', 'county', '--as', 'eye')).toEqual({ entries: [] });
  });
});
