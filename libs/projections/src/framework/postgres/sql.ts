import { Column, RowKey, Table, sqlName } from '../table';

/** What runs SQL: a pool, or one client in a transaction. */
export interface Queryable {
  query(text: string, values?: readonly unknown[]): Promise<{ readonly rows: readonly Record<string, unknown>[]; readonly rowCount: number | null }>;
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const types: Record<Column<unknown>['type'], string> = { text: 'text', integer: 'bigint', boolean: 'boolean', json: 'jsonb', texts: 'text[]' };

const typeOf = (column: Column<unknown>): string => types[column.type];

/** Lists inside one row travel as array literals in text, because `unnest` would flatten them. */
const transportOf = (column: Column<unknown>): string => (column.type === 'texts' || column.type === 'json' ? 'text' : typeOf(column));

const arrayLiteral = (values: readonly string[]): string =>
  `{${values.map((value) => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`;

const toSql = (column: Column<unknown>, value: unknown): unknown => {
  if (value === null || value === undefined) return null;
  if (column.type === 'json') return JSON.stringify(value);
  return column.type === 'texts' ? arrayLiteral(value as readonly string[]) : value;
};

const columnsOf = (table: Table): [string, Column<unknown>][] => Object.entries(table.columns);

const columnOf = (table: Table, name: string): Column<unknown> => {
  const column = table.columns[name];
  if (column === undefined) throw new Error(`${table.name} has no column ${name}`);
  return column;
};

export const createTableSql = (table: Table, at: string): string[] => {
  const columns = columnsOf(table).map(([name, column]) => {
    const collation = column.type === 'text' ? ' collate "C"' : '';
    return `${sqlName(name)} ${typeOf(column)}${collation}${column.nullable ? '' : ' not null'}`;
  });
  const key = table.key.map(sqlName).join(', ');
  const indexes = table.indexes.map(
    ({ columns: names, where }) => `create index on ${at} (${names.map(sqlName).join(', ')})${where === undefined ? '' : ` where ${where}`}`,
  );
  return [`create table ${at} (${columns.join(', ')}, primary key (${key}))`, ...indexes];
};

const selectList = (table: Table, alias: string): string =>
  columnsOf(table).map(([name]) => `${alias}.${sqlName(name)} as ${quoted(name)}`).join(', ');

const keyArrays = (table: Table, first = 1): string =>
  table.key.map((name, index) => `$${first + index}::${typeOf(columnOf(table, name))}[]`).join(', ');

const keyMatch = (table: Table, left: string, right: string): string =>
  table.key.map((name) => `${left}.${sqlName(name)} = ${right}.${sqlName(name)}`).join(' and ');

/** `limit 1` keeps the planner on the primary key, whatever it believes about a table that grows by the second. */
export const loadSql = (table: Table, at: string): string =>
  `select ${selectList(table, 'r')} from unnest(${keyArrays(table)}) as k(${table.key.map(sqlName).join(', ')})` +
  ` cross join lateral (select * from ${at} t where ${keyMatch(table, 't', 'k')} limit 1) r`;

/** `first`: number of its first parameter; `condition` holds for all rows or for none. */
export const deleteSql = (table: Table, at: string, first: number, condition: string): string =>
  `delete from ${at} t using unnest(${keyArrays(table, first)}) as k(${table.key.map(sqlName).join(', ')}) where ${keyMatch(table, 't', 'k')} and ${condition}`;

/** The same two as for a delete. */
export const writeSql = (table: Table, at: string, first: number, condition: string): string => {
  const columns = columnsOf(table);
  const names = columns.map(([name]) => sqlName(name));
  const arrays = columns.map(([, column], index) => `$${first + index}::${transportOf(column)}[]`).join(', ');
  const values = columns.map(([name, column]) => `v.${sqlName(name)}::${typeOf(column)}`).join(', ');
  const changes = names
    .filter((name) => !table.key.map(sqlName).includes(name))
    .map((name) => (table.counter ? `${name} = t.${name} + excluded.${name}` : `${name} = excluded.${name}`));
  const onConflict = changes.length === 0 ? 'do nothing' : `do update set ${changes.join(', ')}`;
  return (
    `insert into ${at} as t (${names.join(', ')}) select ${values} from unnest(${arrays}) as v(${names.join(', ')}) where ${condition}` +
    ` on conflict (${table.key.map(sqlName).join(', ')}) ${onConflict}`
  );
};

/** One array for each column of the key, in its order. */
export const keyValues = (table: Table, keys: readonly RowKey[]): unknown[][] => table.key.map((_, index) => keys.map((key) => key[index]));

export const rowValues = (table: Table, rows: readonly Readonly<Record<string, unknown>>[]): unknown[][] =>
  columnsOf(table).map(([name, column]) => rows.map((row) => toSql(column, row[name])));

/** Numbers arrive as text from `bigint`; every integer of a read model is a safe one. */
export const fromSql = <Row>(table: Table, row: Readonly<Record<string, unknown>>): Row => {
  const result: Record<string, unknown> = { ...row };
  for (const [name, column] of columnsOf(table)) {
    if (column.type === 'integer' && typeof result[name] === 'string') result[name] = Number(result[name]);
  }
  return result as Row;
};
