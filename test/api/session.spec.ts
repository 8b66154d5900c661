import request from 'supertest';
import { unwrap } from '@zhibu/kernel';
import { simulatedClock } from '@zhibu/platform';
import { Desk, World, password, startWorld } from './world';

describe('sessions over HTTP', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    await world.desk('county-1');
  });
  afterAll(() => world.stop());

  const signIn = (body: object) => request(world.server).post('/api/v1/session').send(body);

  it('sets a cookie that scripts and other sites do not get, and ends it again', async () => {
    const answer = await signIn({ userId: 'county-1', password });
    expect(answer.status).toBe(200);
    expect(answer.body.actor).toMatchObject({ userId: 'county-1', roles: [{ role: 'county-reviewer' }] });
    const [cookie = ''] = answer.headers['set-cookie'] as unknown as string[];
    expect(cookie).toMatch(/^zhibu_session=[\w-]{43};/);
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Strict');
    const mine = cookie.split(';')[0] ?? '';
    expect((await request(world.server).get('/api/v1/session').set('Cookie', mine)).body.userId).toBe('county-1');
    const ended = await request(world.server).post('/api/v1/session/end').set('Cookie', mine);
    expect(ended.status).toBe(204);
    const after = await request(world.server).get('/api/v1/session').set('Cookie', mine);
    expect([after.status, after.body.code, after.headers['content-type']]).toEqual([401, 'identity.required', 'application/problem+json; charset=utf-8']);
  });

  it('answers a wrong password and an unknown user alike', async () => {
    const wrong = await signIn({ userId: 'county-1', password: 'not this one' });
    const unknown = await signIn({ userId: 'nobody', password });
    expect([wrong.status, wrong.body.code]).toEqual([401, 'identity.sign-in-failed']);
    expect({ ...unknown.body, requestId: '' }).toEqual({ ...wrong.body, requestId: '' });
    expect(wrong.headers['set-cookie']).toBeUndefined();
  });

  it('asks for a session on every route but a few, in the language of the reader', async () => {
    for (const path of ['people', 'applications', 'tasks', 'batches', 'users', 'jobs/counts', 'policies']) {
      expect((await request(world.server).get(`/api/v1/${path}`)).status).toBe(401);
    }
    const english = await request(world.server).get('/api/v1/people').set('Accept-Language', 'en');
    expect(english.body.title).toBe('Sign in first');
    expect((await request(world.server).get('/api/v1/health/live')).status).toBe(200);
    expect((await request(world.server).get('/api/v1/health/ready')).body.readModels.length).toBeGreaterThan(5);
  });

  it('tells a wrong method from a wrong address', async () => {
    const method = await request(world.server).delete('/api/v1/session');
    expect([method.status, method.body.code, method.headers['allow']]).toEqual([405, 'request.method', 'GET, POST']);
    expect((await request(world.server).get('/api/v1/nothing')).body.code).toBe('request.path.not-found');
  });

  it('changes a password only for somebody who knows the present one', async () => {
    const desk = await world.desk('county-2');
    expect((await desk.ask('/session/password', { current: 'not this one', next: 'another long password' })).status).toBe(401);
    expect((await desk.ask('/session/password', { current: password, next: 'another long password' })).status).toBe(204);
    expect((await desk.get('/session')).status).toBe(401);
    expect((await signIn({ userId: 'county-2', password: 'another long password' })).status).toBe(200);
  });

  it('lets whoever has a one-time password change it and nothing else, and shows who set it', async () => {
    const admin = await world.desk('admin');
    const officer = { userId: 'newcomer', displayName: '新来', roles: [{ role: 'finance-approver', areaCode: '990101000000' }] };
    const short = await admin.do('/users', { ...officer, password: 'short' });
    expect([short.status, short.body.code]).toEqual([422, 'identity.password-length']);
    await world.settle();
    expect((await admin.get('/users/newcomer')).status).toBe(404);
    expect((await admin.do('/users', { ...officer, password: 'given by the admin' })).status).toBe(201);
    await world.settle();
    const session = await signIn({ userId: 'newcomer', password: 'given by the admin' });
    expect([session.status, session.body.mustChangePassword]).toEqual([200, true]);
    const newcomer = new Desk(world.server, session.body.token as string);
    for (const answer of [await newcomer.get('/batches'), await newcomer.get('/rates?year=2016'), await newcomer.do('/batches/b/approvals', { listHash: 'h' })]) {
      expect([answer.status, answer.body.code]).toEqual([403, 'auth.password-change-required']);
    }
    expect((await newcomer.get('/session')).body).toMatchObject({ userId: 'newcomer', mustChangePassword: true });
    expect((await newcomer.ask('/session/password', { current: 'given by the admin', next: 'given by the admin' })).body.code).toBe('identity.same-password');
    expect((await newcomer.ask('/session/password', { current: 'given by the admin', next: 'a password of my own' })).status).toBe(204);
    const own = await signIn({ userId: 'newcomer', password: 'a password of my own' });
    expect(own.body.mustChangePassword).toBe(false);
    expect((await new Desk(world.server, own.body.token as string).get('/batches')).status).toBe(200);
    const reset = (key: string) => request(world.server).put('/api/v1/users/newcomer/password').set('Authorization', `Bearer ${admin.token}`).set('Idempotency-Key', key).send({ password: `${key}-again-by-admin` });
    expect((await reset('first')).body.events).toEqual(['UserPasswordReset']);
    expect((await new Desk(world.server, own.body.token as string).get('/batches')).status).toBe(401);
    expect((await signIn({ userId: 'newcomer', password: 'first-again-by-admin' })).body.mustChangePassword).toBe(true);
    expect((await reset('first')).body.duplicate).toBe(true);
    expect((await admin.put('/users/admin/password', { password: 'my own password too' })).body.code).toBe('user.own-roles');
    const eye = await world.desk('inspector');
    const history = (await eye.get('/users/newcomer/history')).body as readonly { type: string; what: { en: string }; who: { userId: string } }[];
    expect(history.map(({ type }) => type)).toEqual(['UserAdded', 'UserPasswordChanged', 'UserPasswordReset', 'UserSignedIn', 'UserSignedIn', 'UserSignedIn']);
    expect(history.map(({ what }) => what.en)).toContain('admin set a one-time password');
    expect(JSON.stringify(history)).not.toContain('by-admin');
    expect((await (await world.desk('county-1')).get('/users/newcomer/history')).status).toBe(403);
  });

  it('completes a reset that broke off after it was recorded, and sets nothing under its key once another password stands', async () => {
    const admin = await world.desk('admin');
    const officer = await world.desk('finance-3');
    const given = unwrap(await world.runtime.services.users.resolveActor('admin', '2016-01-05'));
    const broken = await world.runtime.services.users.resetPassword({ clock: world.clock, actor: given, commandKey: 'admin/broken', correlationId: 'test', causationId: 'test' }, { userId: 'finance-3' });
    expect([broken.ok, (await officer.get('/session')).status]).toEqual([true, 200]);
    const reset = (key: string, next: string) => request(world.server).put('/api/v1/users/finance-3/password').set('Authorization', `Bearer ${admin.token}`).set('Idempotency-Key', key).send({ password: next });
    const again = await reset('broken', 'one-time by the admin');
    expect([again.status, again.body.duplicate, again.body.events]).toEqual([200, true, ['UserPasswordReset']]);
    expect([(await officer.get('/session')).status, (await signIn({ userId: 'finance-3', password })).status]).toEqual([401, 401]);
    const session = await signIn({ userId: 'finance-3', password: 'one-time by the admin' });
    expect(session.body.mustChangePassword).toBe(true);
    expect((await new Desk(world.server, session.body.token as string).ask('/session/password', { current: 'one-time by the admin', next: 'a password of my own' })).status).toBe(204);
    const late = await reset('broken', 'one-time by the admin');
    expect([late.status, late.body.code]).toEqual([409, 'user.already-another-password']);
    expect((await signIn({ userId: 'finance-3', password: 'a password of my own' })).body.mustChangePassword).toBe(false);
    // A later reset stands as well: what came before it is not set again.
    expect([(await reset('second', 'second by the admin')).status, (await reset('broken', 'one-time by the admin')).status, (await reset('second', 'second by the admin')).status]).toEqual([200, 409, 200]);
    expect((await signIn({ userId: 'finance-3', password: 'second by the admin' })).body.mustChangePassword).toBe(true);
    world.forget('finance-3');
  });

  it('tells a disabled user no more than a stranger, though the password is right', async () => {
    const admin = await world.desk('admin');
    await world.desk('township-01a');
    await admin.must('/users/township-01a/disabling', { reason: '离任' });
    await world.settle();
    const [right, wrong] = [await signIn({ userId: 'township-01a', password }), await signIn({ userId: 'nobody', password })];
    expect([right.status, { ...right.body, requestId: '' }]).toEqual([401, { ...wrong.body, requestId: '' }]);
    expect([right.headers['set-cookie'], right.body.expected]).toEqual([undefined, expect.stringMatching(/administrator|管理员/)]);
    // Whoever is in use and may not act for another is told so.
    expect((await signIn({ userId: 'county-1', password, onBehalfOf: 'township-01a' })).body.code).toMatch(/^(user|delegation)\./);
  });

  const limits = { person: 10, address: 60 };
  const tryAll = async (userIds: readonly string[]): Promise<readonly (readonly [number, string, string | undefined])[]> =>
    Promise.all(userIds.map(async (userId) => {
      const { status, body, headers } = await signIn({ userId, password: 'not this one' });
      return [status, (body as { code: string }).code, headers['retry-after']] as const;
    }));

  it('slows down whoever tries many passwords of one user, and nobody else at that address', async () => {
    const tries = await tryAll(Array.from({ length: limits.person + 2 }, () => 'guess'));
    const slowed = tries.filter(([, code]) => code === 'request.too-many');
    expect([slowed.length, slowed[0]?.[0], Number(slowed[0]?.[2])]).toEqual([2, 429, expect.any(Number)]);
    // Spaces make no other user of it, and neither does a body that names nobody.
    expect((await signIn({ userId: ' guess ', password })).body.code).toBe('request.too-many');
    expect((await signIn({ userId: 'county-1', password })).status).toBe(200);
    expect((await signIn({ password })).status).toBe(400);
  });

  it('slows down whoever tries many users from one address', async () => {
    const tries = await tryAll(Array.from({ length: limits.address }, (_, index) => `stranger-${index}`));
    expect(tries.at(-1)).toEqual([429, 'request.too-many', expect.stringMatching(/^\d+$/)]);
    expect(tries.filter(([, code]) => code === 'identity.sign-in-failed').length).toBeGreaterThan(limits.address / 2);
  });
});

