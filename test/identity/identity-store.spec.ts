import { createIdentityStore, migrateIdentity } from '@zhibu/platform';
import { TestDatabase, createTestDatabase } from '../support/database';

describe('signing in', () => {
  let database: TestDatabase;
  let now = Date.parse('2026-03-02T01:00:00.000Z');
  const clock = { now: () => new Date(now).toISOString(), simulated: false };
  const passMinutes = (minutes: number): void => void (now += minutes * 60_000);
  const password = 'correct horse battery';

  beforeAll(async () => {
    database = await createTestDatabase();
    await Promise.all([migrateIdentity(database.pool), migrateIdentity(database.pool)]);
  });
  afterAll(() => database.drop());

  const store = () => createIdentityStore(database.pool, clock);
  const signedIn = async (userId: string): Promise<string> => {
    const session = await store().signIn(userId, password);
    if (!session.ok) throw new Error(session.rejection.code);
    return session.value.token;
  };

  it('opens a session that ends with sign-out, and stores neither password nor token', async () => {
    await store().setPassword('li', password);
    const token = await signedIn('li');
    expect(await store().resolve(token)).toEqual({ userId: 'li', onBehalfOf: null, mustChangePassword: false });
    const rows = await database.pool.query(`SELECT c::text || s::text AS row FROM identity.credential c, identity.session s`);
    expect(JSON.stringify(rows.rows)).not.toContain(password);
    expect(JSON.stringify(rows.rows)).not.toContain(token);
    await store().signOut(token);
    expect(await store().resolve(token)).toBeNull();
  });

  it('ends a session that nobody uses, and every session after twelve hours', async () => {
    await store().setPassword('wang', password);
    const idle = await signedIn('wang');
    passMinutes(31);
    expect(await store().resolve(idle)).toBeNull();
    const busy = await signedIn('wang');
    for (let minutes = 0; minutes < 12 * 60; minutes += 20) {
      expect(await store().resolve(busy)).not.toBeNull();
      passMinutes(20);
    }
    expect(await store().resolve(busy)).toBeNull();
  });

  it('answers the same for an unknown user and a wrong password, and locks after five failures', async () => {
    await store().setPassword('zhao', password);
    const unknown = await store().signIn('nobody', password);
    const wrong = await store().signIn('zhao', 'wrong password');
    expect(unknown).toEqual(wrong);
    for (let tries = 0; tries < 4; tries += 1) await store().signIn('zhao', 'wrong password');
    const locked = await store().signIn('zhao', password);
    expect(locked.ok ? '' : locked.rejection.code).toBe('identity.locked');
    passMinutes(16);
    expect((await store().signIn('zhao', password)).ok).toBe(true);
  });

  it('locks guesses at somebody who does not exist as at somebody who does, so that the lock tells nobody apart', async () => {
    const one = store();
    await one.setPassword('sun', password);
    const tries = async (userId: string) => {
      const answers = [];
      for (let count = 0; count < 7; count += 1) answers.push(await one.signIn(userId, 'wrong password'));
      passMinutes(16);
      answers.push(await one.signIn(userId, 'wrong password'), await one.signIn(userId, 'wrong password'));
      passMinutes(-16);
      return answers;
    };
    expect(await tries('no-such-user')).toEqual(await tries('sun'));
  });

  it('ends every session when others set a password, and opens only the change of it', async () => {
    await store().setPassword('chen', password);
    const before = await signedIn('chen');
    await store().setOneTimePassword('chen', 'given by another');
    expect(await store().resolve(before)).toBeNull();
    expect((await store().signIn('chen', password)).ok).toBe(false);
    const session = await store().signIn('chen', 'given by another');
    if (!session.ok) throw new Error(session.rejection.code);
    expect(session.value.oneTimePassword).toBe(true);
    expect(await store().resolve(session.value.token)).toMatchObject({ mustChangePassword: true });
    const same = await store().changePassword('chen', 'given by another', 'given by another');
    expect(same.ok ? '' : same.rejection.code).toBe('identity.same-password');
    const wrong = await store().changePassword('chen', 'not this one', 'my own password');
    expect(wrong.ok ? '' : wrong.rejection.code).toBe('identity.sign-in-failed');
    expect((await store().changePassword('chen', 'given by another', 'my own password')).ok).toBe(true);
    expect(await store().resolve(session.value.token)).toBeNull();
    const own = await store().signIn('chen', 'my own password');
    expect(own.ok && own.value.oneTimePassword).toBe(false);
  });

  it('reaches sessions that were opened while the password was being set', async () => {
    await store().setPassword('sun', password);
    await store().setOneTimePassword('sun', 'given by another');
    const token = 'late-session';
    await database.pool.query(`INSERT INTO identity.session (token_hash, user_id, issued_at, used_at, expires_at) VALUES (sha256($1), 'sun', $2, $2, $3)`, [Buffer.from(token), clock.now(), new Date(now + 3_600_000).toISOString()]);
    expect(await store().resolve(token)).toMatchObject({ mustChangePassword: true });
  });

  it('gives a first password, and leaves one that is there alone', async () => {
    await store().setFirstPassword('zhou', 'given by another');
    const first = await store().signIn('zhou', 'given by another');
    expect(first.ok && first.value.oneTimePassword).toBe(true);
    await store().setPassword('zhou', password);
    await store().setFirstPassword('zhou', 'given once more');
    expect((await store().signIn('zhou', password)).ok).toBe(true);
  });

  it('refuses a password that is too short', async () => {
    const refused = await store().setPassword('li', 'short');
    expect(refused.ok ? '' : refused.rejection.code).toBe('identity.password-length');
  });
});
