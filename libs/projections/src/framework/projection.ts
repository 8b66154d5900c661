import { ZhibuEvent } from '@zhibu/domain';
import { EventFilter } from '@zhibu/event-store';
import { DomainEvent, RecordedEvent } from '@zhibu/kernel';
import { Columns, RowKey, RowOf, Table } from './table';

export type Recorded<Event extends DomainEvent> = Event extends DomainEvent ? RecordedEvent<Event> : never;
export type ProjectedEvent = Recorded<ZhibuEvent>;
export type EventOf<Type extends ZhibuEvent['type']> = Recorded<Extract<ZhibuEvent, { readonly type: Type }>>;

/** Rows to have at hand before an event is applied. */
export interface Wanted {
  readonly table: Table;
  readonly keys: readonly RowKey[];
}

export const want = <C extends Columns>(table: Table<C>, ...keys: readonly RowKey[]): Wanted => ({ table: table as unknown as Table, keys });

export interface RowReader {
  /** The row, or undefined when there is none. A key that was not asked for is a mistake and throws. */
  get<C extends Columns>(table: Table<C>, key: RowKey): RowOf<Table<C>> | undefined;
}

export interface Rows extends RowReader {
  put<C extends Columns>(table: Table<C>, row: RowOf<Table<C>>): void;
  /** Changes a row that is there; does nothing when it is not. */
  change<C extends Columns>(table: Table<C>, key: RowKey, change: (row: RowOf<Table<C>>) => Partial<RowOf<Table<C>>>): void;
  delete<C extends Columns>(table: Table<C>, key: RowKey): void;
  /** Adds to the integers of a counter; the row begins at nothing. */
  add<C extends Columns>(table: Table<C>, key: RowKey, amounts: Partial<RowOf<Table<C>>>): void;
}

/** What one event does. Deterministic: it looks at the event and the rows only, never at a clock. */
export interface Handler<Type extends ZhibuEvent['type']> {
  readonly keys?: (event: EventOf<Type>) => readonly Wanted[];
  /** Rows that can be named only after the first ones were read. */
  readonly more?: (event: EventOf<Type>, rows: RowReader) => readonly Wanted[];
  readonly apply: (rows: Rows, event: EventOf<Type>) => void;
}

export type Handlers = { readonly [Type in ZhibuEvent['type']]?: Handler<Type> };

/** A read model as data and pure functions, so that it can be folded with or without a database. */
export interface Projection {
  readonly name: string;
  /** Raised whenever tables or meaning change; a new version is built beside the old one. */
  readonly version: number;
  readonly tables: readonly Table[];
  readonly filter: EventFilter;
  /** `opened`: personal fields are decrypted. `stored`: they are ciphertext and must not be looked at. */
  readonly reads: 'stored' | 'opened';
  keysOf(event: ProjectedEvent): readonly Wanted[];
  moreKeysOf(event: ProjectedEvent, rows: RowReader): readonly Wanted[];
  apply(rows: Rows, event: ProjectedEvent): void;
}

interface ProjectionParts {
  readonly name: string;
  readonly version: number;
  readonly tables: readonly unknown[];
  readonly reads: Projection['reads'];
}

type AnyHandler = Handler<ZhibuEvent['type']>;

/** A projection that reacts to the event types it names, and is sent no others. */
export const defineProjection = (parts: ProjectionParts & { readonly on: Handlers }): Projection => {
  const handlers = parts.on as Readonly<Record<string, AnyHandler | undefined>>;
  return {
    name: parts.name,
    version: parts.version,
    tables: parts.tables as readonly Table[],
    reads: parts.reads,
    filter: { types: Object.keys(handlers) },
    keysOf: (event) => handlers[event.type]?.keys?.(event) ?? [],
    moreKeysOf: (event, rows) => handlers[event.type]?.more?.(event, rows) ?? [],
    apply: (rows, event) => handlers[event.type]?.apply(rows, event),
  };
};

/** A projection over every event, whatever its type. */
export const defineProjectionOfAll = (
  parts: ProjectionParts & { readonly apply: (rows: Rows, event: ProjectedEvent) => void },
): Projection => ({
  name: parts.name,
  version: parts.version,
  tables: parts.tables as readonly Table[],
  reads: parts.reads,
  filter: {},
  keysOf: () => [],
  moreKeysOf: () => [],
  apply: parts.apply,
});
