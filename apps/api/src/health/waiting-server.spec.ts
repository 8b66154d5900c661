import { text } from '@zhibu/kernel';
import { SmallServer, startSmallServer } from '@zhibu/platform';
import { StartHealth } from '@zhibu/runtime';
import { startWaitingServer } from './waiting-server';

describe('the port of an API that waits for its engines', () => {
  const start = new StartHealth();
  let server: SmallServer;
  beforeAll(async () => { server = await startWaitingServer({ host: '127.0.0.1', port: 0, report: () => start.report() }); });
  afterAll(() => server.close());

  const get = (path: string, language = 'zh') => fetch(`http://127.0.0.1:${server.port}${path}`, { headers: { 'accept-language': language } });

  it('says that the process lives', async () => {
    const answer = await get('/api/v1/health/live');
    expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }]);
  });

  it('says what is waited for to whoever asks for anything else, without an address', async () => {
    const rejection = { code: 'event-store.unreachable', message: text('连不上事件库', 'The event store cannot be reached'), expected: text('-', '-'), actual: text('10.1.2.3', '10.1.2.3') };
    start.onWaiting([{ engine: 'event-store', address: '10.1.2.3:2113', version: null, faults: [{ kind: 'unreachable', rejection }] }]);
    for (const path of ['/api/v1/health/ready', '/api/v1/health/started', '/api/v1/batches', '/']) {
      const answer = await get(path);
      expect([answer.status, answer.headers.get('retry-after'), answer.headers.get('content-type')]).toEqual([503, '5', 'application/problem+json; charset=utf-8']);
      const said = await answer.text();
      expect(JSON.parse(said)).toMatchObject({ code: 'server.not-ready', status: 503, errors: [{ field: 'event-store', code: 'event-store.unreachable', actual: '连不上事件库' }] });
      expect(said).not.toContain('10.1.2.3');
    }
    expect(await (await get('/api/v1/health/ready', 'en-GB')).json()).toMatchObject({ title: 'The service is not ready', errors: [{ actual: 'The event store cannot be reached', expected: 'well' }] });
    start.onWaiting([]);
    expect(await (await get('/api/v1/health/ready')).json()).toMatchObject({ errors: [{ code: 'read-models.unknown' }] });
  });

  it('gives the port to the next one at once, though somebody was connected', async () => {
    await get('/api/v1/health/live');
    await server.close();
    const next = await startSmallServer({ host: '127.0.0.1', port: server.port, answer: (_, response) => void response.end('next') });
    expect(await (await get('/')).text()).toBe('next');
    await next.close();
  });
});
