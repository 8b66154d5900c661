import { Pool } from 'pg';
import { createPostgresEventStore } from '@zhibu/event-store/postgres';
import { createProjectionRunner } from '@zhibu/projections';
import { lookCounts } from './looks';
import { plainCodec } from './support';

/** A process that follows a read model until it is killed. `argv`: database URL, ms of a lease. */
void (async () => {
  const [connectionString, leaseMs] = process.argv.slice(2);
  const pool = new Pool({ connectionString, max: 6 });
  pool.on('error', () => undefined);
  const runner = createProjectionRunner({ pool, eventStore: createPostgresEventStore({ pool }), codec: plainCodec, projections: [lookCounts], lookEveryMs: 50, leaseMs: Number(leaseMs) });
  await runner.start();
  process.stdout.write(`${JSON.stringify({ following: process.pid })}\n`);
})();
