import { Pool, PoolClient } from 'pg';

export const lockSpace = 0x7a68_6962;

/**
 * One connection that holds an advisory lock for every generation followed here. When it is cut, the locks
 * are gone, and so must be the work; the fence in the checkpoint keeps the rows right in between.
 */
export class GenerationLocks {
  private client: PoolClient | null = null;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly pool: Pool, private readonly schema: string, private readonly onLost: (error: Error) => void) {}

  /** False: another process follows this generation. */
  take(label: string): Promise<boolean> {
    return this.inTurn(async () => {
      const client = await this.connected();
      const found = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as locked', this.keyOf(label));
      return found.rows[0]?.locked === true;
    });
  }

  giveBack(label: string): Promise<void> {
    return this.inTurn(async () => {
      await this.client?.query('select pg_advisory_unlock($1, hashtext($2))', this.keyOf(label));
    });
  }

  close(): Promise<void> {
    return this.inTurn(async () => {
      this.client?.release(true);
      this.client = null;
    });
  }

  private keyOf(label: string): [number, string] {
    return [lockSpace, `${this.schema}/${label}`];
  }

  /** A connection takes one statement at a time. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(work);
    this.queue = result.catch(() => undefined);
    return result;
  }

  private async connected(): Promise<PoolClient> {
    if (this.client !== null) return this.client;
    const client = await this.pool.connect();
    client.on('error', (error) => {
      if (this.client !== client) return;
      this.client = null;
      client.release(error);
      this.onLost(error);
    });
    this.client = client;
    return client;
  }
}
