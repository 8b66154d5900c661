/** A process that owns an embedded PostgreSQL, to be killed by the specs. */
import { startEmbeddedPostgres, untilSignalled } from '@zhibu/platform';

const own = async (folder: string): Promise<void> => {
  const postgres = await startEmbeddedPostgres({ folder });
  const ended = untilSignalled({ stop: () => postgres.stop(), kill: () => undefined });
  process.stdout.write(`${JSON.stringify({ url: postgres.url, port: postgres.port, pid: postgres.pid, tookOver: postgres.tookOver })}\n`);
  process.exit(await ended);
};

void own(process.argv[2] ?? '');
