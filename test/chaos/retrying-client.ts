import { request as httpRequest } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** One command as its sender knows it. */
export interface Sent {
  readonly officer: string;
  readonly path: string;
  readonly key: string;
  readonly token: string;
  readonly type: string;
  readonly body: Buffer;
}

/** An answered command: what a sender counts on from then on. */
export interface Accepted extends Sent {
  readonly answer: Answer;
  /** Connections that broke before the answer came. */
  readonly broken: number;
}

const attemptsMax = 40;
const timeoutMs = 20_000;

/** Breaks with the connection: a refused one, one that ended before the answer was whole, one that stays silent. */
const call = (port: number, method: string, { path, token, key, type, body }: Sent, halfSent?: () => void): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${token}`, ...(method === 'GET' ? {} : { ...(key === '' ? {} : { 'Idempotency-Key': key }), 'Content-Type': type, 'Content-Length': String(body.length) }) };
    const out = httpRequest({ host: '127.0.0.1', port, method, path: `/api/v1${path}`, headers, agent: false, timeout: timeoutMs }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => (answer.complete ? resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }) : reject(new Error('cut off'))));
    });
    out.on('error', reject);
    out.on('timeout', () => out.destroy(new Error('silent')));
    if (halfSent === undefined || method === 'GET') return void out.end(method === 'GET' ? undefined : body);
    out.write(body.subarray(0, Math.floor(body.length / 2)), () => halfSent());
  });

/** Sends a command with the same key until it is answered, to whoever serves by then. */
export class RetryingClient {
  readonly accepted: Accepted[] = [];

  constructor(private readonly port: () => Promise<number>) {}

  /** Repeats an accepted command; nothing is noted. */
  again(sent: Sent): Promise<Answer> {
    return this.port().then((port) => call(port, 'POST', sent));
  }

  async read(token: string, path: string): Promise<Answer> {
    return (await this.untilAnswered('GET', { officer: '', path, token, key: '', type: '', body: Buffer.alloc(0) })).answer;
  }

  /** A read that travels as POST. */
  async ask(token: string, path: string, body: object): Promise<Answer> {
    return (await this.untilAnswered('POST', { officer: '', path, token, key: '', type: 'application/json', body: Buffer.from(JSON.stringify(body)) })).answer;
  }

  /** `halfSent` is called in the middle of the first sending, which then never gets its second half. */
  async send(sent: Sent, halfSent?: () => void): Promise<Answer> {
    const { answer, broken } = await this.untilAnswered('POST', sent, halfSent);
    if (answer.status >= 300) throw new Error(`${sent.path}: ${answer.status} after ${broken} broken connections: ${answer.text}`);
    this.accepted.push({ ...sent, answer, broken });
    return answer;
  }

  private async untilAnswered(method: string, sent: Sent, halfSent?: () => void): Promise<{ readonly answer: Answer; readonly broken: number }> {
    for (let broken = 0; broken < attemptsMax; broken += 1) {
      try {
        return { answer: await call(await this.port(), method, sent, broken === 0 ? halfSent : undefined), broken };
      } catch {
        await wait(20);
      }
    }
    throw new Error(`${sent.path}: no answer after ${attemptsMax} attempts`);
  }
}
