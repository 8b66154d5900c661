import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './processes';
import { freePort } from './redis/redis-server';

export interface PgBouncer {
  /** The same database through the pooler. */
  readonly url: string;
  /** What it complained of. */
  readonly log: readonly string[];
  stop(): Promise<void>;
}

/** Refuses to run as root. */
const nobody = 65_534;

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.end());
  });

/** A real `pgbouncer` in transaction mode before one database, on a free loopback port. */
export const startPgBouncer = async (databaseUrl: string, poolSize: number): Promise<PgBouncer> => {
  const folder = await mkdtemp(join(tmpdir(), 'zhibu-pgbouncer-'));
  const port = await freePort();
  const { hostname, port: serverPort, username, password, pathname } = new URL(databaseUrl);
  const quoted = (value: string): string => `'${decodeURIComponent(value).replaceAll("'", "''")}'`;
  const file = join(folder, 'pgbouncer.ini');
  await writeFile(
    file,
    `[databases]
* = host=${hostname} port=${serverPort === '' ? '5432' : serverPort} user=${quoted(username)}${password === '' ? '' : ` password=${quoted(password)}`}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${poolSize}
max_client_conn = 200
`,
  );
  // Its own user has to read this.
  await chmod(folder, 0o755);
  const child = spawn('pgbouncer', [file], { stdio: ['ignore', 'ignore', 'pipe'], ...(process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}) });
  const log: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => log.push(chunk.toString('utf8')));
  try {
    await until(() => answers(port), 'PgBouncer', 10_000);
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(`PgBouncer does not answer: ${log.join('')}`, { cause: error });
  }
  return {
    url: `postgresql://any@127.0.0.1:${port}${pathname}`,
    log,
    stop: async () => {
      if (child.exitCode === null) {
        child.kill('SIGINT');
        await once(child, 'exit');
      }
      await rm(folder, { recursive: true });
    },
  };
};
