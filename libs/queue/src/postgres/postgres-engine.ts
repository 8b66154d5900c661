import { PostgresConnection, PostgresQueueBackend } from 'bullmq';
import { Pool } from 'pg';
import { QueueEngine } from '../queue-engine';
import { DatabaseTrouble, tellTroubleOf } from './database-trouble';
import { queueGeneration, quotedSchema, restoreQueueSchema } from './queue-schema';

export interface PostgresEngineOptions {
  readonly connectionString: string;
  /** Default `bullmq`. */
  readonly schema?: string;
  /** Connections in all, one LISTEN for each queue worked on among them. Default 12. */
  readonly connectionsMax?: number;
}

/** Undefined table, function, type or schema: SQLSTATE of an operation whose tables were dropped. */
const lostStates = new Set(['42P01', '42883', '42704', '3F000']);
const connectTimeoutMs = 10_000;
/** Trouble comes from every worker at once, each second. */
const tellEveryMs = 60_000;

/** A connection on the shared pool. BullMQ would take its schema to be the default one. */
class PooledConnection extends PostgresConnection {
  override readonly schema: string;
  constructor(pool: Pool, schema: string) {
    super(pool);
    this.schema = schema;
  }

  /** The engine looks after the schema. BullMQ's own check is made once and its failure kept for ever. */
  override waitUntilReady(): Promise<void> {
    return Promise.resolve();
  }
}

interface EngineNeeds extends PostgresEngineOptions {
  readonly onError: (error: Error) => void;
  readonly nowMs?: () => number;
}

/** BullMQ on PostgreSQL, with one pool for all queues and workers. */
export const createPostgresEngine = ({ connectionString, schema = 'bullmq', connectionsMax = 12, onError, nowMs = Date.now }: EngineNeeds): QueueEngine => {
  const pool = new Pool({
    connectionString,
    max: connectionsMax,
    // Jobs are wake-ups: what a crash of the server takes of the last moments is found again from the events, and the
    // log is written in order, so a reader's checkpoint is never on the disk before the jobs that it stands for.
    options: `-c search_path=${quotedSchema(schema)} -c synchronous_commit=off`,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
  });
  // Every queue and worker listens to the errors of the shared pool.
  pool.setMaxListeners(0);
  pool.on('error', () => undefined);
  let toldMs = -Infinity;
  tellTroubleOf(pool, (trouble) => {
    if (nowMs() - toldMs < tellEveryMs) return;
    toldMs = nowMs();
    onError(trouble);
  });

  const backend: QueueEngine['backend'] = (name, opts, { blocking = false, withBlockingConnection = false } = {}) => {
    const listens = blocking || withBlockingConnection;
    return new PostgresQueueBackend(new PooledConnection(pool, schema), name, { ...opts, connection: pool }, true, listens ? name : undefined);
  };

  return {
    backend,
    connection: pool,
    restore: () => restoreQueueSchema(pool, schema),
    generation: () => queueGeneration(pool, schema),
    // A database belongs to one installation, which is looked at before its queues are opened.
    isForeign: () => false,
    isLost: (error) => error instanceof Error && 'code' in error && lostStates.has(String(error.code)),
    losesSilently: false,
    runningNotes: null,
    isTold: (error) => error instanceof DatabaseTrouble,
    close: () => pool.end(),
  };
};
