import { Pool, QueryResult, QueryResultRow } from 'pg';

/**
 * Milliseconds after which the server ends a session that says nothing. A process that stands still keeps its
 * connections open for ever, and with them its locks.
 */
const silentMsMaxDefault = 15_000;
const beatsInSilence = 5;

/** A connection of its own that holds advisory locks. */
export interface LockSession {
  /** One statement after the other. */
  query<Row extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<QueryResult<Row>>;
  /** Ends the connection and with it its locks. */
  close(): void;
}

export interface LockSessionOptions {
  /** Default 15,000 ms. */
  readonly silentMsMax?: number | undefined;
  /** Called once when the connection is cut: whatever it locked may be somebody else's now. */
  readonly onLost: (error: Error) => void;
}

/** Kept awake by this process, and ended by the server when this process stands still, so that another can take over. */
export const openLockSession = async (pool: Pool, { silentMsMax = silentMsMaxDefault, onLost }: LockSessionOptions): Promise<LockSession> => {
  const client = await pool.connect();
  let open = true;
  let turn: Promise<unknown> = Promise.resolve();
  const end = (reason: Error | true): void => {
    open = false;
    clearInterval(beating);
    client.release(reason);
  };
  const lost = (error: Error): void => {
    // A cut connection says so twice; unheard, the second time would end the process.
    if (!open) return;
    end(error);
    onLost(error);
  };
  const query: LockSession['query'] = <Row extends QueryResultRow>(text: string, values: readonly unknown[] = []) => {
    const result = turn.then(() => client.query<Row>(text, [...values]));
    turn = result.catch(() => undefined);
    return result;
  };
  client.on('error', lost);
  const beating = setInterval(() => void query('select 1').catch(lost), silentMsMax / beatsInSilence);
  try {
    await query(`select set_config('idle_session_timeout', $1, false)`, [String(silentMsMax)]);
  } catch (error) {
    if (open) end(true);
    throw error;
  }
  return { query, close: () => (open ? end(true) : undefined) };
};
