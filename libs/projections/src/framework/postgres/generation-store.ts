import { Pool, PoolClient, QueryConfig } from 'pg';
import { Lease, forgetSql, heldSql, wantedSql } from '../../leases';
import { Projection } from '../projection';
import { TableChanges } from '../row-set';
import { RowKey, Table, sqlName } from '../table';
import { CheckpointMoves } from './checkpoint-moves';
import { Generation, GenerationId, Stopped, definitionOf, leaseNameOf, tableAt, viewAt } from './generation';
import { PersonalTable, Registry, RegistryRow } from './registry';
import { Queryable, createTableSql, fromSql, keyValues, loadSql } from './sql';
import { writeBatch } from './write-batch';

type Row = Readonly<Record<string, unknown>>;

/** A process that stands still in the middle of a transaction holds its rows no longer than this. */
const standStillMsMax = 15_000;

/** How long a switch waits for readers before it lets them pass and tries again. */
const switchLockMs = 1_000;

export const inTransaction = async <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool.connect();
  let broken: Error | undefined;
  // A connection cut between two statements says so here; the next statement then fails and is handled below.
  const onError = (error: Error): void => {
    broken = error;
  };
  client.on('error', onError);
  try {
    await client.query(`begin; set local idle_in_transaction_session_timeout = ${standStillMsMax}`);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: unknown) => {
      broken = failure instanceof Error ? failure : new Error(String(failure));
    });
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
};

const isAnything = ({ written, deleted, added }: TableChanges): boolean => written.length + deleted.length + added.length > 0;

/** Reads and writes the tables of generations. Every transaction here is a short one. */
export class GenerationStore {
  private readonly moves: CheckpointMoves;

  constructor(private readonly pool: Pool, readonly registry: Registry) {
    this.moves = new CheckpointMoves((moves) => registry.advanceAll(pool, moves));
  }

  async load(id: GenerationId, table: Table, keys: readonly RowKey[]): Promise<readonly Row[]> {
    const at = tableAt(this.registry.schema, id, table);
    const found = await this.pool.query(loadSql(table, at), keyValues(table, keys));
    return (found.rows as Row[]).map((row) => fromSql<Row>(table, row));
  }

  /** Writes the changes and the checkpoint together, or nothing: false when what was folded is void. */
  async write(from: Generation, changes: readonly TableChanges[], to: string | null, stopped: Stopped | null, caughtUp: boolean, lease: Lease): Promise<boolean> {
    if (stopped === null && to !== null && !changes.some(isAnything)) return this.moves.move({ from, to, caughtUp, lease });
    const { rowCount } = await this.pool.query({ ...writeBatch(this.registry.schema, this.registry.at, { from, to, changes, stopped, caughtUp, lease }) } as QueryConfig);
    return rowCount === 1;
  }

  async setStopped(id: GenerationId, stopped: Stopped | null): Promise<void> {
    await this.registry.setStopped(this.pool, id, stopped);
  }

  /** Makes the tables of a new generation; the first one of a projection is live at once. */
  async create(client: Queryable, projection: Projection, generation: number, role: 'building' | 'live'): Promise<void> {
    const id = { name: projection.name, version: projection.version, generation };
    const builtTables: string[] = [];
    for (const table of projection.tables) {
      const at = tableAt(this.registry.schema, id, table);
      for (const statement of createTableSql(table, at)) await client.query(statement);
      builtTables.push(at);
    }
    await this.registry.insert(client, { ...id, role, definition: definitionOf(projection), builtTables });
    await this.describe(client, projection, id);
    if (role === 'live') await this.pointViews(client, projection, id);
  }

