import { Pool } from 'pg';
import { LockSession, LockSessionOptions, openLockSession } from './lock-session';

export const lockSpace = 0x7a68_6962;

/**
 * One connection that holds an advisory lock for every generation followed here. When it is cut, the locks
 * are gone, and so must be the work; the fence in the checkpoint keeps the rows right in between.
 */
export class GenerationLocks {
  private session: LockSession | null = null;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly pool: Pool, private readonly schema: string, private readonly options: LockSessionOptions) {}

  /** False: another process follows this generation. */
  take(label: string): Promise<boolean> {
    return this.inTurn(async () => {
      const session = await this.connected();
      const found = await session.query<{ locked: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as locked', this.keyOf(label));
      return found.rows[0]?.locked === true;
    });
  }

  giveBack(label: string): Promise<void> {
    return this.inTurn(async () => {
      await this.session?.query('select pg_advisory_unlock($1, hashtext($2))', this.keyOf(label));
    });
  }

  close(): Promise<void> {
    return this.inTurn(async () => {
      this.session?.close();
      this.session = null;
    });
  }

  private keyOf(label: string): [number, string] {
    return [lockSpace, `${this.schema}/${label}`];
  }

  /** What was given back is free before anybody asks for it again. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(work);
    this.queue = result.catch(() => undefined);
    return result;
  }

  private async connected(): Promise<LockSession> {
    this.session ??= await openLockSession(this.pool, {
      silentMsMax: this.options.silentMsMax,
      onLost: (error) => {
        this.session = null;
        this.options.onLost(error);
      },
    });
    return this.session;
  }
}
