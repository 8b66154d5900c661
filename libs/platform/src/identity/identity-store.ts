import { createHash, randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { Clock, Rejection, Result, accept, refuse, text } from '@zhibu/kernel';
import { checkNewPassword, hashPassword, passwordMatches } from './password';

export interface Session {
  /** 43 characters; only its SHA-256 is stored. */
  readonly token: string;
  readonly userId: string;
  readonly expiresAt: string;
  /** True when the password was set by others: the session is good for nothing but to change it. */
  readonly oneTimePassword: boolean;
}

export interface SessionUser {
  readonly userId: string;
  readonly onBehalfOf: string | null;
  /** True until the officer has set a password of their own. */
  readonly mustChangePassword: boolean;
}

/** Sign-in and sessions. Who may do what is not known here: that is asked of the user's own stream. */
export interface IdentityStore {
  /** Sets a password that the officer chose. */
  setPassword(userId: string, password: string): Promise<Result<null>>;
  /** Sets one that others chose: it opens only the way to another. Every session of the user ends. */
  setOneTimePassword(userId: string, password: string): Promise<Result<null>>;
  /** The same for a user who has none yet; whoever has one keeps it. */
  setFirstPassword(userId: string, password: string): Promise<Result<null>>;
  /** Replaces the present one and ends every session. Refuses `identity.sign-in-failed` and `identity.same-password`. */
  changePassword(userId: string, current: string, next: string): Promise<Result<null>>;
  /** Refuses `identity.sign-in-failed` for an unknown user as for a wrong password, in the same time. */
  signIn(userId: string, password: string, onBehalfOf?: string): Promise<Result<Session>>;
  /** The session's user, or `null`. A use prolongs it, within the longest life of a session. */
  resolve(token: string): Promise<SessionUser | null>;
  signOut(token: string): Promise<void>;
  /** Ends every session of a user, for example when the account is disabled. */
  signOutEverywhere(userId: string): Promise<void>;
}

const idleMinutes = 30;
const longestHours = 12;
const failuresMax = 5;
const lockMinutes = 15;
const msPerMinute = 60_000;

const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();
const later = (instant: string, minutes: number): string => new Date(Date.parse(instant) + minutes * msPerMinute).toISOString();

const failed: Rejection = {
  code: 'identity.sign-in-failed',
  message: text('登录失败', 'Sign-in failed'),
  expected: text('已登记的用户名和正确的密码', 'a known user and the right password'),
  actual: text('用户名或密码不正确，或该用户已被停用', 'the user or the password is wrong, or the user is disabled'),
};

const locked = (until: string): Rejection => ({
  code: 'identity.locked',
  message: text('多次登录失败，已暂时锁定', 'Locked for a while after several failed sign-ins'),
  expected: text(`${until} 之后再试`, `another try after ${until}`),
  actual: text(`连续失败 ${failuresMax} 次`, `${failuresMax} failures in a row`),
});

const samePassword: Rejection = {
  code: 'identity.same-password',
  message: text('新密码与现密码相同', 'The new password is the present one'),
  expected: text('另一个密码', 'another password'),
  actual: text('相同', 'the same'),
  field: 'next',
};

interface CredentialRow {
  readonly password_hash: string;
  readonly failed_count: number;
  readonly locked_until: Date | null;
  readonly one_time: boolean;
}

export const createIdentityStore = (pool: Pool, clock: Clock): IdentityStore => {
  // Verified when the user is unknown, so that the answer takes as long as a real one.
  let decoy: Promise<string> | undefined;

  const noteFailure = async (userId: string, now: string): Promise<void> => {
    await pool.query(
      `UPDATE identity.credential
          SET failed_count = failed_count + 1,
              locked_until = CASE WHEN failed_count + 1 >= $2 THEN $3::timestamptz ELSE locked_until END
        WHERE user_id = $1`,
      [userId, failuresMax, later(now, lockMinutes)],
    );
  };

  const authenticate = async (userId: string, password: string, now: string): Promise<Result<CredentialRow>> => {
    const found = await pool.query<CredentialRow>(`SELECT password_hash, failed_count, locked_until, one_time FROM identity.credential WHERE user_id = $1`, [userId]);
    const row = found.rows[0];
    if (row === undefined) {
      decoy ??= hashPassword(randomBytes(16).toString('hex'));
      await passwordMatches(await decoy, password);
      return refuse(failed);
    }
    if (row.locked_until !== null && row.locked_until.toISOString() > now) return refuse(locked(row.locked_until.toISOString()));
    if (!(await passwordMatches(row.password_hash, password))) {
      await noteFailure(userId, now);
      return refuse(failed);
    }
    await pool.query(`UPDATE identity.credential SET failed_count = 0, locked_until = NULL WHERE user_id = $1 AND failed_count > 0`, [userId]);
    return accept(row);
  };

  const openSession = async (userId: string, onBehalfOf: string | undefined, oneTimePassword: boolean, now: string): Promise<Session> => {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = later(now, longestHours * 60);
    await pool.query(`DELETE FROM identity.session WHERE expires_at < $1`, [now]);
    await pool.query(
      `INSERT INTO identity.session (token_hash, user_id, on_behalf_of, issued_at, used_at, expires_at) VALUES ($1, $2, $3, $4, $4, $5)`,
      [tokenHash(token), userId, onBehalfOf ?? null, now, expiresAt],
    );
    return { token, userId, expiresAt, oneTimePassword };
  };

  const store = async (userId: string, password: string, { oneTime, keepExisting = false }: { readonly oneTime: boolean; readonly keepExisting?: boolean }): Promise<Result<null>> => {
    const checked = checkNewPassword(password);
    if (!checked.ok) return checked;
    const onConflict = keepExisting ? 'NOTHING' : 'UPDATE SET password_hash = $2, changed_at = $3, one_time = $4, failed_count = 0, locked_until = NULL';
    await pool.query(
      `INSERT INTO identity.credential (user_id, password_hash, changed_at, one_time) VALUES ($1, $2, $3, $4) ON CONFLICT (user_id) DO ${onConflict}`,
      [userId, await hashPassword(password), clock.now(), oneTime],
    );
    return accept(null);
  };

  const signOutEverywhere = async (userId: string): Promise<void> => {
    await pool.query(`DELETE FROM identity.session WHERE user_id = $1`, [userId]);
  };

  const storeAndEnd = async (userId: string, password: string, oneTime: boolean): Promise<Result<null>> => {
    const stored = await store(userId, password, { oneTime });
    if (stored.ok) await signOutEverywhere(userId);
    return stored;
  };

  return {
    setPassword: (userId, password) => store(userId, password, { oneTime: false }),
    setOneTimePassword: (userId, password) => storeAndEnd(userId, password, true),
    setFirstPassword: (userId, password) => store(userId, password, { oneTime: true, keepExisting: true }),

    async changePassword(userId, current, next) {
      const present = await authenticate(userId, current, clock.now());
      if (!present.ok) return present;
      return current === next ? refuse(samePassword) : storeAndEnd(userId, next, false);
    },

    async signIn(userId, password, onBehalfOf) {
      const now = clock.now();
      const found = await authenticate(userId, password, now);
      return found.ok ? accept(await openSession(userId, onBehalfOf, found.value.one_time, now)) : found;
    },

    async resolve(token) {
      const now = clock.now();
      // The credential says whether a password is due, not the session: a reset reaches sessions that are open.
      const found = await pool.query<{ user_id: string; on_behalf_of: string | null; one_time: boolean }>(
        `UPDATE identity.session s SET used_at = $2
           FROM identity.credential c
          WHERE s.token_hash = $1 AND s.expires_at > $2 AND s.used_at > $3 AND c.user_id = s.user_id
          RETURNING s.user_id, s.on_behalf_of, c.one_time`,
        [tokenHash(token), now, later(now, -idleMinutes)],
      );
      const row = found.rows[0];
      return row === undefined ? null : { userId: row.user_id, onBehalfOf: row.on_behalf_of, mustChangePassword: row.one_time };
    },

    async signOut(token) {
      await pool.query(`DELETE FROM identity.session WHERE token_hash = $1`, [tokenHash(token)]);
    },

    signOutEverywhere,
  };
};
