import { Client, ClientBase, ClientConfig, Pool, QueryConfig } from 'pg';

export interface PoolOptions {
  readonly databaseUrl: string;
  readonly connectionsMax: number;
  /** How long anybody waits for a connection. Default 30 s. */
  readonly waitMs?: number | undefined;
  /** False: no statement is prepared under a name, as a pooler between needs it that gives each transaction another session. */
  readonly preparedStatements?: boolean | undefined;
  /** Hears of idle connections that break; each is replaced when it is next needed. */
  readonly onError: (error: unknown) => void;
}

/** Nobody got a connection in time: the server does not answer, or all connections are at work. */
export class NoConnection extends Error {
  constructor(waitMs: number, { totalCount, idleCount, waitingCount }: Pool, max: number, cause: unknown) {
    super(`no connection to the database within ${waitMs} ms: ${totalCount - idleCount} of ${max} in use, ${waitingCount} waiting`, { cause });
    this.name = 'NoConnection';
  }
}

const waitDefaultMs = 30_000;
const quietBeforeProbeMs = 30_000;
const aliveWithinMs = 5_000;

/** What the driver says of both, in these words and without a code. */
const isTimeout = (error: unknown): boolean => error instanceof Error && /^timeout exceeded when trying to connect$|due to connection timeout$/.test(error.message);

type Connect = (callback?: (error: Error | undefined, ...rest: unknown[]) => void) => unknown;

/** The pool of a process. Waits with a limit, and hears every broken connection, also one that somebody has in hand. */
export const createPool = ({ databaseUrl, connectionsMax, waitMs = waitDefaultMs, preparedStatements = true, onError }: PoolOptions): Pool => {
  const pool = new Pool({
    connectionString: databaseUrl, max: connectionsMax, connectionTimeoutMillis: waitMs, application_name: 'zhibu',
    // A server whose machine is gone says nothing; the system asks whether it is still there.
    keepAlive: true, keepAliveInitialDelayMillis: quietBeforeProbeMs,
    ...(preparedStatements ? {} : { Client: UnnamedClient as unknown as new () => ClientBase }),
  });
  pool.on('error', onError);
  // Whoever waits for a statement is told by it; unheard, the second word of the driver would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const connect = pool.connect.bind(pool) as Connect;
  const said = (error: unknown): unknown => (isTimeout(error) ? new NoConnection(waitMs, pool, connectionsMax, error) : error);
  const patient: Connect = (callback) => {
    if (callback !== undefined) return connect((error, ...rest) => callback(error === undefined ? undefined : (said(error) as Error), ...rest));
    return (connect() as Promise<unknown>).catch((error: unknown) => Promise.reject(said(error) as Error));
  };
  pool.connect = patient as typeof pool.connect;
  return pool;
};

/** Whether the database answers at all. Without an answer the connection is ended: given up, it would never come back to the pool. */
export const askDatabase = async (pool: Pool, withinMs = aliveWithinMs): Promise<void> => {
  const query: QueryConfig & { readonly query_timeout: number } = { text: 'select 1', query_timeout: withinMs };
  await pool.query(query);
};

const isNamed = (given: unknown): given is { readonly name: string } => typeof given === 'object' && given !== null && 'name' in given && 'text' in given && !('submit' in given);

/** Sends every statement as one without a name, which lives no longer than itself. */
class UnnamedClient extends Client {
  constructor(config?: ClientConfig) {
    super(config);
    const query = this.query.bind(this) as (...given: unknown[]) => unknown;
    this.query = ((first: unknown, ...rest: unknown[]) => query(isNamed(first) ? { ...first, name: undefined } : first, ...rest)) as typeof this.query;
  }
}
