import { HealthReport, StartHealth } from '@zhibu/runtime';
import type { SmallServer } from '@zhibu/platform';
import { startHealthServer } from './health-server';

const model = { name: 'cases', version: 3, generation: 1, role: 'live', code: 'same', behind: true, lagMs: 1500, lagEvents: 12, stopped: false, stoppedAt: null } as const;
const well: HealthReport = {
  engines: [{ engine: 'database', ok: true, fault: null, forMs: 10 }],
  readModels: [model],
  followUps: { behind: false, events: 0 },
  leases: { held: 28, expired: 1 },
  oldestWaitingMs: { eligibility: 2500, 'case-steps': 0, 'batch-building': 0, 'payment-files': 0, returns: 0, timers: 0 },
};
const words = { zh: '-', en: '-' };
const away: HealthReport = {
  ...well,
  engines: [{ engine: 'queue', ok: false, fault: { code: 'redis.unreachable', message: words, expected: words, actual: { zh: '10.1.2.3', en: '10.1.2.3' } }, forMs: 10 }],
};

let report = well;
let server: SmallServer;
beforeAll(async () => { server = await startHealthServer({ host: '127.0.0.1', port: 0, health: () => Promise.resolve(report) }); });
afterAll(() => server.close());
beforeEach(() => { report = well; });

const get = async (path: string, method = 'GET') => {
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, { method });
  return { status: answer.status, text: await answer.text() };
};

describe('the health of a worker', () => {
  it('is told to whoever asks', async () => {
    expect((await get('/health/live')).status).toBe(200);
    expect((await get('/health/started')).status).toBe(200);
    const ready = await get('/health/ready?x=1');
    expect([ready.status, JSON.parse(ready.text)]).toMatchObject([200, { status: 'ok', wrong: [], readModels: [{ name: 'cases', lagEvents: 12 }], leases: { held: 28 } }]);
  });

  it('is red while an engine is away, by its name and without its address, though the process lives', async () => {
    report = away;
    const ready = await get('/health/ready');
    expect([ready.status, JSON.parse(ready.text)]).toMatchObject([503, { status: 'not-ready', wrong: [{ name: 'queue', code: 'redis.unreachable' }] }]);
    expect(ready.text).not.toContain('10.1.2.3');
    expect((await get('/health/live')).status).toBe(200);
  });

  it('is red while it waits for engines at its start, by their names, though the process lives', async () => {
    const start = new StartHealth();
    start.onWaiting([{ engine: 'event-store', address: '10.1.2.3', version: null, faults: [{ kind: 'unreachable', rejection: { code: 'event-store.unreachable', message: words, expected: words, actual: words } }] }]);
    report = start.report();
    const [ready, started] = [await get('/health/ready'), await get('/health/started')];
    for (const each of [ready, started]) expect([each.status, JSON.parse(each.text)]).toMatchObject([503, { wrong: [{ name: 'event-store', code: 'event-store.unreachable' }] }]);
    expect((await get('/health/live')).status).toBe(200);
  });

  it('is red while a read model stands still, and not started before there is one of each', async () => {
    report = { ...well, readModels: [{ ...model, stopped: true }] };
    expect((await get('/health/ready')).status).toBe(503);
    report = { ...well, readModels: [{ ...model, role: 'building' }] };
    expect([await get('/health/started'), await get('/health/ready')].map(({ status, text }) => [status, (JSON.parse(text) as { wrong: unknown }).wrong])).toEqual([[503, [{ name: 'cases', code: 'read-model.building' }]], [503, [{ name: 'cases', code: 'read-model.building' }]]]);
    report = { ...well, readModels: null };
    expect([(await get('/health/started')).status, (await get('/health/ready')).status]).toEqual([503, 503]);
  });

  it('is there as metrics, in the words of Prometheus', async () => {
    const { text } = await get('/metrics');
    expect(text.split('\n').filter((line) => !line.startsWith('#'))).toEqual([
      'zhibu_engine_up{engine="database"} 1',
      'zhibu_read_model_lag_events{model="cases"} 12',
      'zhibu_read_model_lag_seconds{model="cases"} 1.5',
      'zhibu_read_model_stopped{model="cases"} 0',
      'zhibu_follow_up_lag_events 0',
      'zhibu_leases_expired 1',
      'zhibu_queue_oldest_waiting_seconds{queue="eligibility"} 2.5',
      ...['case-steps', 'batch-building', 'payment-files', 'returns', 'timers'].map((queue) => `zhibu_queue_oldest_waiting_seconds{queue="${queue}"} 0`),
      '',
    ]);
    expect(text.match(/^# TYPE \S+ gauge$/gm)).toHaveLength(7);
  });

  it('takes no other path and no other method, and survives what it cannot ask', async () => {
    expect([(await get('/')).status, (await get('/health/live', 'POST')).status]).toEqual([404, 405]);
    const failing = await startHealthServer({ host: '127.0.0.1', port: 0, health: () => Promise.reject(new Error('secret')) });
    const answer = await fetch(`http://127.0.0.1:${failing.port}/health/ready`);
    expect([answer.status, await answer.text()]).toEqual([500, '{"status":"fault"}']);
    await failing.close();
  });
});
