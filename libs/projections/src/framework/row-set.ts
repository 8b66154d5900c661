import { RowReader, Rows, Wanted } from './projection';
import { Columns, RowKey, RowOf, Table, keyOf } from './table';

type Row = Readonly<Record<string, unknown>>;

interface Entry {
  readonly key: RowKey;
  row: Row | undefined;
  changed: boolean;
}

/** What a fold did to one table: rows to write, keys to delete, amounts to add. */
export interface TableChanges {
  readonly table: Table;
  readonly written: readonly Row[];
  readonly deleted: readonly RowKey[];
  readonly added: readonly Row[];
}

const idOf = (key: RowKey): string => key.join('\u0000');

/** The rows that one fold works on: what was loaded, and every change since. */
export class RowSet implements Rows, RowReader {
  private readonly entries = new Map<string, Map<string, Entry>>();
  private readonly sums = new Map<string, Map<string, Record<string, unknown>>>();

  constructor(private readonly tables: readonly Table[]) {
    for (const table of tables) {
      this.entries.set(table.name, new Map());
      this.sums.set(table.name, new Map());
    }
  }

  /** Of the wanted keys those that are not known yet, each once. */
  missing(wanted: readonly Wanted[]): Wanted[] {
    const found = new Map<Table, Map<string, RowKey>>();
    for (const { table, keys } of wanted) {
      const known = this.of(table);
      for (const key of keys) {
        const id = idOf(key);
        if (known.has(id)) continue;
        const keysOfTable = found.get(table) ?? new Map<string, RowKey>();
        found.set(table, keysOfTable.set(id, key));
      }
    }
    return [...found].map(([table, keys]) => ({ table, keys: [...keys.values()] }));
  }

  checkTables(wanted: readonly Wanted[]): void {
    for (const { table } of wanted) this.of(table);
  }

  /** Takes what the database holds for the keys asked; a key without a row is known to be absent. */
  loaded(table: Table, keys: readonly RowKey[], rows: readonly Row[]): void {
    const known = this.of(table);
    for (const key of keys) known.set(idOf(key), { key, row: undefined, changed: false });
    for (const row of rows) {
      const key = keyOf(table, row);
      known.set(idOf(key), { key, row, changed: false });
    }
  }

  get<C extends Columns>(table: Table<C>, key: RowKey): RowOf<Table<C>> | undefined {
    const entry = this.of(table).get(idOf(key));
    if (entry === undefined) throw new Error(`row ${table.name}(${key.join(', ')}) was not asked for before it was read`);
    return entry.row as RowOf<Table<C>> | undefined;
  }

  put<C extends Columns>(table: Table<C>, row: RowOf<Table<C>>): void {
    const key = keyOf(table as unknown as Table, row);
    this.of(table).set(idOf(key), { key, row: row, changed: true });
  }

  change<C extends Columns>(table: Table<C>, key: RowKey, change: (row: RowOf<Table<C>>) => Partial<RowOf<Table<C>>>): void {
    const row = this.get(table, key);
    if (row !== undefined) this.put(table, { ...row, ...change(row) });
  }

  delete<C extends Columns>(table: Table<C>, key: RowKey): void {
    this.of(table).set(idOf(key), { key, row: undefined, changed: true });
  }

  add<C extends Columns>(table: Table<C>, key: RowKey, amounts: Partial<RowOf<Table<C>>>): void {
    const sums = this.sums.get(table.name);
    if (sums === undefined || !table.counter) throw new Error(`${table.name} is not a counter of this projection`);
    const id = idOf(key);
    const row = sums.get(id) ?? emptyCounter(table as unknown as Table, key);
    for (const [name, amount] of Object.entries(amounts)) row[name] = (row[name] as number) + (amount as number);
    sums.set(id, row);
  }

  changes(): TableChanges[] {
    return this.tables.map((table) => {
      const changed = [...this.of(table).values()].filter((entry) => entry.changed);
      return {
        table,
        written: changed.flatMap((entry) => (entry.row === undefined ? [] : [entry.row])),
        deleted: changed.filter((entry) => entry.row === undefined).map((entry) => entry.key),
        added: [...(this.sums.get(table.name)?.values() ?? [])],
      };
    });
  }

  private of(table: { readonly name: string }): Map<string, Entry> {
    const entries = this.entries.get(table.name);
    if (entries === undefined) throw new Error(`${table.name} is not a table of this projection`);
    return entries;
  }
}

const emptyCounter = (table: Table, key: RowKey): Record<string, unknown> => {
  const row: Record<string, unknown> = {};
  for (const name of Object.keys(table.columns)) row[name] = 0;
  table.key.forEach((name, index) => (row[name] = key[index]));
  return row;
};
