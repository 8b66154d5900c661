import { IncomingMessage, request as plainRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import request from 'supertest';
import { until } from '../support/until';
import { Desk, World, startWorld } from './world';
import { carriedOver, openBatch } from './paid-before';

const limits = { perUser: 2, perProcess: 3, longestMs: 60_000, heartbeatMs: 40, checkMs: 40, againMs: 700 };

/** A reader that stays, like the page of a browser. */
interface Reader {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: () => string;
  readonly ended: () => boolean;
  leave(): void;
}

const connect = (world: World, desk: Desk, path: string): Promise<Reader> =>
  new Promise((resolve, reject) => {
    const { port } = world.server.address() as AddressInfo;
    const call = plainRequest({ host: '127.0.0.1', port, path: `/api/v1${path}`, agent: false, headers: { Authorization: `Bearer ${desk.token}` } }, (answer) => {
      let [text, ended] = ['', false];
      answer.setEncoding('utf8').on('data', (part: string) => { text += part; }).on('close', () => { ended = true; });
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: () => text, ended: () => ended, leave: () => call.destroy() });
    });
    call.on('error', reject).end();
  });

/** No worker runs here: the batch stays unbuilt. */
describe('progress streams', () => {
  let world: World;
  let batchId: string;
  const readers: Reader[] = [];

  const watch = async (userId: string): Promise<Reader> => {
    const reader = await connect(world, await world.desk(userId), `/batches/${batchId}/progress`);
    readers.push(reader);
    return reader;
  };

  /** The same once there is a place: those who left a moment ago may still hold theirs. */
  const watching = async (userId: string): Promise<Reader> => {
    for (;;) {
      const reader = await watch(userId);
      if (reader.status === 200) return reader;
    }
  };

  beforeAll(async () => {
    world = await startWorld({ streams: limits });
    await carriedOver(world, 1);
    batchId = await openBatch(world);
  }, 90_000);
  afterEach(() => {
    for (const reader of readers.splice(0)) reader.leave();
  });
  afterAll(() => world.stop());

  it('beat while nothing happens, and say when to connect again', async () => {
    const reader = await watching('finance-1');
    await until(() => Promise.resolve((reader.text().match(/^: still here$/gm) ?? []).length >= 2));
    expect(reader.text()).toMatch(/^retry: 700\n\n/);
    expect(reader.text()).toMatch(/event: progress\ndata: \{.*"chunksBuilt":0/);
    expect(reader.ended()).toBe(false);
  });

  it('are so many for one user and so many at all, and those who leave give their place back', async () => {
    const mine = [await watching('finance-1'), await watching('finance-1')];
    const third = await watch('finance-1');
    expect([third.status, third.headers['retry-after'], third.headers['content-type']]).toEqual([429, '5', 'application/problem+json; charset=utf-8']);
    await watching('finance-2');
    const fourth = await watch('inspector');
    await until(() => Promise.resolve(fourth.ended()));
    expect([fourth.status, fourth.headers['retry-after'], (JSON.parse(fourth.text()) as { code: string }).code]).toEqual([503, '5', 'stream.busy']);
    mine[0]?.leave();
    await watching('inspector');
  });

  it('end with the session', async () => {
    const desk = await world.desk('finance-2');
    const reader = await watching('finance-2');
    expect((await desk.ask('/session/end', {})).status).toBe(204);
    await until(() => Promise.resolve(reader.ended()));
    expect(reader.text()).toMatch(/event: problem\ndata: \{.*"code":"identity.required".*\}\n\n$/);
    world.forget('finance-2');
  });

  it('end when the session runs out, which a stream does not prolong', async () => {
    const reader = await watching('finance-1');
    await world.database.pool.query(`UPDATE identity.session SET used_at = used_at - interval '29 minutes 59.5 seconds' WHERE user_id = 'finance-1'`);
    await until(() => Promise.resolve(reader.ended()));
    expect(reader.text()).toContain('"code":"identity.required"');
    world.forget('finance-1');
  });

  it('end for whoever may see it no more', async () => {
    const reader = await watching('finance-1');
    const changed = await (await world.desk('admin')).put('/users/finance-1/roles', { roles: [{ role: 'caseworker', areaCode: '990101000000' }], reason: '轮岗' });
    expect(changed.status).toBe(200);
    await until(() => Promise.resolve(reader.ended()));
    expect(reader.text()).toContain('"code":"authority.role"');
    await (await world.desk('admin')).put('/users/finance-1/roles', { roles: [{ role: 'finance-preparer', areaCode: '990101000000' }], reason: '轮岗' });
  });

  it('are documented with their limits', async () => {
    const document = (await request(world.server).get('/openapi.json')).text;
    expect(document).toContain('a stream ends with the session');
  });
});

describe('a progress stream that takes too long', () => {
  it('ends with a word on how to go on', async () => {
    const world = await startWorld({ streams: { ...limits, longestMs: 300 } });
    try {
      await carriedOver(world, 1);
      const batchId = await openBatch(world);
      const reader = await connect(world, await world.desk('finance-1'), `/batches/${batchId}/progress`);
      await until(() => Promise.resolve(reader.ended()));
      expect(reader.text()).toMatch(/event: again\ndata: \{"reason":"time","longestMs":300,"retryAfterMs":700\}\n\n$/);
    } finally {
      await world.stop();
    }
  });
});
