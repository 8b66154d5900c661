import { RejectionError } from '@zhibu/kernel';

const shape = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;

/**
 * What is kept of a failed attempt. A rejection says its stable code and message; of anything else only the
 * name and code are kept, because a message may quote a value (a driver quotes the row that broke a rule).
 */
export const failureText = (error: unknown): string => {
  if (error instanceof RejectionError) return `${error.rejection.code}: ${error.rejection.message.en}`;
  if (!(error instanceof Error)) return 'unexpected: not an error';
  const code = 'code' in error && typeof error.code === 'string' && /^\w{1,40}$/.test(error.code) ? ` ${error.code}` : '';
  return `unexpected: ${shape.test(error.name) ? error.name : 'Error'}${code}`;
};

/** The error given to the queue in place of the real one: no message of others, no stack. */
export class JobFailed extends Error {
  constructor(error: unknown) {
    super(failureText(error));
    this.name = 'JobFailed';
    this.stack = this.message;
  }
}
