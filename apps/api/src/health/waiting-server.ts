import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Language } from '@zhibu/kernel';
import { SmallServer, newId, startSmallServer } from '@zhibu/platform';
import type { HealthReport } from '@zhibu/runtime';
import { unstarted } from '@zhibu/runtime';
import { engineRetryAfterSeconds } from '../common/engine-away';
import { problemOf } from '../common/problem';
import { NotReady } from './not-ready';

export interface WaitingServerOptions {
  readonly host: string;
  readonly port: number;
  /** What is waited for at this moment. */
  readonly report: () => HealthReport;
}

const livePath = '/api/v1/health/live';

/**
 * Holds the port of the API until the API itself can: the process lives, and to everything else the answer is 503 with what is waited for.
 * So whoever watches it sees that it waits and does not end it.
 */
export const startWaitingServer = ({ host, port, report }: WaitingServerOptions): Promise<SmallServer> =>
  startSmallServer({ host, port, answer: (request, response) => (isLive(request) ? alive(response) : waiting(request, response, report())) });

const isLive = ({ method, url }: IncomingMessage): boolean => (method === 'GET' || method === 'HEAD') && url?.split('?')[0] === livePath;

// A connection that stays open would end in the hands of this server when the port changes hands.
const headers = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', Connection: 'close' } as const;

const alive = (response: ServerResponse): void => void response.writeHead(200, { ...headers, 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify({ status: 'ok' }));

const waiting = (request: IncomingMessage, response: ServerResponse, report: HealthReport): void => {
  const language: Language = /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh';
  const [notReady, requestId] = [new NotReady(unstarted(report)), newId()];
  const problem = { ...problemOf(notReady.rejection, language, requestId), errors: notReady.dependencies(language) };
  response
    .writeHead(problem.status, { ...headers, 'Content-Type': 'application/problem+json; charset=utf-8', 'Retry-After': String(engineRetryAfterSeconds), 'X-Request-Id': requestId })
    .end(JSON.stringify(problem));
};
