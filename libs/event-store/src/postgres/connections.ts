import { setTimeout as sleep } from 'node:timers/promises';
import { Pool, QueryConfig } from 'pg';
import { StoreUnavailable } from '../port';

export type Row = readonly (string | null)[];

export interface Statement {
  /** Prepared under this name once for each connection; it carries the schema, for stores that share a pool. */
  readonly name: string;
  readonly text: string;
}

/** Pauses before the next try, in ms; after the last one the engine counts as unavailable. */
const reconnectPausesMs = [20, 100, 300, 1_000, 2_000];
const contentionTriesMax = 10;
/** A server that hangs is as good as gone. */
const answerMsMax = 15_000;

const asText = { getTypeParser: () => (value: string) => value };

/**
 * Runs statements that may be repeated: reads, and appends that carry a command key. A broken connection
 * leaves the outcome unknown; running the statement again finds out, because the store keeps the key. Throws
 * `StoreUnavailable` where asking later may help, and what is wrong with the statement or its values as it came.
 */
export class Connections {
  constructor(private readonly pool: Pool) {}

  async rows({ name, text }: Statement, values: readonly unknown[]): Promise<readonly Row[]> {
    const query: QueryConfig & { rowMode: 'array'; query_timeout: number } = {
      name, text, values: [...values], rowMode: 'array', types: asText, query_timeout: answerMsMax,
    };
    let contention = 0;
    for (let broken = 0; ; ) {
      try {
        return await this.once(query);
      } catch (error) {
        if (isContention(error) && contention < contentionTriesMax) {
          contention += 1;
          continue;
        }
        if (!isBroken(error)) throw isPassing(error) ? new StoreUnavailable('the event store could not do it now', { cause: error }) : error;
        const pause = reconnectPausesMs[broken];
        if (pause === undefined) throw new StoreUnavailable('the event store does not answer', { cause: error });
        broken += 1;
        await sleep(pause);
      }
    }
  }

  private async once(query: QueryConfig & { rowMode: 'array' }): Promise<readonly Row[]> {
    const client = await this.pool.connect();
    // The driver reports the loss of a connection to the query and as an event; unheard, the event ends the process.
    const ignore = () => undefined;
    client.on('error', ignore);
    let broken = false;
    try {
      return (await client.query<(string | null)[]>(query)).rows;
    } catch (error) {
      broken = isBroken(error);
      throw error;
    } finally {
      client.off('error', ignore);
      client.release(broken);
    }
  }
}

/** By its shape, because an error of the runtime itself may come from another realm. */
const isErrorLike = (error: unknown): error is { readonly name: string; readonly code?: unknown } => typeof error === 'object' && error !== null && 'name' in error && 'message' in error;

/** Every SQL state holds a digit; `EPIPE`, which has its length, is a broken connection. */
export const sqlStateOf = (error: unknown): string | undefined => {
  const code = isErrorLike(error) ? error.code : undefined;
  return typeof code === 'string' && /^(?=.*\d)[0-9A-Z]{5}$/.test(code) ? code : undefined;
};

/** Serialization failure or deadlock: nothing was written, and the next try may pass. */
const isContention = (error: unknown): boolean => ['40001', '40P01'].includes(sqlStateOf(error) ?? '');

/** Errors that only our own code can be the cause of. */
const ofProgramming = ['RangeError', 'TypeError', 'ReferenceError', 'SyntaxError', 'AssertionError'];

/** No answer from the server, or one that says it is going away (classes 08 and 57P, 53300: too many connections). */
const isBroken = (error: unknown): boolean => {
  const state = sqlStateOf(error);
  return state === undefined ? isErrorLike(error) && !ofProgramming.includes(error.name) : /^(08|57P|53300)/.test(state);
};

/**
 * The server is well and refuses for now: serialization and deadlocks that never end (40), disk or memory full (53), cancelled
 * by its time limit (57), its own files (58), a lock that was not free (55P03) and a standby that cannot write (25006).
 */
const isPassing = (error: unknown): boolean => /^(40|53|57|58|55P03|25006)/.test(sqlStateOf(error) ?? '');
