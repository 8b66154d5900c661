import { Rejection, RejectionError, text } from '@zhibu/kernel';
import type { EngineName } from '@zhibu/runtime';

/** Seconds after which it is worth asking again. */
export const engineRetryAfterSeconds = 5;

const titles: Readonly<Record<EngineName, readonly [string, string]>> = { database: ['数据库', 'the database'], 'event-store': ['事件库', 'the event store'], queue: ['队列', 'the queue'] };

/** Code `engine.database-away`, `engine.event-store-away` or `engine.queue-away`: nothing is known to be wrong with the request itself. */
export const engineAway = (engine: EngineName): Rejection => {
  const [zh, en] = titles[engine];
  return {
    code: `engine.${engine}-away`,
    message: text(`${zh}暂时没有应答，请稍后用同一幂等键重试`, `${en} does not answer at the moment; try again soon, with the same idempotency key`),
    expected: text(`${zh}应答`, `an answer of ${en}`),
    actual: text('没有应答', 'none'),
  };
};

export const engineAwayError = (engine: EngineName): RejectionError => new RejectionError(engineAway(engine));

/** What errors are told apart by: those of drivers may come from anywhere. */
interface Shape {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly rejection?: Rejection;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Connection exceptions, a server that shuts down or starts, and one without a free connection; then what the system says of a socket. */
const databaseCodes = /^(08...|57P0.|53300|ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;

/** The rejection that an engine which went away deserves, or that it gave itself; null for anything else. */
export const engineAwayFor = (error: unknown): Rejection | null => {
  if (typeof error !== 'object' || error === null) return null;
  const shape: Shape = error;
  const [name, code, message] = [shape.name, shape.code, shape.message].map(textOf) as [string, string, string];
  if (name === 'StoreUnavailable') return engineAway('event-store');
  if (name === 'StoreFault') return shape.rejection ?? engineAway('event-store');
  // The process is about to end: the log is not ours any more.
  if (name === 'PlatformFailure' && code.startsWith('event-log.')) return engineAway('event-store');
  if (name === 'RedisTrouble') return engineAway('queue');
  if (name === 'NoConnection' || name === 'DatabaseTrouble' || databaseCodes.test(code) || /^Connection terminated|^Client has encountered a connection error/.test(message)) return engineAway('database');
  return null;
};

/** Whether it is only that the event store does not answer. */
export const isStoreAway = (error: unknown): boolean => engineAwayFor(error)?.code === 'engine.event-store-away';
