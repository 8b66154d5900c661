import { RejectionError, Text, text } from '@zhibu/kernel';

const shape = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;

/**
 * What is kept of a failed attempt. A rejection says its stable code and message; of anything else only the
 * name and code are kept, because a message may quote a value (a driver quotes the row that broke a rule).
 */
export const failureText = (error: unknown): Text => {
  if (error instanceof RejectionError) {
    const { code, message } = error.rejection;
    return text(`${code}：${message.zh}`, `${code}: ${message.en}`);
  }
  const what = error instanceof Error ? nameOf(error) : 'not an error';
  return text(`程序出错：${what}`, `unexpected: ${what}`);
};

const nameOf = (error: Error): string => {
  const code = 'code' in error && typeof error.code === 'string' && /^\w{1,40}$/.test(error.code) ? ` ${error.code}` : '';
  return `${shape.test(error.name) ? error.name : 'Error'}${code}`;
};

/** The error given to the queue in place of the real one: no message of others, no stack. A queue keeps one string: a line for each language. */
export class JobFailed extends Error {
  constructor(error: unknown) {
    const { zh, en } = failureText(error);
    super(`${en}\n${zh}`);
    this.name = 'JobFailed';
    this.stack = this.message;
  }
}

/** What BullMQ itself says of a job whose workers went away again and again. */
const stalledTooOften = 'job stalled more than allowable limit';

/** What a queue kept of a failure; a reason of one line, from another program or an earlier version, reads the same in both languages. */
export const failureKept = (stored: string | undefined): Text => {
  if (stored === stalledTooOften) return text('执行任务的进程一再中断', 'the processes that ran the job went away again and again');
  const [en = '', zh = en] = (stored ?? '').split('\n');
  return text(zh, en);
};
