import request from 'supertest';
import { BreakableProxy } from '../contract/breakable-proxy';
import { EventStoreDouble, startEventStoreDouble } from '../support/eventstoredb';
import { until } from '../support/until';
import { Desk, World, startWorld } from './world';

/** What goes wrong is found out soon, so that the test waits little. */
const lookEveryMs = 100;

describe('the API while an engine is away', () => {
  let events: EventStoreDouble;
  let proxy: BreakableProxy;
  let world: World;
  let desk: Desk;

  beforeAll(async () => {
    events = await startEventStoreDouble({});
    const databaseUrl = (real: string): Promise<string> => {
      proxy = new BreakableProxy(new URL(real));
      return proxy.start();
    };
    world = await startWorld({ engines: { eventStoreUrl: events.url, lookEveryMs, databaseUrl } });
    desk = await world.desk('finance-1');
  });
  afterAll(async () => {
    await world.stop();
    await proxy.stop();
    await events.stop();
  });

  const health = (what: string) => request(world.server).get(`/api/v1/health/${what}`);
  const ready = (status: number) => until(async () => (await health('ready')).status === status, 30_000);
  const state = (words: 'ok' | 'degraded') => until(async () => (await health('ready')).body.status === words, 30_000);

  it('is ready with everything behind it, each with how far it is behind', async () => {
    await ready(200);
    const { body } = await health('ready');
    expect(body).toMatchObject({ status: 'ok', engines: [{ engine: 'database', ok: true }, { engine: 'event-store', ok: true }], followUps: { behind: true }, leases: { expired: 0 } });
    expect((body as { readModels: object[] }).readModels).toContainEqual({ name: 'users', version: 2, role: 'live', behind: false, lagEvents: 0, lagMs: 0, stopped: false });
    expect((await health('started')).status).toBe(200);
  });

  it('lets people look at read models without the event store, refuses what needs it, and goes on by itself', async () => {
    const before = (await desk.get('/batches')).body as object;
    await events.crash();
    await state('degraded');
    // In service: what works is not taken away, and who watches sees what is wrong.
    const { status, body } = await health('ready');
    expect([status, body]).toMatchObject([200, { status: 'degraded', wrong: [{ name: 'event-store' }], engines: [{ engine: 'database', ok: true }, { engine: 'event-store', ok: false }], readModels: null }]);
    expect((await health('live')).status).toBe(200);
    const [looked, me, changed, replayed] = [
      await desk.get('/batches').set('X-Zhibu-Fresh', '1'), await desk.get('/session'),
      await desk.do('/batches', { scheme: 'rural-reward', areaCode: '990101000000', period: '2016' }),
      await desk.ask('/people/search', { name: '王', purpose: 'payment', reason: 'x' }),
    ];
    expect([looked.status, looked.body, looked.headers['x-zhibu-fresh']]).toEqual([200, before, '0']);
    expect([me.status, (me.body as { userId: string }).userId]).toEqual([200, 'finance-1']);
    for (const refused of [changed, replayed]) {
      expect([refused.status, refused.headers['retry-after'], (refused.body as { code: string }).code]).toEqual([503, '5', 'engine.event-store-away']);
      expect(refused.headers['content-type']).toContain('application/problem+json');
    }
    await events.restart();
    await state('ok');
    // Understood again, and refused for a reason of its own: nobody is due.
    expect((await desk.do('/batches', { scheme: 'rural-reward', areaCode: '990101000000', period: '2016' })).status).toBe(422);
  });

  it('shows nothing to somebody who was disabled before the event store went away', async () => {
    const other = await world.desk('finance-2');
    const boss = await world.desk('admin');
    await boss.must('/users/finance-2/disabling', { reason: '离任' });
    await world.settle();
    await events.crash();
    await state('degraded');
    // Whoever was disabled has no session any more, and none can be had.
    expect((await other.get('/batches')).status).toBe(401);
    expect((await desk.get('/batches')).status).toBe(200);
    await events.restart();
    await state('ok');
  });

  it('answers 503 while the database is away, tells nothing of it, and goes on by itself', async () => {
    proxy.isDown = true;
    proxy.cutAll();
    await ready(503);
    const answer = await desk.get('/batches');
    expect([answer.status, answer.headers['retry-after'], (answer.body as { code: string }).code]).toEqual([503, '5', 'engine.database-away']);
    expect((await health('ready')).body).toMatchObject({ errors: [{ field: 'database', expected: '正常' }] });
    const red = await health('ready');
    // An answer like any other, which is asked for every few seconds.
    expect(world.log()).not.toContain(red.headers['x-request-id'] as string);
    expect(answer.text + red.text).not.toMatch(/127\.0\.0\.1|postgres:/);
    proxy.isDown = false;
    await ready(200);
    expect((await desk.get('/batches')).status).toBe(200);
  });
});
