import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from, to } from 'pg-copy-streams';
import { Case, atOnce } from '../harness';
import { appendOurs, openOurs } from '../stores';

const streams = 2_000;
const perStream = 10;

/** Many streams at once, against COPY of the very same rows into a table with the same indexes. */
export const bulkAppendCase: Case = {
  name: 'bulk-append',
  run: async (databaseUrl, compare) => {
    const url = await databaseUrl('bulk');
    const ours = await openOurs(url);
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query('create table copied (like events.events including all)');
    const columns = 'transaction_id, recorded_at, id, version, schema_version, command_index, command_events, stream, type, command_key, command_hash, subjects, metadata, data';
    let rows: Buffer[] = [];
    await compare({
      name: `bulk ${streams} streams x ${perStream}`,
      unit: 'events',
      target: 0.5,
      ours: {
        name: 'ours',
        run: async (round) => {
          await atOnce(streams, streams, (caller) => appendOurs(ours, `bulk-${round}.${caller}`, 0, perStream));
          return streams * perStream;
        },
      },
      peer: {
        name: 'COPY',
        run: async () => {
          if (rows.length === 0) rows = await collect(client.query(to(`copy (select ${columns} from events.events order by transaction_id, position) to stdout`)));
          await client.query('truncate copied');
          await pipeline(Readable.from(rows), client.query(from(`copy copied (${columns}) from stdin`)));
          return streams * perStream;
        },
      },
    });
    await client.end();
    await ours.close();
  },
};

const collect = async (source: Readable): Promise<Buffer[]> => {
  const chunks: Buffer[] = [];
  for await (const chunk of source) chunks.push(chunk as Buffer);
  return chunks;
};
