import { AddressInfo, Server, Socket, connect, createServer } from 'node:net';

interface Pair {
  readonly client: Socket;
  readonly upstream: Socket;
}

/** The server's port as its clients see it: it can refuse, go silent as under SIGSTOP, or reset connections. */
export class Gate {
  private server: Server | null = null;
  private readonly pairs = new Map<number, Pair>();
  /** Accepted while paused. */
  private readonly waiting = new Set<Socket>();
  /** Accepted, with the way to the server behind not open yet. */
  private readonly joining = new Set<Socket>();
  private isPaused = false;
  private target = 0;
  port = 0;

  /** Opens the port (the same one again after `refuse`) in front of a server's own. */
  async open(target: number, port = this.port): Promise<void> {
    this.target = target;
    const server = createServer((client) => this.accept(client));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    this.server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  /** New connections are refused; those that are open stay. */
  async refuse(): Promise<void> {
    const { server } = this;
    this.server = null;
    // `close` calls back only when the last connection is gone; the port is free at once.
    server?.close();
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Takes connections again, on the same port. */
  async admit(): Promise<void> {
    if (this.server === null) await this.open(this.target);
  }

  /** Bytes stop in both directions while connections stay open, as when the process is stopped. */
  pause(): void {
    this.isPaused = true;
    for (const { client, upstream } of this.pairs.values()) {
      client.pause();
      upstream.pause();
    }
  }

  resume(): void {
    this.isPaused = false;
    for (const { client, upstream } of this.pairs.values()) {
      client.resume();
      upstream.resume();
    }
    for (const client of this.waiting) this.join(client);
    this.waiting.clear();
  }

  cutAll(): void {
    for (const { client, upstream } of this.pairs.values()) {
      client.resetAndDestroy();
      upstream.destroy();
    }
    for (const client of [...this.waiting, ...this.joining]) client.resetAndDestroy();
    this.waiting.clear();
  }

  /** `peer` is how the server behind sees the connection: `127.0.0.1:<port>`. What it has sent already is passed on first. */
  cut(peer: string): void {
    const pair = this.pairs.get(Number(peer.split(':').at(-1)));
    if (pair === undefined) return;
    let passed = -1;
    const whenQuiet = setInterval(() => {
      if (pair.upstream.bytesRead !== passed) {
        passed = pair.upstream.bytesRead;
        return;
      }
      clearInterval(whenQuiet);
      pair.client.destroySoon();
      pair.upstream.destroy();
    }, 10);
  }

  get connections(): number {
    return this.pairs.size;
  }

  private accept(client: Socket): void {
    client.on('error', () => undefined);
    if (!this.isPaused) return this.join(client);
    this.waiting.add(client);
    client.on('close', () => this.waiting.delete(client));
  }

  private join(client: Socket): void {
    const upstream = connect(this.target, '127.0.0.1');
    this.joining.add(client);
    client.on('close', () => this.joining.delete(client));
    client.setNoDelay(true);
    upstream.setNoDelay(true);
    upstream.on('error', () => client.destroy());
    upstream.once('connect', () => {
      const port = upstream.localPort ?? 0;
      this.joining.delete(client);
      this.pairs.set(port, { client, upstream });
      upstream.on('close', () => this.pairs.delete(port));
      if (this.isPaused) this.pause();
    });
    this.carry(client, upstream);
    this.carry(upstream, client);
  }

  private carry(from: Socket, to: Socket): void {
    from.on('data', (bytes) => { if (!to.write(bytes)) from.pause(); });
    to.on('drain', () => { if (!this.isPaused) from.resume(); });
    from.on('end', () => to.end());
    from.on('close', () => to.destroySoon());
  }
}
