import type { LeaseStatus } from '@zhibu/projections';
import type { LiveProcess } from '../postgres/processes';
import { checkClocks, checkCode, checkLeases, checkWorkers } from './of-processes';

const process = (kind: LiveProcess['kind'], pid: number, more: Partial<LiveProcess> = {}): LiveProcess => ({ id: String(pid), kind, code: 'aaa', host: 'one', pid, startedAt: '2026-01-01T00:00:00.000Z', silentMs: 0, driftMs: 3, ...more });
const lease = (name: string, more: Partial<LeaseStatus> = {}): LeaseStatus => ({ name, owner: 'one/2/x', token: 1, renewedAt: '2026-01-01T00:00:00.000Z', expiresAt: '2026-01-01T00:00:15.000Z', expired: false, ...more });

describe('what may be wrong between processes', () => {
  it('is an API without a worker, and nobody at all is nothing wrong', () => {
    expect(checkWorkers([], false)).toMatchObject({ ok: true, found: { zh: '无', en: 'none' } });
    expect(checkWorkers([process('api', 1), process('worker', 2)], true)).toMatchObject({ ok: true, found: { zh: '接口 one/1、后台 one/2', en: 'api one/1, worker one/2' } });
    expect(checkWorkers([process('api', 1)], false)).toMatchObject({ ok: false, found: { zh: '接口 one/1；没有后台进程在工作', en: 'api one/1; no worker at work' } });
  });

  it('is two versions of the code at once, this one among them', () => {
    expect(checkCode([process('api', 1)], 'aaa').ok).toBe(true);
    expect(checkCode([process('api', 1), process('worker', 2, { code: 'bbb' })], 'aaa')).toMatchObject({ ok: false, found: { zh: 'aaa：zhibu doctor、接口 one/1；bbb：后台 one/2', en: 'aaa: zhibu doctor, api one/1; bbb: worker one/2' } });
    expect(checkCode([process('api', 1)], 'ccc').ok).toBe(false);
  });

  it('is a clock that goes wrong, in either direction', () => {
    expect(checkClocks([process('api', 1)])).toMatchObject({ ok: true, found: { en: '3 ms' } });
    expect(checkClocks([process('api', 1), process('worker', 2, { driftMs: -61_000 })])).toMatchObject({ ok: false, found: { zh: '后台 one/2：-61000 ms', en: 'worker one/2: -61000 ms' } });
  });

  it('is a lease that nobody renews', () => {
    expect(checkLeases([lease('follow-ups/00'), lease('follow-ups/01', { owner: null })])).toMatchObject({ ok: true, found: { zh: '共 2 份，已持有 1 份', en: 'held 1 of 2' } });
    expect(checkLeases([lease('follow-ups/00', { expired: true })]).todo?.en).toContain('start a worker');
    expect(checkLeases([lease('follow-ups/00', { expired: true })])).toMatchObject({ ok: false, found: { zh: '过期 1 份：follow-ups/00 (one/2/x, 2026-01-01T00:00:00.000Z)', en: 'expired 1: follow-ups/00 (one/2/x, 2026-01-01T00:00:00.000Z)' } });
  });
});
