/** A process that owns an embedded PostgreSQL, to be killed by the specs. */
import { startEmbeddedPostgres, untilSignalled } from '@zhibu/platform';

const own = async (folder: string): Promise<void> => {
  const postgres = await startEmbeddedPostgres({ folder });
  process.stdout.write(`${JSON.stringify({ url: postgres.url, port: postgres.port, pid: postgres.pid, tookOver: postgres.tookOver })}\n`);
  process.exitCode = await untilSignalled({ stop: () => postgres.stop(), kill: () => undefined });
  process.exit();
};

void own(process.argv[2] ?? '');
