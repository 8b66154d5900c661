/** A column of a read model. Text is compared byte by byte (`collate "C"`), days and months are text. */
export interface Column<Value> {
  readonly type: 'text' | 'integer' | 'boolean' | 'json' | 'texts';
  readonly nullable: boolean;
  /** Holds what a person's key protects: set to null when that key is erased. */
  readonly personal: boolean;
  /** Carries the type only; never present. */
  readonly value?: Value;
}

const column = <Value>(type: Column<Value>['type']): Column<Value> => ({ type, nullable: false, personal: false });

export const text = column<string>('text');
export const oneOf = <Value extends string>(): Column<Value> => column<Value>('text');
/** A safe integer: counts, fen, versions. */
export const integer = column<number>('integer');
export const boolean = column<boolean>('boolean');
export const texts = column<readonly string[]>('texts');
export const json = <Value>(): Column<Value> => column<Value>('json');
export const nullable = <Value>(of: Column<Value>): Column<Value | null> => ({ ...(of as Column<Value | null>), nullable: true });
export const personal = <Value>(of: Column<Value>): Column<Value | null> => ({ ...nullable(of), personal: true });

export type Columns = Readonly<Record<string, Column<unknown>>>;

export interface Index {
  readonly columns: readonly string[];
  /** SQL condition of a partial index. */
  readonly where?: string;
}

export interface Table<C extends Columns = Columns> {
  readonly name: string;
  readonly columns: C;
  readonly key: readonly (keyof C & string)[];
  readonly indexes: readonly Index[];
  /** Rows of a counter are only ever added to; they need not be read before. Columns beside the key are integers. */
  readonly counter: boolean;
}

export type RowOf<T> = T extends Table<infer C> ? { readonly [Name in keyof C]: C[Name] extends Column<infer Value> ? Value : never } : never;
export type RowKey = readonly (string | number)[];

interface TableParts<C extends Columns> {
  readonly columns: C;
  readonly key: readonly (keyof C & string)[];
  readonly indexes?: readonly { readonly columns: readonly (keyof C & string)[]; readonly where?: string }[];
}

export const table = <C extends Columns>(name: string, parts: TableParts<C>): Table<C> => ({
  name,
  columns: parts.columns,
  key: parts.key,
  indexes: parts.indexes ?? [],
  counter: false,
});

export const counter = <C extends Columns>(name: string, parts: TableParts<C>): Table<C> => ({ ...table(name, parts), counter: true });

/** `personKey` is `person_key` in SQL. */
export const sqlName = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export const keyOf = (of: Table, row: Readonly<Record<string, unknown>>): RowKey => of.key.map((name) => row[name] as string | number);
