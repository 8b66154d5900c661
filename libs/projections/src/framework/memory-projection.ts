import { ProjectedEvent, Projection } from './projection';
import { foldBatch } from './fold';
import { Columns, RowKey, RowOf, Table, keyOf } from './table';

type Row = Readonly<Record<string, unknown>>;

const idOf = (key: RowKey): string => key.join('\u0000');
const byId = ([a]: [string, Row], [b]: [string, Row]): number => (a < b ? -1 : a > b ? 1 : 0);

/** Runs the same definition without a database, for properties and small tools. */
export interface MemoryProjection {
  /** Applies a batch; throws on an event that the projection cannot take. */
  apply(events: readonly ProjectedEvent[]): Promise<void>;
  /** Rows in the order of their keys. */
  rows<C extends Columns>(table: Table<C>): readonly RowOf<Table<C>>[];
}

export const createMemoryProjection = (projection: Projection): MemoryProjection => {
  const stored = new Map<string, Map<string, Row>>(projection.tables.map((table) => [table.name, new Map()]));
  const of = (table: { readonly name: string }): Map<string, Row> => {
    const rows = stored.get(table.name);
    if (rows === undefined) throw new Error(`${table.name} is not a table of ${projection.name}`);
    return rows;
  };
  return {
    async apply(events) {
      const { changes, poison } = await foldBatch(projection, events, async (table, keys) =>
        keys.map((key) => of(table).get(idOf(key))).filter((row) => row !== undefined),
      );
      if (poison !== null) throw new Error(`${projection.name} at ${poison.event.type}: ${poison.reason}`);
      for (const { table, written, deleted, added } of changes) {
        const rows = of(table);
        for (const row of written) rows.set(idOf(keyOf(table, row)), row);
        for (const key of deleted) rows.delete(idOf(key));
        for (const amounts of added) {
          const id = idOf(keyOf(table, amounts));
          rows.set(id, sum(table, rows.get(id), amounts));
        }
      }
    },
    rows: <C extends Columns>(table: Table<C>) => [...of(table)].sort(byId).map(([, row]) => row as RowOf<Table<C>>),
  };
};

const sum = (table: Table, before: Row | undefined, amounts: Row): Row => {
  if (before === undefined) return amounts;
  const after: Record<string, unknown> = { ...before };
  for (const name of Object.keys(table.columns)) {
    if (!table.key.includes(name)) after[name] = (before[name] as number) + (amounts[name] as number);
  }
  return after;
};
