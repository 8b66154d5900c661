import { Queryable, fromSql, quoted } from '../framework/postgres/sql';
import { Column, Columns, RowOf, Table, sqlName } from '../framework/table';
import { Where } from './where';

export const pageSizeDefault = 50;
export const pageSizeMax = 500;

export interface PageRequest {
  /** Rows on a page, 1 to 500. Default 50. */
  readonly limit?: number;
  /** `next` of the page before. */
  readonly cursor?: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; `null` after the last one. */
  readonly next: string | null;
}

/** The cursor was not made by the list that it was given to. */
export class CursorRefused extends Error {
  constructor() {
    super('the cursor does not belong to this list');
    this.name = 'CursorRefused';
  }
}

/** Where a page ends, for lists that are no plain table. */
export const encodeCursor = (values: readonly unknown[]): string => Buffer.from(JSON.stringify(values)).toString('base64url');

/** What the database would refuse as a value of the column is no place in the list either. */
const fits = ({ type }: Column<unknown>, value: unknown): boolean =>
  type === 'integer' ? Number.isSafeInteger(value) : typeof value === 'string' && !value.includes('\0');

/** The places in a cursor; `CursorRefused` when it is none of a list ordered by such columns. */
export const decodeCursor = (cursor: string, columns: readonly Column<unknown>[]): (string | number)[] => {
  let values: unknown;
  try {
    values = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw new CursorRefused();
  }
  const usable = Array.isArray(values) && values.length === columns.length && columns.every((column, index) => fits(column, (values as unknown[])[index]));
  if (!usable) throw new CursorRefused();
  return values as (string | number)[];
};

export const boundedLimit = (limit: number | undefined): number => Math.max(1, Math.min(Math.trunc(limit ?? pageSizeDefault), pageSizeMax));

/** Where the read models stand. */
export interface ReadModels {
  readonly db: Queryable;
  /** Default `read_models`. */
  readonly schema?: string;
}

export const viewOf = (models: ReadModels, table: { readonly name: string }): string => `${quoted(models.schema ?? 'read_models')}.${quoted(sqlName(table.name))}`;

interface ListQuery<C extends Columns> {
  readonly table: Table<C>;
  readonly where: Where;
  /** Columns without nulls that together are unique; pages follow their order. */
  readonly order: readonly (keyof C & string)[];
  readonly direction?: 'asc' | 'desc';
  readonly page: PageRequest;
}

const columnsSql = (table: Table): string => Object.keys(table.columns).map((name) => `${sqlName(name)} as ${quoted(name)}`).join(', ');

/** One page by keyset: as quick on the thousandth page as on the first, and steady while rows come and go. */
export const listPage = async <C extends Columns>(models: ReadModels, query: ListQuery<C>): Promise<Page<RowOf<Table<C>>>> => {
  const table = query.table as unknown as Table;
  const limit = boundedLimit(query.page.limit);
  const order = query.order.map(sqlName);
  const direction = query.direction ?? 'asc';
  if (query.page.cursor !== undefined) {
    const places = decodeCursor(query.page.cursor, query.order.map((name) => query.table.columns[name] as Column<unknown>)).map((value) => query.where.value(value));
    query.where.and(`(${order.join(', ')}) ${direction === 'asc' ? '>' : '<'} (${places.join(', ')})`);
  }
  const found = await models.db.query(
    `select ${columnsSql(table)} from ${viewOf(models, table)} ${query.where.sql}` +
      ` order by ${order.map((name) => `${name} ${direction}`).join(', ')} limit ${limit + 1}`,
    query.where.values,
  );
  const rows = found.rows.map((row) => fromSql<RowOf<Table<C>>>(table, row));
  const items = rows.slice(0, limit);
  const last = items.at(-1) as Readonly<Record<string, unknown>> | undefined;
  return { items, next: rows.length > limit && last !== undefined ? encodeCursor(query.order.map((name) => last[name])) : null };
};

/** The single row that the conditions name, or null. */
export const findOne = async <C extends Columns>(models: ReadModels, of: Table<C>, where: Where): Promise<RowOf<Table<C>> | null> => {
  const table = of as unknown as Table;
  const found = await models.db.query(`select ${columnsSql(table)} from ${viewOf(models, table)} ${where.sql} limit 1`, where.values);
  const [row] = found.rows;
  return row === undefined ? null : fromSql<RowOf<Table<C>>>(table, row);
};
