import { createHash, randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { Clock, Rejection, Result, accept, refuse, text } from '@zhibu/kernel';
import { createCredentials } from './credentials';
import { minutesLater } from './minutes-later';

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
  /** The same without counting as a use: the session ends as if nobody had looked. */
  look(token: string): Promise<SessionUser | null>;
  signOut(token: string): Promise<void>;
  /** Ends every session of a user, for example when the account is disabled. */
  signOutEverywhere(userId: string): Promise<void>;
}

const idleMinutes = 30;
const longestHours = 12;

const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();

/** With the hash of the token, now, and the instant since which the session must have been used. */
const holds = 's.token_hash = $1 AND s.expires_at > $2 AND s.used_at > $3 AND c.user_id = s.user_id';
const columns = 's.user_id, s.on_behalf_of, c.one_time';

const samePassword: Rejection = {
  code: 'identity.same-password',
  message: text('新密码与现密码相同', 'The new password is the present one'),
  expected: text('另一个密码', 'another password'),
  actual: text('相同', 'the same'),
  field: 'next',
};

export const createIdentityStore = (pool: Pool, clock: Clock): IdentityStore => {
  const { authenticate, store } = createCredentials(pool, clock);

  const openSession = async (userId: string, onBehalfOf: string | undefined, oneTimePassword: boolean, now: string): Promise<Session> => {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = minutesLater(now, longestHours * 60);
    await pool.query(`DELETE FROM identity.session WHERE expires_at < $1`, [now]);
    await pool.query(
      `INSERT INTO identity.session (token_hash, user_id, on_behalf_of, issued_at, used_at, expires_at) VALUES ($1, $2, $3, $4, $4, $5)`,
      [tokenHash(token), userId, onBehalfOf ?? null, now, expiresAt],
    );
    return { token, userId, expiresAt, oneTimePassword };
  };

  const signOutEverywhere = async (userId: string): Promise<void> => {
    await pool.query(`DELETE FROM identity.session WHERE user_id = $1`, [userId]);
  };

  const storeAndEnd = async (userId: string, password: string, oneTime: boolean): Promise<Result<null>> => {
    const stored = await store(userId, password, { oneTime });
    if (stored.ok) await signOutEverywhere(userId);
    return stored;
  };

  const sessionUser = async (token: string, sql: string): Promise<SessionUser | null> => {
    const now = clock.now();
    const found = await pool.query<{ user_id: string; on_behalf_of: string | null; one_time: boolean }>(sql, [tokenHash(token), now, minutesLater(now, -idleMinutes)]);
    const row = found.rows[0];
    return row === undefined ? null : { userId: row.user_id, onBehalfOf: row.on_behalf_of, mustChangePassword: row.one_time };
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

    // The credential says whether a password is due, not the session: a reset reaches sessions that are open.
    resolve: (token) => sessionUser(token, `UPDATE identity.session s SET used_at = $2 FROM identity.credential c WHERE ${holds} RETURNING ${columns}`),

    look: (token) => sessionUser(token, `SELECT ${columns} FROM identity.session s, identity.credential c WHERE ${holds}`),

    async signOut(token) {
      await pool.query(`DELETE FROM identity.session WHERE token_hash = $1`, [tokenHash(token)]);
    },

    signOutEverywhere,
  };
};
