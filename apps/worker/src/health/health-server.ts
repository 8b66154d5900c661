import type { ServerResponse } from 'node:http';
import { SmallServer, startSmallServer } from '@zhibu/platform';
import type { HealthReport, Unready } from '@zhibu/runtime';
import { idle, metricsText, unstarted } from '@zhibu/runtime';

export interface HealthServerOptions {
  readonly host: string;
  readonly port: number;
  readonly health: () => Promise<HealthReport>;
}

/**
 * Health and metrics of a process that serves no people: `/health/live`, `/health/ready`, `/health/started` (200, or 503 with
 * what is wrong by name) and `/metrics` for Prometheus. Tells nothing about people and no address.
 */
export const startHealthServer = ({ host, port, health }: HealthServerOptions): Promise<SmallServer> =>
  startSmallServer({
    host,
    port,
    answer: (request, response) => {
      if (request.method !== 'GET' && request.method !== 'HEAD') return answer(response, 405, { status: 'method' });
      void respond(request.url?.split('?')[0] ?? '', health, response).catch(() => answer(response, 500, { status: 'fault' }));
    },
  });

const respond = async (path: string, health: () => Promise<HealthReport>, response: ServerResponse): Promise<void> => {
  switch (path) {
    case '/health/live':
      return answer(response, 200, { status: 'ok' });
    case '/health/started': {
      const wrong = wordsOf(unstarted(await health()));
      return wrong.length === 0 ? answer(response, 200, { status: 'ok' }) : answer(response, 503, { status: 'not-started', wrong });
    }
    case '/health/ready': {
      const report = await health();
      const wrong = wordsOf(idle(report));
      return answer(response, wrong.length === 0 ? 200 : 503, { status: wrong.length === 0 ? 'ok' : 'not-ready', wrong, ...shown(report) });
    }
    case '/metrics':
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(metricsText(await health()));
      return;
    default:
      return answer(response, 404, { status: 'not-found' });
  }
};

const wordsOf = (wrong: readonly Unready[]) => wrong.map(({ name, code }) => ({ name, code }));

/** Faults may name an address; they are in the log. */
const shown = ({ engines, readModels, followUps, leases, oldestWaitingMs }: HealthReport) => ({
  engines: engines.map(({ engine, ok, forMs }) => ({ engine, ok, forMs })), readModels, followUps, leases, oldestWaitingMs,
});

const answer = (response: ServerResponse, status: number, body: object): void => {
  if (!response.headersSent) response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
};
