import { Rejection, text } from '@zhibu/kernel';
import { ConnectionClosedError } from 'bullmq';
import { Pool } from 'pg';

/**
 * A statement that the database did not do, and may do when asked again. BullMQ takes this kind as a connection that is
 * away: it waits a second and tries again, where another error would cost a job that is done one of its attempts.
 */
export class DatabaseTrouble extends ConnectionClosedError {
  readonly rejection: Rejection;
  constructor(cause: Error, readonly code: string | undefined) {
    const found = code ?? (cause.name || 'Error');
    super(`queue.database-away: The database did not do what the job queue asked; expected an answer, found ${found}`);
    this.name = 'DatabaseTrouble';
    this.rejection = {
      code: 'queue.database-away',
      message: text('数据库没有完成任务队列的操作', 'The database did not do what the job queue asked'),
      expected: text('数据库应答；任务等待，将重试', 'an answer; jobs wait, and it is tried again'),
      actual: text(found, found),
    };
  }
}

/** Lost or refused connections, a server that ends or begins, two who waited for one another. */
const passingCodes = /^(08...|57P0[1-3]|53300|40P01|40001|ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;
/** The driver says these without a code. */
const passingWords = /^Connection terminated|^timeout exceeded when trying to connect$|^Client has encountered a connection error/;

export const troubleIn = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return (code === undefined ? passingWords.test(error.message) : passingCodes.test(code)) ? new DatabaseTrouble(error, code) : error;
};

type Query = (...given: readonly unknown[]) => Promise<unknown>;

/** Lets statements of the pool fail with trouble in our words; `onTrouble` hears of each. */
export const tellTroubleOf = (pool: Pool, onTrouble: (trouble: DatabaseTrouble) => void): void => {
  const query = pool.query.bind(pool) as unknown as Query;
  const told: Query = (...given) =>
    query(...given).catch((error: unknown) => {
      const found = troubleIn(error);
      if (found instanceof DatabaseTrouble) onTrouble(found);
      throw found;
    });
  pool.query = told as unknown as typeof pool.query;
};
