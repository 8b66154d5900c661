import type { Pool, PoolClient } from 'pg';

const table = 'runtime.import_runs';

/** What an import is being put through: its rows go in, or its applications are taken back. */
export type ImportPhase = 'load' | 'undo';

/** `stopped`: whoever did it is silent. What was done stays done, and doing it again harms nothing. */
export type ImportRunState = 'running' | 'over' | 'stopped';

export interface ImportRunOnBoard {
  readonly importId: string;
  readonly phase: ImportPhase;
  readonly state: ImportRunState;
  readonly areaCode: string;
  readonly importedBy: string;
  /** ISO instant. */
  readonly startedAt: string;
  /** Rows of the file, or applications to take back. */
  readonly total: number;
  readonly done: number;
  /** Counts of the end; null before it, and where it ended without any. */
  readonly report: Readonly<Record<string, number>> | null;
  /** Keyed hash of the file, its area and its name; null where no load was begun with one. */
  readonly contentHash: string | null;
}

/** Taking back has no content of its own: that of the load stays. */
type Begun = Pick<ImportRunOnBoard, 'importId' | 'phase' | 'areaCode' | 'importedBy' | 'startedAt' | 'total'> & Partial<Pick<ImportRunOnBoard, 'contentHash'>>;

/** How far imports have come, for every process that is asked. Counts and a keyed hash only: no cell of any file. */
export interface ImportBoard {
  /** True: it is this process's to do. False: another one is doing it at this moment, or it was begun with other content. */
  begin(run: Begun): Promise<boolean>;
  /** Says that it lives and how far it is; also without news, every few seconds. */
  step(importId: string, done: number): Promise<void>;
  /** `null`: it failed, and what is left to do can be done again. */
  end(importId: string, report: Readonly<Record<string, number>> | null): Promise<void>;
  find(importId: string): Promise<ImportRunOnBoard | null>;
  /** Those of the last day that did not end, the newest first, and what is known of the others that are named. */
  list(importIds: readonly string[]): Promise<readonly ImportRunOnBoard[]>;
}

/** Whoever said nothing for so long is taken to have ended. */
export const silentMs = 15_000;
const keptDays = 90;
const listedMax = 100;

export const migrateImportRuns = async (client: Pick<PoolClient, 'query'>): Promise<void> => {
  await client.query(
    `create table if not exists ${table} (
       import_id text primary key, phase text not null, area_code text not null, imported_by text not null, started_at text not null, total integer not null, done integer not null default 0,
       report jsonb, ended boolean not null default false, owner text not null, seen_at timestamptz not null default clock_timestamp())`,
  );
  await client.query(`alter table ${table} add column if not exists content_hash text`);
};

const isSilent = `seen_at < clock_timestamp() - ${silentMs} * interval '1 millisecond'`;
// A failure is an end without counts: what is left can be done again, as after a process that fell silent.
const columns = `import_id as "importId", phase, area_code as "areaCode", imported_by as "importedBy", started_at as "startedAt", total, done, report, content_hash as "contentHash",
  case when report is not null then 'over' when ended or ${isSilent} then 'stopped' else 'running' end as state`;

/** In the database beside the log, by its clock. `owner`: this process, by a name that no other has. */
export const createImportBoard = (pool: Pick<Pool, 'query'>, owner: string): ImportBoard => ({
  begin: async ({ importId, phase, areaCode, importedBy, startedAt, total, contentHash = null }) => {
    await pool.query(`delete from ${table} where seen_at < clock_timestamp() - ${keptDays} * interval '1 day'`);
    const taken = await pool.query(
      `insert into ${table} as r (import_id, phase, area_code, imported_by, started_at, total, owner, content_hash) values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (import_id) do update set phase = excluded.phase, total = excluded.total, done = 0, report = null, ended = false, owner = excluded.owner, seen_at = clock_timestamp(),
         content_hash = coalesce(r.content_hash, excluded.content_hash)
       where (r.ended or r.owner = excluded.owner or r.${isSilent}) and (r.content_hash = excluded.content_hash or r.content_hash is null or excluded.content_hash is null) returning 1`,
      [importId, phase, areaCode, importedBy, startedAt, total, owner, contentHash],
    );
    return taken.rows.length > 0;
  },
  step: async (importId, done) => {
    await pool.query(`update ${table} set done = greatest(done, $3), seen_at = clock_timestamp() where import_id = $1 and owner = $2 and not ended`, [importId, owner, done]);
  },
  end: async (importId, report) => {
    await pool.query(`update ${table} set ended = true, report = $3, done = case when $3::jsonb is null then done else total end, seen_at = clock_timestamp() where import_id = $1 and owner = $2`, [importId, owner, report === null ? null : JSON.stringify(report)]);
  },
  find: async (importId) => (await pool.query<ImportRunOnBoard>(`select ${columns} from ${table} where import_id = $1`, [importId])).rows[0] ?? null,
  list: async (importIds) =>
    (await pool.query<ImportRunOnBoard>(`select ${columns} from ${table} where (not ended and seen_at > clock_timestamp() - interval '1 day') or import_id = any($1::text[]) order by started_at desc limit ${listedMax + importIds.length}`, [[...importIds]])).rows,
});
