import { Server, Socket, connect, createServer } from 'node:net';
import { AddressInfo } from 'node:net';

/** Stands between a store and PostgreSQL, and fails the way networks fail. */
export class BreakableProxy {
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();
  private loseAnswerTo: string | null = null;
  /** While true every connection is cut at once. */
  isDown = false;
  answersLost = 0;

  constructor(private readonly target: URL) {}

  async start(): Promise<string> {
    const server = createServer((client) => this.join(client));
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = String((server.address() as AddressInfo).port);
    return url.href;
  }

  /** The next request that contains `marker` reaches the server; its answer does not come back. */
  loseNextAnswerTo(marker: string): void {
    this.loseAnswerTo = marker;
  }

  cutAll(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.cutAll();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  private join(client: Socket): void {
    if (this.isDown) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(this.target.port || 5432), this.target.hostname);
    let losing = false;
    for (const socket of [client, upstream]) {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => this.sockets.delete(socket));
    }
    client.on('data', (bytes) => {
      if (this.loseAnswerTo !== null && bytes.includes(this.loseAnswerTo)) {
        this.loseAnswerTo = null;
        losing = true;
      }
      upstream.write(bytes);
    });
    upstream.on('data', (bytes) => {
      if (losing) {
        this.answersLost += 1;
        client.destroy();
        upstream.destroy();
      } else {
        client.write(bytes);
      }
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  }
}
