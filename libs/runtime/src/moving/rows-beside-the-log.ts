import type { Pool } from 'pg';
import type { TableOfRows } from './export-events';
import type { TableForRows } from './import-events';
import { rowDiffers } from './move-refusals';

export type MovedTable = TableOfRows & TableForRows;

interface Moved {
  readonly table: string;
  readonly key: readonly string[];
  /** What happens where the target has a row already. */
  readonly onConflict: string;
  /** True where the row that was there, `held`, cannot stand beside the one of the file, `moved`. */
  readonly contradicts: string;
}

/**
 * Everything that no event tells and that has to go along. All else in the database is worked out from the log again: read
 * models, queues, checkpoints, leases; sessions end, and people sign in anew.
 */
const movedTables: readonly Moved[] = [
  {
    // Wrapped, as they are kept. A key that was erased, here or there, stays erased.
    table: 'vault.person_key',
    key: ['person_key'],
    onConflict: 'do update set wrapped = null, master_key_id = null, erased_at = excluded.erased_at where excluded.erased_at is not null and held.erased_at is null',
    contradicts: 'held.erased_at is null and held.wrapped <> moved.wrapped',
  },
  {
    // The password that was set last: in the target since, or in the source between two files.
    table: 'identity.credential',
    key: ['user_id'],
    onConflict:
      'do update set password_hash = excluded.password_hash, failed_count = excluded.failed_count, locked_until = excluded.locked_until, changed_at = excluded.changed_at, one_time = excluded.one_time where excluded.changed_at > held.changed_at',
    contradicts: 'false',
  },
  { table: 'runtime.definitions', key: ['kind', 'id', 'version'], onConflict: 'do update set hash = excluded.hash, file = excluded.file', contradicts: 'false' },
];

const pageRows = 1_000;

/** The tables of one installation, to be read for an export and written by an import. Needs them to be made. */
export const rowsBesideTheLog = (pool: Pick<Pool, 'query'>): readonly MovedTable[] => movedTables.map((moved) => ({ name: moved.table, read: () => read(pool, moved), write: (rows) => write(pool, moved, rows) }));

async function* read(pool: Pick<Pool, 'query'>, { table, key }: Moved): AsyncGenerator<Readonly<Record<string, unknown>>> {
  const columns = key.join(', ');
  const places = key.map((_, index) => `$${index + 1}`).join(', ');
  let after: readonly string[] | null = null;
  for (;;) {
    const found: { rows: { row: Record<string, unknown> }[] } = await pool.query(
      `select to_jsonb(t) as row from ${table} t ${after === null ? '' : `where (${columns}) > (${places})`} order by ${columns} limit ${pageRows}`,
      after === null ? [] : [...after],
    );
    for (const { row } of found.rows) yield row;
    const last = found.rows.at(-1)?.row;
    if (last === undefined || found.rows.length < pageRows) return;
    after = key.map((name) => String(last[name]));
  }
}

const write = async (pool: Pick<Pool, 'query'>, { table, key, onConflict, contradicts }: Moved, rows: readonly Readonly<Record<string, unknown>>[]): Promise<void> => {
  const given = `jsonb_populate_recordset(null::${table}, $1::jsonb)`;
  const values = [JSON.stringify(rows)];
  const columns = key.join(', ');
  // In one order, so that two imports at once do not wait for one another in a circle.
  await pool.query(`insert into ${table} as held select * from ${given} order by ${columns} on conflict (${columns}) ${onConflict}`, values);
  const wrong = await pool.query<{ key: string }>(`select concat_ws(' ', ${key.map((name) => `held.${name}`).join(', ')}) as key from ${table} held join ${given} moved using (${columns}) where ${contradicts} limit 1`, values);
  const [first] = wrong.rows;
  if (first !== undefined) throw rowDiffers(table, first.key);
};