  /**
   * Puts a generation in the place of the live one, in one transaction: a reader sees all tables of the one
   * or all of the other. False while the live one is ahead, because nobody may see a read model go back, when the lease is lost,
   * and while a process of older code lives that keeps the live one.
   */
  async promote(projection: Projection, id: GenerationId, isBehind: (checkpoint: string | null, live: string | null) => boolean, lease: Lease): Promise<boolean> {
    return inTransaction(this.pool, async (client) => {
      await client.query(`set local lock_timeout = ${switchLockMs}`);
      if ((await client.query(heldSql(1), [lease.name, lease.owner, lease.token])).rowCount !== 1) return false;
      const rows = await this.registry.lock(client, projection.name);
      const own = rows.find((row) => row.version === id.version && row.generation === id.generation);
      const live = rows.find((row) => row.role === 'live');
      if (own === undefined || own.role !== 'building') return false;
      if (live !== undefined && isBehind(own.checkpoint, live.checkpoint)) return false;
      if (live !== undefined && live.version < own.version && (await client.query(wantedSql, [this.registry.schema, leaseNameOf(this.registry.schema, live)])).rowCount !== 0) return false;
      if (live !== undefined) await this.registry.setRole(client, live, 'retired');
      await this.registry.setRole(client, own, 'live');
      await this.pointViews(client, projection, id);
      return true;
    });
  }

  private async pointViews(client: Queryable, projection: Projection, id: GenerationId): Promise<void> {
    for (const table of projection.tables) {
      // Columns may differ from the version before, which `create or replace` would refuse.
      await client.query(`drop view if exists ${viewAt(this.registry.schema, table)}`);
      await client.query(`create view ${viewAt(this.registry.schema, table)} as select * from ${tableAt(this.registry.schema, id, table)}`);
    }
  }

  /** Puts on record which columns of a generation are personal, unless that stands there: other code has to erase in it too. */
  async describe(client: Queryable, projection: Projection, id: GenerationId): Promise<void> {
    const personal = projection.tables.flatMap((table): PersonalTable[] => {
      const columns = Object.entries(table.columns).flatMap(([name, column]) => (column.personal ? [sqlName(name)] : []));
      return 'personKey' in table.columns && columns.length > 0 ? [{ at: tableAt(this.registry.schema, id, table), columns }] : [];
    });
    await this.registry.setPersonal(client, id, personal);
  }

  /**
   * Sets to null what the person's key protected, by what is on record of the generation: this code need not know it. The raised
   * epoch voids a fold that loaded the rows before, so that it cannot write the old values back. Rows changed; `null` where
   * nothing is on record.
   */
  async erasePerson(id: GenerationId, personKey: string): Promise<number | null> {
    const tables = await this.registry.personalOf(this.pool, id);
    if (tables === null) return null;
    if (tables === undefined || tables.length === 0) return 0;
    return inTransaction(this.pool, async (client) => {
      if (!(await this.registry.raiseEpoch(client, id))) return 0;
      let rows = 0;
      for (const { at, columns } of tables) {
        const done = await client.query(`update ${at} set ${columns.map((name) => `${name} = null`).join(', ')} where person_key = $1`, [personKey]);
        rows += done.rowCount ?? 0;
      }
      return rows;
    });
  }

  /** Drops a generation that nobody can see any more. False: somebody still reads it; try again later. */
  async drop(row: RegistryRow): Promise<boolean> {
    try {
      await inTransaction(this.pool, async (client) => {
        await client.query(`set local lock_timeout = ${switchLockMs}`);
        // The lease and the row first, as in every other transaction here, so that nobody waits both ways. No generation gets this name again.
        await client.query(forgetSql, [leaseNameOf(this.registry.schema, row)]);
        await this.registry.remove(client, row);
        for (const at of row.builtTables) await client.query(`drop table if exists ${at}`);
      });
      return true;
    } catch (error) {
      if (isLockTimeout(error) || hasCode(error, '2BP01')) return false;
      throw error;
    }
  }
}

export const hasCode = (error: unknown, prefix: string): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith(prefix);

export const isLockTimeout = (error: unknown): boolean => hasCode(error, '55P03') || hasCode(error, '40P01');
