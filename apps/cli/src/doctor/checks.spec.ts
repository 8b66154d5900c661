import { shippedPolicies } from '../../../../test/support/shipped-policies';
import { checkCalendar, checkReadModels } from './checks';

describe('the holiday calendar', () => {
  it('is warned of where this year or the next is missing, and is no failure', async () => {
    const policies = shippedPolicies();
    expect(await checkCalendar(policies, '2016-05-01')).toMatchObject({ ok: true, found: { en: expect.stringContaining('2016') as string } });
    expect((await checkCalendar(policies, '2016-05-01')).warning).toBeUndefined();
    expect(await checkCalendar(policies, '2026-12-01')).toMatchObject({ ok: true, warning: true, found: { zh: '缺 2027 年', en: 'no 2027' } });
  });
});

describe('a read model', () => {
  const well = { name: 'people', version: 3, generation: 1, role: 'live', code: 'same', behind: false, lagMs: 0, stopped: null };
  it.each([
    ['well', {}, true, 'v3.1 live, same, up to date'],
    ['a moment behind', { behind: true, lagMs: 900 }, true, 'v3.1 live, same, behind (900 ms)'],
    ['long behind', { behind: true, lagMs: 3_600_000 }, false, 'v3.1 live, same, behind (3600000 ms)'],
    ['older than the code', { code: 'older-than-code' }, false, 'v3.1 live, older-than-code, up to date'],
    ['stopped at an event', { stopped: { stream: 'person-a', version: 7, type: 'Noted', reason: 'unknown' } }, false, 'stopped at person-a/7 (Noted): unknown'],
  ])('that is %s is told', async (_, change, ok, en) => {
    const runtime = { projections: { status: () => Promise.resolve([{ ...well, ...change }, { ...well, role: 'retired', stopped: {} }]) } };
    expect(await checkReadModels(runtime as never)).toEqual([expect.objectContaining({ check: 'read-model people', ok, found: { zh: expect.stringMatching(/^(v3\.1 在用，|停在 person-a\/7（Noted）：)/) as string, en } })]);
  });
});
