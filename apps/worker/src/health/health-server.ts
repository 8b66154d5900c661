import { Server, ServerResponse, createServer } from 'node:http';
import type { HealthReport } from '@zhibu/runtime';
import { metricsText, started, unready } from '@zhibu/runtime';

export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

export interface HealthServerOptions {
  readonly host: string;
  readonly port: number;
  readonly health: () => Promise<HealthReport>;
}

const requestTimeoutMs = 10_000;
const connectionsMax = 64;

/**
 * Health and metrics of a process that serves no people: `/health/live`, `/health/ready`, `/health/started` (200, or 503 with
 * what is wrong by name) and `/metrics` for Prometheus. Tells nothing about people and no address.
 */
export const startHealthServer = async ({ host, port, health }: HealthServerOptions): Promise<HealthServer> => {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(response, 405, { status: 'method' });
    void respond(request.url?.split('?')[0] ?? '', health, response).catch(() => answer(response, 500, { status: 'fault' }));
  });
  server.requestTimeout = requestTimeoutMs;
  server.maxConnections = connectionsMax;
  await listening(server, host, port);
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const listening = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });

const respond = async (path: string, health: () => Promise<HealthReport>, response: ServerResponse): Promise<void> => {
  switch (path) {
    case '/health/live':
      return answer(response, 200, { status: 'ok' });
    case '/health/started': {
      const report = await health();
      return started(report) ? answer(response, 200, { status: 'ok' }) : answer(response, 503, { status: 'not-started', wrong: wrongIn(report) });
    }
    case '/health/ready': {
      const report = await health();
      const ready = unready(report).length === 0;
      return answer(response, ready ? 200 : 503, { status: ready ? 'ok' : 'not-ready', wrong: wrongIn(report), ...shown(report) });
    }
    case '/metrics':
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(metricsText(await health()));
      return;
    default:
      return answer(response, 404, { status: 'not-found' });
  }
};

const wrongIn = (report: HealthReport) => unready(report).map(({ name, code }) => ({ name, code }));

/** Faults may name an address; they are in the log. */
const shown = ({ engines, readModels, followUps, leases, oldestWaitingMs }: HealthReport) => ({
  engines: engines.map(({ engine, ok, forMs }) => ({ engine, ok, forMs })), readModels, followUps, leases, oldestWaitingMs,
});

const answer = (response: ServerResponse, status: number, body: object): void => {
  if (!response.headersSent) response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
};
