import { Client } from 'pg';
import { claimOwnership, liveOwner, recordPort, releaseOwnership } from './owner-lock';
import { findBinaries, PostgresBinaries } from './binaries';
import { databaseUser, ensureDataFolder, FolderLayout, layoutOf, openFolder, readPassword } from './data-folder';
import { freePort, requirePort } from './free-port';
import { endOrphan, isLockRefusal, ServerProcess, startServer } from './server-process';

export interface EmbeddedPostgresOptions {
  /** Holds the data folder, the password and the log. Made when missing. */
  readonly folder: string;
  /** Loopback port; a free one is picked when it is not given. */
  readonly port?: number;
  /** Created when missing; default `zhibu`. */
  readonly database?: string;
  /** What to do when another process runs this folder: refuse (default), or use its server. */
  readonly whenRunning?: 'refuse' | 'share';
  /** Bytes that must be free before the start; default 512 MB. */
  readonly minimumFreeBytes?: number;
  /** PostgreSQL settings over the built-in ones. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Deletes the folder when the server has ended, also after the owner was killed. For tests. */
  readonly removeFolderAtEnd?: boolean;
  /** Called when a server that died by itself is up again, or could not be brought up. */
  readonly onRestart?: (outcome: { readonly ok: true } | { readonly ok: false; readonly error: unknown }) => void;
}

export interface EmbeddedPostgres {
  /** Connection URL with the password: never log it. */
  readonly url: string;
  readonly port: number;
  /** Process number of the server at this moment; it changes after a restart. */
  readonly pid: number | undefined;
  /** The data folder was set up by this start. */
  readonly created: boolean;
  /** A server left by a dead owner was ended and its folder taken over. */
  readonly tookOver: boolean;
  /** False when the server belongs to another process, and `stop` leaves it running. */
  readonly owned: boolean;
  urlOf(database: string): string;
  stop(): Promise<void>;
}

const defaultMinimumFreeBytes = 512 * 1024 * 1024;
const restartsMax = 5;
const lockRetriesMax = 20;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const urlBuilder = (layout: FolderLayout, port: number) => {
  const password = readPassword(layout);
  return (database: string): string => `postgres://${databaseUser}:${password}@127.0.0.1:${port}/${database}`;
};

const ensureDatabase = async (urlOf: (database: string) => string, database: string): Promise<void> => {
  const client = new Client({ connectionString: urlOf('postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
};

const share = async (layout: FolderLayout, database: string): Promise<EmbeddedPostgres | undefined> => {
  // The owner may still be starting: its port follows once the server answers.
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const owner = liveOwner(layout);
    if (owner === undefined) return undefined;
    if (owner.port !== undefined) {
      const urlOf = urlBuilder(layout, owner.port);
      return { url: urlOf(database), port: owner.port, pid: undefined, created: false, tookOver: false, owned: false, urlOf, stop: () => Promise.resolve() };
    }
    await sleep(100);
  }
  return undefined;
};

interface Running { server: ServerProcess; port: number }

const startWithRetries = async (binaries: PostgresBinaries, layout: FolderLayout, options: EmbeddedPostgresOptions): Promise<Running> => {
  for (let attempt = 0; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    try {
      const removeFolder = options.removeFolderAtEnd === true ? layout.folder : undefined;
      return { port, server: await startServer({ binaries, layout, port, settings: options.settings ?? {}, ...(removeFolder === undefined ? {} : { removeFolder }) }) };
    } catch (error) {
      if (!isLockRefusal(error) || attempt >= lockRetriesMax) throw error;
      await sleep(100);
      await endOrphan(layout);
    }
  }
};

/** Brings a server that died by itself up again on the same port, so that pools find it where it was. */
const keepAlive = (binaries: PostgresBinaries, layout: FolderLayout, options: EmbeddedPostgresOptions, running: Running, isStopping: () => boolean): void => {
  const watch = (): void => {
    void running.server.ended.then(async () => {
      for (let attempt = 1; !isStopping(); attempt += 1) {
        try {
          await endOrphan(layout);
          running.server = await startWithRetries(binaries, layout, { ...options, port: running.port }).then(({ server }) => server);
          options.onRestart?.({ ok: true });
          watch();
          return;
        } catch (error) {
          if (attempt >= restartsMax) return options.onRestart?.({ ok: false, error });
          await sleep(200 * 2 ** attempt);
        }
      }
    });
  };
  watch();
};

const startOwned = async (layout: FolderLayout, options: EmbeddedPostgresOptions, database: string): Promise<EmbeddedPostgres> => {
  const binaries = findBinaries(layout.folder);
  const { created } = ensureDataFolder(binaries, layout);
  const tookOver = await endOrphan(layout);
  if (options.port !== undefined) await requirePort(options.port);
  const running = await startWithRetries(binaries, layout, options);
  const urlOf = urlBuilder(layout, running.port);
  let stopping = false;
  const stop = async (): Promise<void> => {
    stopping = true;
    await running.server.stop();
    releaseOwnership(layout);
  };
  try {
    await ensureDatabase(urlOf, database);
  } catch (error) {
    await stop();
    throw error;
  }
  recordPort(layout, running.port);
  keepAlive(binaries, layout, options, running, () => stopping);
  return { url: urlOf(database), port: running.port, get pid() { return running.server.pid; }, created, tookOver, owned: true, urlOf, stop };
};

/**
 * Starts the PostgreSQL that npm brought, over a folder of ours, on the loopback. Throws a `PlatformFailure`
 * with one sentence when the folder, the disk, the port or the platform does not allow it. The server ends
 * with `stop()`, and also when this process ends in any way.
 */
export const startEmbeddedPostgres = async (options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
  const layout = layoutOf(options.folder);
  const database = options.database ?? 'zhibu';
  if (options.whenRunning === 'share') {
    const shared = await share(layout, database);
    if (shared !== undefined) return shared;
  }
  openFolder(layout, options.minimumFreeBytes ?? defaultMinimumFreeBytes);
  claimOwnership(layout);
  try {
    return await startOwned(layout, options, database);
  } catch (error) {
    releaseOwnership(layout);
    throw error;
  }
};
