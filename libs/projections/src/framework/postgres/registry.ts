import { leaseTable } from '../../leases';
import { CheckpointMove } from './checkpoint-moves';
import { Generation, GenerationId, Stopped } from './generation';
import { Queryable, quoted } from './sql';

const columns = 'name, version, generation, role, checkpoint, epoch, definition, stopped, built_tables as "builtTables"';

export interface RegistryRow extends Generation {
  /** Physical tables, so that a generation whose code is gone can still be dropped. */
  readonly builtTables: readonly string[];
}

/** A table of a generation with what a person's key protects: rows of that person have these columns set to null. */
export interface PersonalTable {
  readonly at: string;
  readonly columns: readonly string[];
}

/** The table of checkpoints: which generation of which projection stands where. */
export class Registry {
  readonly at: string;

  constructor(readonly schema: string) {
    this.at = `${quoted(schema)}.projection_checkpoint`;
  }

  async create(db: Queryable): Promise<void> {
    await db.query(`create schema if not exists ${quoted(this.schema)}`);
    await db.query(
      `create table if not exists ${this.at} (
        name text not null, version integer not null, generation integer not null,
        role text not null check (role in ('building', 'live', 'retired')),
        checkpoint text, epoch integer not null default 0, definition text not null, stopped jsonb,
        built_tables text[] not null, caught_up_at timestamptz, updated_at timestamptz not null default clock_timestamp(),
        personal jsonb, primary key (name, version, generation))`,
    );
    // Only where it is missing: each such change of a table waits for everybody who reads it.
    const missing = await db.query(`select 1 from pg_attribute where attrelid = $1::regclass and attname = 'personal'`, [this.at]);
    if (missing.rows.length === 0) await db.query(`alter table ${this.at} add column if not exists personal jsonb`);
    await db.query(`create unique index if not exists projection_checkpoint_one_live on ${this.at} (name) where role = 'live'`);
  }

  async all(db: Queryable, name?: string): Promise<readonly RegistryRow[]> {
    const found = await db.query(
      `select ${columns} from ${this.at} where $1::text is null or name = $1 order by name, version, generation`,
      [name ?? null],
    );
    return found.rows as unknown as readonly RegistryRow[];
  }

  async lock(db: Queryable, name: string): Promise<readonly RegistryRow[]> {
    const found = await db.query(`select ${columns} from ${this.at} where name = $1 order by version, generation for update`, [name]);
    return found.rows as unknown as readonly RegistryRow[];
  }

  async insert(db: Queryable, row: GenerationId & Pick<RegistryRow, 'role' | 'definition' | 'builtTables'>): Promise<void> {
    await db.query(`insert into ${this.at} (name, version, generation, role, definition, built_tables) values ($1, $2, $3, $4, $5, $6)`, [
      row.name, row.version, row.generation, row.role, row.definition, row.builtTables,
    ]);
  }

