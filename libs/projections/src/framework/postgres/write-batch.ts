import { contentHash } from '@zhibu/kernel';
import { Lease, heldSql } from '../../leases';
import { TableChanges } from '../row-set';
import { Generation, Stopped, tableAt } from './generation';
import { deleteSql, keyValues, rowValues, writeSql } from './sql';

/** What one fold did, and where the generation stands with it. */
export interface Written {
  readonly from: Generation;
  /** `null`: stopped at the first event. */
  readonly to: string | null;
  readonly changes: readonly TableChanges[];
  readonly stopped: Stopped | null;
  readonly caughtUp: boolean;
  /** What it was folded under; void when somebody else took it since. */
  readonly lease: Lease;
}

export interface WriteStatement {
  /** Absent when it is to be planned anew each time. */
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

const placeValues = ({ from, to, stopped, caughtUp, lease }: Written): readonly unknown[] => [
  from.name, from.version, from.generation, to, stopped === null ? null : JSON.stringify(stopped), caughtUp, from.checkpoint, from.epoch,
  lease.name, lease.owner, lease.token,
];

/**
 * Moves the place, provided that the lease is still held and nobody else moved it, retired the generation or changed rows
 * since: without `moved` nothing below writes. It waits for no disk: a crash loses rows and place together, and the events are then folded again.
 */
const moved = (registry: string): string => `
  held as (${heldSql(9)}),
  moved as (
    update ${registry} set checkpoint = $4, stopped = $5::jsonb, updated_at = clock_timestamp(),
      caught_up_at = case when $6 then clock_timestamp() else caught_up_at end
    from set_config('synchronous_commit', 'off', true)
    where name = $1 and version = $2 and generation = $3 and role <> 'retired' and checkpoint is not distinct from $7 and epoch = $8
      and exists (select from held)
    returning 1)`;

const whenMoved = 'exists (select from moved)';

/**
 * Rows and place of one batch in one statement, hence one round trip and one transaction. Gives the row of the place, or none
 * when what was folded is void. Prepared once for each set of tables, but for deletes: their plan, made while a table is
 * small, would go on scanning it when it has grown.
 */
export const writeBatch = (schema: string, registry: string, written: Written): WriteStatement => {
  const values = [...placeValues(written)];
  const steps: string[] = [];
  let deletes = false;
  const step = (sql: (first: number) => string, columns: readonly unknown[]): void => {
    steps.push(`step_${steps.length} as (${sql(values.length + 1)})`);
    values.push(...columns);
  };
  for (const { table, written: rows, deleted, added } of written.changes) {
    const at = tableAt(schema, written.from, table);
    const put = table.counter ? added : rows;
    if (deleted.length > 0) {
      deletes = true;
      step((first) => deleteSql(table, at, first, whenMoved), keyValues(table, deleted));
    }
    if (put.length > 0) step((first) => writeSql(table, at, first, whenMoved), rowValues(table, put));
  }
  const text = `with ${[moved(registry), ...steps].join(',\n')} select from moved`;
  return { ...(deletes ? {} : { name: nameOf(text) }), text, values };
};

const names = new Map<string, string>();
const namesMax = 1_000;

/** The same text has the same name on every connection, whichever store asks. */
const nameOf = (text: string): string => {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= namesMax) names.clear();
  const name = `write_batch ${contentHash(text).slice(0, 32)}`;
  names.set(text, name);
  return name;
};
