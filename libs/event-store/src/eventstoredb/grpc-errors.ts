import { isNativeError } from 'node:util/types';

/** What an error of a call means for us; everything that is not certain is `broken`: the outcome is then unknown. */
export type CallFailure = 'stream-deleted' | 'denied' | 'unauthenticated' | 'unimplemented' | 'broken';

interface ServiceErrorLike {
  readonly code?: unknown;
  readonly metadata?: { get(key: string): readonly (string | Buffer)[] };
}

/** Numbers of the gRPC protocol. */
const permissionDenied = 7;
const unimplemented = 12;
const unauthenticated = 16;

/** Our own time is over; the server's deadlines do not work while it stands still. */
export class NoAnswer extends Error {
  constructor(what: string, ms: number) {
    super(`no answer to ${what} within ${Math.round(ms)} ms`);
    this.name = 'NoAnswer';
  }
}

export const failureOf = (error: unknown): CallFailure => {
  const { code, metadata } = (error ?? {}) as ServiceErrorLike;
  const exception = metadata?.get('exception')[0]?.toString();
  if (exception === 'stream-deleted') return 'stream-deleted';
  if (code === unauthenticated) return 'unauthenticated';
  if (exception === 'access-denied' || code === permissionDenied) return 'denied';
  if (code === unimplemented) return 'unimplemented';
  return 'broken';
};

export const errorOf = (error: unknown): Error => (isNativeError(error) || error instanceof Error ? error : new Error(String(error)));
