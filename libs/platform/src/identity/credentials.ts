import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { Clock, Rejection, Result, accept, refuse, text } from '@zhibu/kernel';
import { minutesLater } from './minutes-later';
import { checkNewPassword, hashPassword, passwordMatches } from './password';

const failuresMax = 5;
const lockMinutes = 15;
/** Ids that were tried and do not exist; whoever tries more than these starts them anew. */
const strangersMax = 10_000;

interface Stranger {
  readonly failures: number;
  /** Empty when not locked. */
  readonly lockedUntil: string;
}

/** For an unknown user, a wrong password and a disabled user alike: strangers learn nothing, and whoever was disabled knows whom to ask. */
export const signInFailed: Rejection = {
  code: 'identity.sign-in-failed',
  message: text('登录失败', 'Sign-in failed'),
  expected: text('在用的用户名和正确的密码；忘记密码或已被停用的，请找系统管理员', 'a user in use and the right password; ask the administrator where it was forgotten or the user disabled'),
  actual: text('用户名或密码不正确，或该用户已被停用', 'the user or the password is wrong, or the user is disabled'),
};

const locked = (until: string): Rejection => ({
  code: 'identity.locked',
  message: text('多次登录失败，已暂时锁定', 'Locked for a while after several failed sign-ins'),
  expected: text(`${until} 之后再试`, `another try after ${until}`),
  actual: text(`连续失败 ${failuresMax} 次`, `${failuresMax} failures in a row`),
});

export interface CredentialRow {
  readonly password_hash: string;
  readonly failed_count: number;
  readonly locked_until: Date | null;
  readonly one_time: boolean;
}

export interface Credentials {
  /** Refuses `identity.sign-in-failed` and `identity.locked`; counts failures. */
  authenticate(userId: string, password: string, now: string): Promise<Result<CredentialRow>>;
  store(userId: string, password: string, options: { readonly oneTime: boolean; readonly keepExisting?: boolean }): Promise<Result<null>>;
}

/** Passwords alone: who may have a session is decided with them, what a session is elsewhere. */
export const createCredentials = (pool: Pool, clock: Clock): Credentials => {
  // Verified when the user is unknown, so that the answer takes as long as a real one.
  let decoy: Promise<string> | undefined;
  const strangers = new Map<string, Stranger>();

  /** Locked like a real user, or the lock would tell who is one. */
  const refuseStranger = async (userId: string, password: string, now: string): Promise<Result<never>> => {
    const lockedUntil = strangers.get(userId)?.lockedUntil ?? '';
    if (lockedUntil > now) return refuse(locked(lockedUntil));
    decoy ??= hashPassword(randomBytes(16).toString('hex'));
    await passwordMatches(await decoy, password);
    const failures = (strangers.get(userId)?.failures ?? 0) + 1;
    strangers.delete(userId);
    strangers.set(userId, { failures, lockedUntil: failures >= failuresMax ? minutesLater(now, lockMinutes) : '' });
    const [oldest] = strangers.keys();
    if (strangers.size > strangersMax && oldest !== undefined) strangers.delete(oldest);
    return refuse(signInFailed);
  };

  const noteFailure = async (userId: string, now: string): Promise<void> => {
    await pool.query(
      `UPDATE identity.credential
          SET failed_count = failed_count + 1,
              locked_until = CASE WHEN failed_count + 1 >= $2 THEN $3::timestamptz ELSE locked_until END
        WHERE user_id = $1`,
      [userId, failuresMax, minutesLater(now, lockMinutes)],
    );
  };

  const authenticate = async (userId: string, password: string, now: string): Promise<Result<CredentialRow>> => {
    const found = await pool.query<CredentialRow>(`SELECT password_hash, failed_count, locked_until, one_time FROM identity.credential WHERE user_id = $1`, [userId]);
    const row = found.rows[0];
    if (row === undefined) return refuseStranger(userId, password, now);
    if (row.locked_until !== null && row.locked_until.toISOString() > now) return refuse(locked(row.locked_until.toISOString()));
    if (!(await passwordMatches(row.password_hash, password))) {
      await noteFailure(userId, now);
      return refuse(signInFailed);
    }
    await pool.query(`UPDATE identity.credential SET failed_count = 0, locked_until = NULL WHERE user_id = $1 AND failed_count > 0`, [userId]);
    return accept(row);
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

  return { authenticate, store };
};
