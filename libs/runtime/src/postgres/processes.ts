import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { Pool, PoolClient } from 'pg';
import { newId } from '@zhibu/platform';
import { pause } from './pause';

const table = 'runtime.processes';

/** What a process is for. */
export type ProcessKind = 'api' | 'worker' | 'start' | 'command';

/** A process that was seen a moment ago, by the clock of the database. */
export interface LiveProcess {
  readonly id: string;
  readonly kind: ProcessKind;
  /** Fingerprint of the code it runs: equal for equal code, wherever it was built. */
  readonly code: string;
  readonly host: string;
  readonly pid: number;
  /** ISO instant. */
  readonly startedAt: string;
  readonly silentMs: number;
  /** How far its clock is ahead of the database's; negative when behind. */
  readonly driftMs: number;
}

const beatMs = 5_000;
const aliveMs = 3 * beatMs;
const forgottenMs = 24 * 3_600_000;

export const migrateProcesses = async (client: Pick<PoolClient, 'query'>): Promise<void> => {
  await client.query(
    `create table if not exists ${table} (
       id text primary key, kind text not null, code text not null, host text not null, pid integer not null,
       started_at timestamptz not null default clock_timestamp(), seen_at timestamptz not null default clock_timestamp(),
       drift_ms double precision not null default 0)`,
  );
};

/** Everybody who works on this database at this moment. */
export const liveProcesses = async (pool: Pick<Pool, 'query'>): Promise<readonly LiveProcess[]> => {
  const { rows } = await pool.query<Omit<LiveProcess, 'startedAt'> & { readonly startedAt: Date }>(
    `select id, kind, code, host, pid, started_at as "startedAt", extract(epoch from clock_timestamp() - seen_at)::float8 * 1000 as "silentMs", drift_ms as "driftMs"
     from ${table} where seen_at > clock_timestamp() - $1 * interval '1 millisecond' order by kind, host, pid`,
    [aliveMs],
  );
  return rows.map((row) => ({ ...row, startedAt: row.startedAt.toISOString(), silentMs: Math.max(0, Math.round(row.silentMs)), driftMs: Math.round(row.driftMs) }));
};

/** Says that this process lives until the signal aborts, and takes the word back then. Trouble is tried again. */
export const beat = async (pool: Pool, kind: ProcessKind, signal: AbortSignal, onError: (error: unknown) => void): Promise<void> => {
  const id = newId();
  const code = await codeVersion();
  while (!signal.aborted) {
    await pool
      .query(
        `insert into ${table} as p (id, kind, code, host, pid, drift_ms) values ($1, $2, $3, $4, $5, extract(epoch from $6::timestamptz - clock_timestamp())::float8 * 1000)
         on conflict (id) do update set seen_at = clock_timestamp(), drift_ms = excluded.drift_ms`,
        [id, kind, code, hostname().slice(0, 100), process.pid, new Date().toISOString()],
      )
      .catch(onError);
    await pause(beatMs, signal);
  }
  await pool.query(`delete from ${table} where id = $1 or seen_at < clock_timestamp() - $2 * interval '1 millisecond'`, [id, forgottenMs]).catch(() => undefined);
};

let known: Promise<string> | undefined;

/**
 * Fingerprint of the compiled libraries and apps that this process runs from. A version number would have to be raised by
 * somebody; content tells apart what really differs.
 */
export const codeVersion = (): Promise<string> => (known ??= fingerprint());

const fingerprint = async (): Promise<string> => {
  // `libs/runtime/dist/postgres`, or `src` where tests run from the sources.
  const built = basename(dirname(__dirname));
  const [root, ending] = [resolve(__dirname, '../../../..'), built === 'dist' ? '.js' : '.ts'];
  const hash = createHash('sha256');
  for (const group of ['libs', 'apps']) {
    for (const name of (await readdir(join(root, group))).sort()) await hashFolder(join(root, group, name, built), root, ending, hash);
  }
  return hash.digest('hex').slice(0, 12);
};

const hashFolder = async (folder: string, root: string, ending: string, hash: ReturnType<typeof createHash>): Promise<void> => {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith(ending) && !entry.name.endsWith(`.spec${ending}`)).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) hash.update(relative(root, file)).update('\0').update(await readFile(file));
};
