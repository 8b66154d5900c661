import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Redis, RedisOptions } from 'ioredis';

export interface RedisServer {
  readonly port: number;
  readonly url: string;
  readonly folder: string;
  /** Asks on a connection of its own, as an operator would with redis-cli. */
  run(...command: string[]): Promise<unknown>;
  /** Stands still without a word, like a server whose machine is frozen. */
  freeze(): void;
  thaw(): void;
  kill(): Promise<void>;
  /** The same port and folder again; what was not written to the disk is gone. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface RedisServerOptions {
  /** As on the command line: `['--requirepass', 'x']`. */
  readonly args?: readonly string[];
  /** Credentials and TLS for `run`. */
  readonly client?: RedisOptions;
  readonly sentinel?: boolean;
}

const neededMs = 10_000;

export const freePort = async (): Promise<number> => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

const launch = async (args: readonly string[]): Promise<ChildProcess> => {
  const child = spawn('redis-server', [...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`redis-server is not ready within ${neededMs} ms: ${said.join('\n')}`)), neededMs);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`redis-server ended with ${code ?? 'a signal'}: ${said.join('\n')}`)));
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      said.push(line);
      if (!/Ready to accept connections|Sentinel ID is/.test(line)) return;
      clearTimeout(late);
      said.length = 0;
      resolve();
    });
  });
  return child;
};

/** A real `redis-server` on a free loopback port, with a folder of its own that goes away with it. */
export const startRedis = async ({ args = [], client = {}, sentinel = false }: RedisServerOptions = {}): Promise<RedisServer> => {
  const folder = await mkdtemp(join(tmpdir(), 'zhibu-redis-'));
  const port = await freePort();
  const config = sentinel ? [args[0] ?? '', '--sentinel', '--port', String(port), ...args.slice(1)] : ['--port', String(port), '--save', '', ...args];
  const all = [...config, '--bind', '127.0.0.1', '--dir', folder];
  let child = await launch(all);
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGCONT');
    child.kill(signal);
    await once(child, 'exit');
  };
  return {
    port,
    folder,
    url: `redis://127.0.0.1:${port}`,
    run: async (name, ...rest) => {
      const operator = new Redis({ host: '127.0.0.1', port, lazyConnect: true, retryStrategy: () => null, ...client });
      operator.on('error', () => undefined);
      try {
        await operator.connect();
        return await operator.call(name, ...rest);
      } finally {
        operator.disconnect();
      }
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    kill: () => kill('SIGKILL'),
    restart: async () => {
      await kill('SIGKILL');
      child = await launch(all);
    },
    stop: async () => {
      await kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
};
