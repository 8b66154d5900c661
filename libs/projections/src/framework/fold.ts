import { ProjectedEvent, Projection, Wanted } from './projection';
import { RowSet, TableChanges } from './row-set';
import { RowKey, Table } from './table';

export type LoadRows = (table: Table, keys: readonly RowKey[]) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/** The first event that the projection could not take, and why. Nothing of it is in the changes. */
export interface Poison {
  readonly event: ProjectedEvent;
  readonly reason: string;
}

export interface Folded {
  readonly changes: readonly TableChanges[];
  /** Events that are in the changes: all of them, or those before the poison. */
  readonly applied: number;
  readonly poison: Poison | null;
}

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 2_000);

/**
 * Folds a batch over the rows it touches, loaded at once beforehand. An event that throws may have changed
 * rows half-way, so the events before it are folded again over fresh rows.
 */
export const foldBatch = async (projection: Projection, events: readonly ProjectedEvent[], load: LoadRows): Promise<Folded> => {
  const rows = new RowSet(projection.tables);
  const fetch = async (missing: readonly Wanted[]): Promise<void> => {
    for (const { table, keys } of missing) rows.loaded(table, keys, await load(table, keys));
  };
  const retreat = async (index: number, event: ProjectedEvent, error: unknown): Promise<Folded> => {
    const before = index === 0 ? { changes: [], applied: 0 } : await foldBatch(projection, events.slice(0, index), load);
    return { changes: before.changes, applied: before.applied, poison: { event, reason: reasonOf(error) } };
  };
  const wanted: Wanted[] = [];
  for (const [index, event] of events.entries()) {
    try {
      const keys = projection.keysOf(event);
      rows.checkTables(keys);
      wanted.push(...keys);
    } catch (error) {
      return retreat(index, event, error);
    }
  }
  await fetch(rows.missing(wanted));
  for (const [index, event] of events.entries()) {
    let more: readonly Wanted[];
    try {
      more = rows.missing(projection.moreKeysOf(event, rows));
    } catch (error) {
      return retreat(index, event, error);
    }
    if (more.length > 0) await fetch(more);
    try {
      projection.apply(rows, event);
    } catch (error) {
      return retreat(index, event, error);
    }
  }
  return { changes: rows.changes(), applied: events.length, poison: null };
};
