import type { Pool, PoolClient } from 'pg';

const table = 'runtime.runs';

/** Work that somebody asked for and waits for: rows of a file go in, its applications are taken back, a bank's answer is posted, several cases are decided. */
export const runKinds = ['import', 'import-undo', 'returns', 'several-cases'] as const;
export type RunKind = (typeof runKinds)[number];

/** `stopped`: whoever did it is silent, or it failed. What was done stays done, and doing it again harms nothing. */
export type RunState = 'running' | 'over' | 'stopped';

export interface RunOnBoard {
  readonly runId: string;
  readonly kind: RunKind;
  /** The import, the batch that is answered, or the officer whose cases they are. */
  readonly about: string;
  readonly state: RunState;
  readonly areaCode: string;
  readonly startedBy: string;
  /** ISO instant. */
  readonly startedAt: string;
  /** Rows of the file, or cases. */
  readonly total: number;
  readonly done: number;
  /** Counts of the end; null before it, and where it ended without any. */
  readonly report: Readonly<Record<string, number>> | null;
  /** Hash of what was asked for, keyed where it is about people; of a bank's answer the id of its file. Null where it has no content of its own. */
  readonly contentHash: string | null;
}

/** Taking an import back has no content of its own: that of the load stays. */
type Begun = Pick<RunOnBoard, 'runId' | 'kind' | 'about' | 'areaCode' | 'startedBy' | 'startedAt' | 'total'> & Partial<Pick<RunOnBoard, 'contentHash'>>;

interface RunsWanted {
  readonly kinds: readonly RunKind[];
  readonly about?: string;
  /** These as well where they are over. */
  readonly runIds?: readonly string[];
  /** Those as well that ended within so many milliseconds. */
  readonly endedWithinMs?: number;
}

/** How far long work has come, for every process that is asked. Counts and a hash only: no cell of any file, nobody's name. */
export interface RunBoard {
  /** True: it is this process's to do. False: another one is doing it at this moment, or it was begun with other content. */
  begin(run: Begun): Promise<boolean>;
  /** Says that it lives and how far it is; also without news, every few seconds. True: somebody asked for it to stop. */
  step(runId: string, done: number): Promise<boolean>;
  /** `null`: it failed, and what is left to do can be done again. `done`: all of it unless given. */
  end(runId: string, report: Readonly<Record<string, number>> | null, done?: number): Promise<void>;
  /** Whoever does it reads this with its next step. */
  askToStop(runId: string): Promise<void>;
  find(runId: string): Promise<RunOnBoard | null>;
  /** Those of the last day that did not end, the newest first, and what is known of the others that are named. */
  list(wanted: RunsWanted): Promise<readonly RunOnBoard[]>;
}

/** Whoever said nothing for so long is taken to have ended. */
export const silentMs = 15_000;
const keptDays = 90;
const listedMax = 100;

export const migrateRuns = async (client: Pick<PoolClient, 'query'>): Promise<void> => {
  await client.query(
    `create table if not exists ${table} (
       run_id text primary key, kind text not null, about text not null, area_code text not null, started_by text not null, started_at text not null, total integer not null, done integer not null default 0,
       report jsonb, ended boolean not null default false, stop_asked boolean not null default false, content_hash text, owner text not null, seen_at timestamptz not null default clock_timestamp())`,
  );
};

const isSilent = `seen_at < clock_timestamp() - ${silentMs} * interval '1 millisecond'`;
// A failure is an end without counts: what is left can be done again, as after a process that fell silent.
const columns = `run_id as "runId", kind, about, area_code as "areaCode", started_by as "startedBy", started_at as "startedAt", total, done, report, content_hash as "contentHash",
  case when report is not null then 'over' when ended or ${isSilent} then 'stopped' else 'running' end as state`;

/** In the database beside the log, by its clock. `owner`: this process, by a name that no other has. */
export const createRunBoard = (pool: Pick<Pool, 'query'>, owner: string): RunBoard => ({
  begin: async ({ runId, kind, about, areaCode, startedBy, startedAt, total, contentHash = null }) => {
    await pool.query(`delete from ${table} where seen_at < clock_timestamp() - ${keptDays} * interval '1 day'`);
    const taken = await pool.query(
      `insert into ${table} as r (run_id, kind, about, area_code, started_by, started_at, total, owner, content_hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict (run_id) do update set kind = excluded.kind, total = excluded.total, done = 0, report = null, ended = false, stop_asked = false, owner = excluded.owner, seen_at = clock_timestamp(),
         content_hash = coalesce(r.content_hash, excluded.content_hash)
       where (r.ended or r.owner = excluded.owner or r.${isSilent}) and (r.content_hash = excluded.content_hash or r.content_hash is null or excluded.content_hash is null) returning 1`,
      [runId, kind, about, areaCode, startedBy, startedAt, total, owner, contentHash],
    );
    return taken.rows.length > 0;
  },
  step: async (runId, done) => {
    const { rows } = await pool.query<{ stop: boolean }>(`update ${table} set done = greatest(done, $3), seen_at = clock_timestamp() where run_id = $1 and owner = $2 and not ended returning stop_asked as stop`, [runId, owner, done]);
    return rows[0]?.stop ?? false;
  },
  end: async (runId, report, done) => {
    await pool.query(
      `update ${table} set ended = true, report = $3::jsonb, done = case when $3::jsonb is null then done else coalesce($4::integer, total) end, seen_at = clock_timestamp() where run_id = $1 and owner = $2`,
      [runId, owner, report === null ? null : JSON.stringify(report), done ?? null],
    );
  },
  askToStop: async (runId) => {
    await pool.query(`update ${table} set stop_asked = true where run_id = $1 and not ended`, [runId]);
  },
  find: async (runId) => (await pool.query<RunOnBoard>(`select ${columns} from ${table} where run_id = $1`, [runId])).rows[0] ?? null,
  list: async ({ kinds, about, runIds = [], endedWithinMs = 0 }) =>
    (await pool.query<RunOnBoard>(
      `select ${columns} from ${table} where kind = any($1::text[]) and ($2::text is null or about = $2) and ((not ended and seen_at > clock_timestamp() - interval '1 day') or run_id = any($3::text[]) or seen_at > clock_timestamp() - $4 * interval '1 millisecond')
       order by started_at desc limit ${listedMax + runIds.length}`,
      [[...kinds], about ?? null, [...runIds], endedWithinMs],
    )).rows,
});