  /** Moves the checkpoints of generations that no row of changed, on the terms of `writeBatch`. Leases and rows are locked in the same order everywhere, so that nobody waits both ways. */
  async advanceAll(db: Queryable, moves: readonly CheckpointMove[]): Promise<readonly boolean[]> {
    const moved = await db.query(
      `with held as (
         select l.name from ${leaseTable} l join unnest($8::text[], $9::text[], $10::bigint[]) as k(name, owner, token) using (name, owner, token) order by l.name for share of l
       )
       update ${this.at} c set checkpoint = k.target, stopped = null, updated_at = clock_timestamp(),
         caught_up_at = case when k.caught_up then clock_timestamp() else caught_up_at end
       from (
         select name, version, generation, m.target, m.caught_up, m.place
         from ${this.at} p join unnest($1::text[], $2::int[], $3::int[], $4::text[], $5::text[], $6::int[], $7::boolean[], $8::text[]) with ordinality
           as m(name, version, generation, target, origin, known_epoch, caught_up, lease, place) using (name, version, generation)
         where m.lease in (select name from held) and p.role <> 'retired' and p.checkpoint is not distinct from m.origin and p.epoch = m.known_epoch
         order by name, version, generation for update of p
       ) as k, set_config('synchronous_commit', 'off', true)
       where c.name = k.name and c.version = k.version and c.generation = k.generation
       returning k.place::int as place`,
      [
        moves.map(({ from }) => from.name), moves.map(({ from }) => from.version), moves.map(({ from }) => from.generation), moves.map(({ to }) => to),
        moves.map(({ from }) => from.checkpoint), moves.map(({ from }) => from.epoch), moves.map(({ caughtUp }) => caughtUp),
        moves.map(({ lease }) => lease.name), moves.map(({ lease }) => lease.owner), moves.map(({ lease }) => lease.token),
      ],
    );
    const places = new Set((moved.rows as unknown as readonly { readonly place: number }[]).map(({ place }) => place));
    return moves.map((_, index) => places.has(index + 1));
  }

  async setStopped(db: Queryable, id: GenerationId, stopped: Stopped | null): Promise<void> {
    await db.query(`update ${this.at} set stopped = $4::jsonb, updated_at = clock_timestamp() where name = $1 and version = $2 and generation = $3`, [
      id.name, id.version, id.generation, stopped === null ? null : JSON.stringify(stopped),
    ]);
  }

  /** Says for code that does not know this generation what an erased person has left in it. */
  async setPersonal(db: Queryable, id: GenerationId, personal: readonly PersonalTable[]): Promise<void> {
    await db.query(`update ${this.at} set personal = $4::jsonb where name = $1 and version = $2 and generation = $3 and personal is null`, [
      id.name, id.version, id.generation, JSON.stringify(personal),
    ]);
  }

  /** `null`: made by code that did not say it; `undefined`: the generation is gone. */
  async personalOf(db: Queryable, id: GenerationId): Promise<readonly PersonalTable[] | null | undefined> {
    const found = await db.query(`select personal from ${this.at} where name = $1 and version = $2 and generation = $3`, [id.name, id.version, id.generation]);
    return (found.rows as unknown as readonly { readonly personal: readonly PersonalTable[] | null }[])[0]?.personal;
  }

  /** False: the generation is gone. */
  async raiseEpoch(db: Queryable, id: GenerationId): Promise<boolean> {
    const raised = await db.query(`update ${this.at} set epoch = epoch + 1 where name = $1 and version = $2 and generation = $3`, [id.name, id.version, id.generation]);
    return raised.rowCount === 1;
  }

  async setRole(db: Queryable, id: GenerationId, role: Generation['role']): Promise<void> {
    await db.query(`update ${this.at} set role = $4, updated_at = clock_timestamp() where name = $1 and version = $2 and generation = $3`, [
      id.name, id.version, id.generation, role,
    ]);
  }

  /**
   * Says that these generations have nothing left to read, so that an idle one does not look late. One that is being
   * written says so itself: waiting for it would hold up all others.
   */
  async touch(db: Queryable, ids: readonly GenerationId[]): Promise<void> {
    await db.query(
      `update ${this.at} c set caught_up_at = clock_timestamp()
       from (
         select name, version, generation from ${this.at} join unnest($1::text[], $2::int[], $3::int[]) as k(name, version, generation) using (name, version, generation)
         for update of projection_checkpoint skip locked
       ) as k, set_config('synchronous_commit', 'off', true)
       where c.name = k.name and c.version = k.version and c.generation = k.generation`,
      [ids.map((id) => id.name), ids.map((id) => id.version), ids.map((id) => id.generation)],
    );
  }

  async remove(db: Queryable, id: GenerationId): Promise<void> {
    await db.query(`delete from ${this.at} where name = $1 and version = $2 and generation = $3`, [id.name, id.version, id.generation]);
  }
}
