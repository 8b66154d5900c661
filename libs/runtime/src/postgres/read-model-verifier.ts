import { Pool } from 'pg';
import { EventCodec, ReadModelVerifier } from '@zhibu/application';
import { EventStore } from '@zhibu/event-store';
import { Projection, createProjectionRunner } from '@zhibu/projections';

const besideSchema = 'verify_models';
const liveSchema = 'read_models';
const caughtUpWithinMs = 3_600_000;
const samplesMax = 5;
/** While people work the two are never at the same event; a difference has to stand for this many looks. */
const looks = 3;

interface Parts {
  readonly pool: Pool;
  readonly eventStore: EventStore;
  readonly codec: EventCodec;
  readonly projections: readonly Projection[];
}

/** Builds every read model once more from the log, in a schema of its own, and compares it row by row. */
export const createReadModelVerifier = (parts: Parts): ReadModelVerifier => ({
  compare: async () => {
    const { pool, eventStore, codec, projections } = parts;
    await clear(pool);
    const beside = createProjectionRunner({ pool, eventStore, codec, projections, schema: besideSchema });
    const live = createProjectionRunner({ pool, eventStore, codec, projections, schema: liveSchema });
    try {
      await beside.start();
      const results = [];
      for (const { name } of projections.flatMap((projection) => projection.tables)) {
        let found = { rows: 0, differences: 0, sample: [] as string[] };
        for (let look = 0; look < looks; look += 1) {
          await levelled(eventStore, [beside, live]);
          found = await compareTable(pool, name);
          if (found.differences === 0) break;
        }
        results.push({ readModel: name, ...found });
      }
      return results;
    } finally {
      await beside.stop();
      await live.stop();
      await clear(pool);
    }
  },
});

/** Also what a verification left that was killed: its leases would look like those of a worker that stands still. */
const clear = async (pool: Pool): Promise<void> => {
  await pool.query(`drop schema if exists ${besideSchema} cascade`);
  await pool.query('delete from runtime.leases where starts_with(name, $1)', [`${besideSchema}/`]);
};

const levelled = async (store: EventStore, runners: readonly ReturnType<typeof createProjectionRunner>[]): Promise<void> => {
  const head = await store.head();
  if (head === null) return;
  for (const runner of runners) {
    const waited = await runner.waitFor(head, { timeoutMs: caughtUpWithinMs });
    if (!waited.reached) throw new Error(`read models did not reach the end of the log: ${waited.behind.join(', ')}`);
  }
};

const sqlName = (name: string): string => `"${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}"`;

const compareTable = async (pool: Pool, name: string): Promise<{ rows: number; differences: number; sample: string[] }> => {
  const [live, beside] = [`${liveSchema}.${sqlName(name)}`, `${besideSchema}.${sqlName(name)}`];
  const asRows = (from: string): string => `select to_jsonb(t)::text as row from ${from} t`;
  const counted = await pool.query<{ rows: string }>(`select count(*) as rows from ${beside}`);
  const different = `(${asRows(live)} except all ${asRows(beside)}) union all (${asRows(beside)} except all ${asRows(live)})`;
  const differing = await pool.query<{ count: string }>(`select count(*) from (${different}) d`);
  const differences = Number(differing.rows[0]?.count ?? 0);
  // Rows may hold names: only their hashes are shown.
  const sample = differences === 0 ? [] : (await pool.query<{ hash: string }>(`select md5(row) as hash from (${different}) d limit ${samplesMax}`)).rows.map(({ hash }) => hash);
  return { rows: Number(counted.rows[0]?.rows ?? 0), differences, sample };
};
