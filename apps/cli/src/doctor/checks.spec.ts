import { shippedPolicies } from '../../../../test/support/shipped-policies';
import { checkCalendar } from './checks';

describe('the holiday calendar', () => {
  it('is warned of where this year or the next is missing, and is no failure', async () => {
    const policies = shippedPolicies();
    expect(await checkCalendar(policies, '2016-05-01')).toMatchObject({ ok: true, found: { en: expect.stringContaining('2016') as string } });
    expect((await checkCalendar(policies, '2016-05-01')).warning).toBeUndefined();
    expect(await checkCalendar(policies, '2026-12-01')).toMatchObject({ ok: true, warning: true, found: { zh: '缺 2027 年', en: 'no 2027' } });
  });
});
