import request from 'supertest';
import { World, password, startWorld } from './world';

/** A user who is no demo user: those are refused to whoever comes through a proxy. */
const addClerk = async (world: World): Promise<void> => {
  const context = { clock: world.clock, actor: world.runtime.automation, commandKey: 'user/clerk', correlationId: 'test', causationId: 'test' };
  const added = await world.runtime.services.users.add(context, { userId: 'clerk', displayName: 'clerk', kind: 'officer', roles: [{ role: 'caseworker', areaCode: '990101100000' }], demo: false });
  expect(added.ok).toBe(true);
  await world.desk('clerk');
};

const signIn = (world: World, headers: Readonly<Record<string, string>>, userId = 'clerk') => request(world.server).post('/api/v1/session').set(headers).send({ userId, password });
const cookieOf = (answer: { readonly headers: Readonly<Record<string, unknown>> }): string => String((answer.headers['set-cookie'] as readonly string[] | undefined)?.[0]);

/** Ten a minute, so that few of them have to be made. */
const signIns = { person: 10, address: 10 };

/** Statuses of sign-ins that each say they come from another address. */
const guesses = async (world: World, addressOf: (n: number) => string): Promise<readonly number[]> => {
  const statuses: number[] = [];
  for (let n = 1; n <= 12; n += 1) statuses.push((await signIn(world, { 'X-Forwarded-For': addressOf(n) }, `guess-${n}`)).status);
  return statuses;
};

describe('a service with no proxy that is trusted', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ signIns });
    await addClerk(world);
  });
  afterAll(() => world.stop());

  it('believes nobody that the line is https', async () => {
    const answer = await signIn(world, { 'X-Forwarded-Proto': 'https' });
    expect(cookieOf(answer)).toMatch(/^zhibu_session=.*; Path=\/; .*HttpOnly; SameSite=Strict$/);
    expect(answer.headers['strict-transport-security']).toBeUndefined();
  });

  it('counts by the connection, whatever a client writes of itself', async () => {
    expect((await guesses(world, (n) => `203.0.113.${n}`)).at(-1)).toBe(429);
  });

  it('knows no demo users for what was passed on', async () => {
    const desk = await world.desk('county-1');
    const answer = await desk.get('/session').set('X-Forwarded-For', '203.0.113.7');
    expect([answer.status, answer.body.code]).toEqual([403, 'identity.demo-elsewhere']);
    expect((await desk.get('/session')).status).toBe(200);
  });
});

describe('a service behind a proxy of this machine that ends TLS', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ signIns, trustedProxies: ['loopback'] });
    await addClerk(world);
  });
  afterAll(() => world.stop());

  it('marks the cookie so that it never travels in the clear, also when it is taken back', async () => {
    const https = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '203.0.113.200' };
    const answer = await signIn(world, https);
    expect(cookieOf(answer)).toMatch(/; HttpOnly; Secure; SameSite=Strict$/);
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
    const ended = await request(world.server).post('/api/v1/session/end').set(https).set('Cookie', cookieOf(answer).split(';')[0] ?? '');
    expect([ended.status, cookieOf(ended)]).toEqual([204, expect.stringMatching(/^zhibu_session=; Path=\/; Expires=Thu, 01 Jan 1970 .*; HttpOnly; Secure; SameSite=Strict$/)]);
    expect(cookieOf(await signIn(world, { 'X-Forwarded-For': '203.0.113.201' }))).not.toContain('Secure');
  });

  it('counts each client by itself', async () => {
    expect(new Set(await guesses(world, (n) => `203.0.113.${n}`))).toEqual(new Set([401]));
    expect((await guesses(world, () => '198.51.100.1')).at(-1)).toBe(429);
  });

  it('takes the address that the proxy saw, not those that the client wrote before it', async () => {
    expect((await guesses(world, (n) => `192.0.2.${n}, 198.51.100.9`)).at(-1)).toBe(429);
  });
});
