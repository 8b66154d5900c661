import { Rejection, RejectionError, text } from '@zhibu/kernel';
import { LATEST_SCHEMA_VERSION, runMigrations } from 'bullmq';
import { Pool, PoolClient } from 'pg';

/** Tables of BullMQ's schema that a queue needs; a test compares the list with what its migrations make. */
export const queueTables: readonly string[] = [
  'dedup', 'dedup_next', 'event', 'job', 'job_dependency', 'job_log', 'meta', 'metrics', 'migration', 'rate_limit',
  'relay_inbox', 'relay_node', 'relay_retained', 'relay_subscription', 'scheduler',
];

/** Says that everything in the schema is ours and may be made again. */
const mark = 'job queues of zhibu: may be dropped at any time, is made again';

export const quotedSchema = (schema: string): string => {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) {
    throw new RangeError(`a schema name has lower-case letters, digits and underscores, found ${JSON.stringify(schema)}`);
  }
  return `"${schema}"`;
};

interface SchemaState {
  readonly missing: number;
  /** File of the job table: another one after the table was dropped and made again, or truncated. */
  readonly file: string | null;
}

const stateSql = `
  select count(*) filter (where to_regclass(table_name) is null)::int as missing,
         max(pg_relation_filenode(to_regclass(table_name))) filter (where table_name = $2)::text as file
    from unnest($1::text[]) as t(table_name)`;

const stateOf = async (db: Pool | PoolClient, schema: string): Promise<SchemaState> => {
  const names = queueTables.map((table) => `${quotedSchema(schema)}.${table}`);
  const { rows } = await db.query<SchemaState>(stateSql, [names, `${quotedSchema(schema)}.job`]);
  return rows[0] ?? { missing: queueTables.length, file: null };
};

export const queueGeneration = async (pool: Pool, schema: string): Promise<string | null> => {
  const { missing, file } = await stateOf(pool, schema);
  return missing === 0 ? file : null;
};

/**
 * Brings the schema to BullMQ's newest version. Where tables are missing it is dropped first, because BullMQ's
 * own ledger would say that nothing is to be done; never a schema that holds anything beside the queues.
 * Rejects with `queue.schema-incomplete` where it may not.
 */
export const restoreQueueSchema = async (pool: Pool, schema: string): Promise<void> => {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await makeRoom(client, schema);
    await runMigrations(client, schema);
    const { missing } = await stateOf(client, schema);
    if (missing > 0) throw new RejectionError(incomplete(schema, missing));
  } catch (error) {
    broken = error instanceof Error ? error : new Error('the queue schema could not be made');
    throw error;
  } finally {
    client.release(broken);
  }
};

/**
 * One process at a time, under a lock that ends with its transaction: a pooler may give the next statement to another
 * session, and a lock of the session would stay behind. Workers may hold what is left of the tables, and the server
 * then ends one of those who wait (40P01).
 */
const makeRoom = async (client: PoolClient, schema: string, triesLeft = 5): Promise<void> => {
  try {
    await client.query('begin');
    await client.query(`select pg_advisory_xact_lock(hashtext('zhibu queue schema'), hashtext($1))`, [schema]);
    const before = await ownership(client, schema);
    // Empty and ours: somebody else is about to make the tables.
    if (before.ours && !before.empty && (await isBroken(client, schema))) await client.query(`drop schema ${quotedSchema(schema)} cascade`);
    // Marked before the tables are made: whoever dies between the two leaves what may be made again.
    if (before.ours || before.empty) await client.query(`create schema if not exists ${quotedSchema(schema)}; comment on schema ${quotedSchema(schema)} is '${mark}'`);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    const deadlock = error instanceof Error && 'code' in error && error.code === '40P01';
    if (!deadlock || triesLeft === 0) throw error;
    await makeRoom(client, schema, triesLeft - 1);
  }
};

const incomplete = (schema: string, missing: number): Rejection => ({
  code: 'queue.schema-incomplete',
  message: text('任务队列的数据表不完整，而同一模式中另有其他内容', 'The job queue lacks tables, and its schema holds other things beside it'),
  expected: text(`模式 ${schema} 中的 ${queueTables.length} 个队列表；请删除队列的其余表，或另用一个模式`, `${queueTables.length} tables of the queue in the schema ${schema}: drop what is left of the queue, or choose another schema`),
  actual: text(`缺 ${missing} 个`, `${missing} of them missing`),
});

const ownership = async (client: PoolClient, schema: string): Promise<{ readonly ours: boolean; readonly empty: boolean }> => {
  const { rows } = await client.query<{ comment: string | null; relations: number }>(
    `select obj_description(oid, 'pg_namespace') as comment,
            (select count(*)::int from pg_class where relnamespace = n.oid) as relations
       from pg_namespace n where nspname = $1`,
    [schema],
  );
  const found = rows[0];
  return { ours: found?.comment === mark, empty: found === undefined || found.relations === 0 };
};

const isBroken = async (client: PoolClient, schema: string): Promise<boolean> => {
  if ((await stateOf(client, schema)).missing === 0) return false;
  const { rows } = await client.query<{ ledger: string | null }>('select to_regclass($1)::text as ledger', [`${quotedSchema(schema)}.migration`]);
  if ((rows[0]?.ledger ?? null) === null) return true;
  const { rows: versions } = await client.query<{ version: number | null }>(`select max(version) as version from ${quotedSchema(schema)}.migration`);
  // An older version lacks tables that its migrations will add; a newer one may have renamed some.
  return versions[0]?.version === LATEST_SCHEMA_VERSION;
};
