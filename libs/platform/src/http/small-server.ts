import { RequestListener, Server, createServer } from 'node:http';

export interface SmallServer {
  readonly port: number;
  /** Cuts what is open. May be repeated. */
  close(): Promise<void>;
}

export interface SmallServerOptions {
  readonly host: string;
  /** 0 lets the system pick one. */
  readonly port: number;
  readonly answer: RequestListener;
}

const requestTimeoutMs = 10_000;
const connectionsMax = 64;

/** Listens for whoever watches a process: few connections, short requests. Rejects with the system's error when the port is taken. */
export const startSmallServer = async ({ host, port, answer }: SmallServerOptions): Promise<SmallServer> => {
  const server = createServer(answer);
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