describe('a page that nobody attends', () => {
  it('ends with its session after thirty minutes, whatever it reads by itself meanwhile', async () => {
    const sessionClock = simulatedClock('2016-01-05T01:00:00.000Z');
    const world = await startWorld({ sessionClock });
    const passMinutes = (minutes: number): void => sessionClock.advance(minutes * 60_000);
    const polled = (desk: Desk) => desk.get('/applications').set('X-Zhibu-Polled', '1');
    const statuses = async (desk: Desk) => [
      (await polled(desk)).status,
      (await desk.get('/imports/applications/import-none/progress').set('Accept', 'text/event-stream')).status,
    ];
    try {
      const desk = await world.desk('caseworker-01');
      for (const minutes of [10, 10, 9]) {
        passMinutes(minutes);
        expect(await statuses(desk)).toEqual([200, 404]);
      }
      passMinutes(2);
      expect(await statuses(desk)).toEqual([401, 401]);
      world.forget('caseworker-01');
      // What somebody asks for prolongs it, and a change does whatever it says of itself.
      const attended = await world.desk('caseworker-01');
      passMinutes(29);
      expect((await attended.get('/applications')).status).toBe(200);
      passMinutes(29);
      expect((await attended.ask('/people/find', { idNumber: '990000194706150017' }).set('X-Zhibu-Polled', '1')).status).not.toBe(401);
      passMinutes(29);
      expect((await polled(attended)).status).toBe(200);
      passMinutes(2);
      expect((await polled(attended)).status).toBe(401);
    } finally {
      await world.stop();
    }
  });
});

describe('a service that others can reach', () => {
  it('does not know demo users', async () => {
    const world = await startWorld({ loopback: false });
    try {
      const desk = await world.desk('county-1');
      const session = await desk.get('/session');
      expect([session.status, session.body.code]).toEqual([403, 'identity.demo-elsewhere']);
      const answer = await request(world.server).post('/api/v1/session').send({ userId: 'county-1', password });
      expect([answer.status, answer.body.code]).toEqual([403, 'identity.demo-elsewhere']);
    } finally {
      await world.stop();
    }
  });
});
