import { Pool } from 'pg';
import { JobQueue } from '@zhibu/application';
import { createPostgresEventStore } from '@zhibu/event-store/postgres';
import { systemClock } from '@zhibu/platform';
import { createProjectionRunner, createProjections, processName } from '@zhibu/projections';
import { shareFollowUps } from '../../libs/runtime/src/postgres/follow-ups';
import { lookCounts } from '../projections/looks';
import { plainCodec } from '../projections/support';

/** A process with its part of the read models and follow-ups, until SIGTERM. Jobs are noted in a table. `argv`: database URL, ms of a lease. */
void (async () => {
  const [connectionString, ms] = process.argv.slice(2);
  const leaseMs = Number(ms);
  const owner = processName();
  const ending = new AbortController();
  process.once('SIGTERM', () => ending.abort());
  const pool = new Pool({ connectionString, max: 8 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const store = createPostgresEventStore({ pool });
  const queue: JobQueue = {
    enqueue: async (jobs) => void (await pool.query('insert into noted_jobs (id, owner) select id, $2 from unnest($1::text[]) with ordinality as j(id, n) order by n', [jobs.map(({ id }) => id), owner])),
  };
  // What goes wrong is tried again, and what that leaves wrong is what the test looks for.
  const onError = (): void => undefined;
  const runner = createProjectionRunner({ pool, eventStore: store, codec: plainCodec, projections: [...createProjections(() => null), lookCounts], lookEveryMs: 50, leaseMs, owner, batchSize: 20, onError });
  await runner.start();
  const sharing = shareFollowUps({ pool, store, queue, clock: systemClock, owner, leaseMs, lookEveryMs: 50, onError }, ending.signal);
  process.stdout.write(`${JSON.stringify({ working: process.pid })}\n`);
  await sharing;
  await runner.stop();
  await store.close();
  await pool.end();
})();
