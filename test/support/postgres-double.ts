import { Server, Socket, createServer } from 'node:net';
import { AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';

/** How a server of PostgreSQL's wire protocol (version 3.0) greets and answers. */
export interface PostgresDoubleOptions {
  /** What `show <setting>` answers. */
  readonly settings?: Readonly<Record<string, string>>;
  /** SQLSTATE and message with which every connection is refused. */
  readonly refuses?: readonly [state: string, message: string];
  /** Takes connections and never says a word, like a server that is frozen. */
  readonly silent?: boolean;
  /** With it, TLS is spoken to whoever asks for it. */
  readonly tls?: { readonly certificate: string; readonly key: string };
}

export interface PostgresDouble {
  readonly url: string;
  stop(): Promise<void>;
}

const sslRequest = 80_877_103;

const text = (value: string): Buffer => Buffer.from(`${value}\0`);
const int = (value: number, bytes: 2 | 4): Buffer => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeIntBE(value, 0, bytes);
  return buffer;
};
/** The length counts itself and what follows. */
const message = (kind: string, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(kind), int(body.length + 4, 4), body]);
};

const ready = message('Z', Buffer.from('I'));
const error = (state: string, words: string): Buffer => message('E', Buffer.from('S'), text('FATAL'), Buffer.from('C'), text(state), Buffer.from('M'), text(words), Buffer.from([0]));
const row = (value: string): Buffer =>
  Buffer.concat([
    // One column of type text (oid 25), in the text format.
    message('T', int(1, 2), text('value'), int(0, 4), int(0, 2), int(25, 4), int(-1, 2), int(-1, 4), int(0, 2)),
    message('D', int(1, 2), int(Buffer.byteLength(value), 4), Buffer.from(value)),
    message('C', text('SHOW')),
    ready,
  ]);

/** A PostgreSQL of any version, as far as whoever looks at it can tell: start-up, and simple queries that show a setting. */
export const startPostgresDouble = async ({ settings = {}, refuses, silent = false, tls }: PostgresDoubleOptions): Promise<PostgresDouble> => {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    if (silent) return;
    let started = false;
    socket.on('data', (bytes) => {
      if (!started && bytes.readInt32BE(4) === sslRequest) {
        if (tls === undefined) return void socket.write('N');
        socket.removeAllListeners('data').write('S');
        // Nobody who accepts the certificate gets further than this.
        new TLSSocket(socket, { isServer: true, cert: tls.certificate, key: tls.key }).on('error', () => undefined).on('data', () => socket.destroy());
        return;
      }
      if (!started) {
        started = true;
        if (refuses !== undefined) return void socket.end(error(...refuses));
        return void socket.write(Buffer.concat([message('R', int(0, 4)), message('S', text('server_version'), text(settings['server_version'] ?? '18.0')), ready]));
      }
      if (bytes.toString('latin1', 0, 1) !== 'Q') return void socket.end();
      const [, name = ''] = /^show (\w+)/.exec(bytes.toString('utf8', 5)) ?? [];
      socket.write(row(settings[name] ?? 'true'));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `postgres://zhibu:hidden@127.0.0.1:${(server.address() as AddressInfo).port}/zhibu`,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
