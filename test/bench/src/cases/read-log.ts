import { Pool } from 'pg';
import { Case, atOnce } from '../harness';
import { appendOurs, openOurs } from '../stores';

const streams = 2_000;
const perStream = 10;

/** The whole log through the port, against reading and parsing the rows by hand in pages of the same size. */
export const readLogCase: Case = {
  name: 'read-log',
  run: async (databaseUrl, compare) => {
    const url = await databaseUrl('read');
    const ours = await openOurs(url);
    await atOnce(64, streams, (caller, turn) => appendOurs(ours, `read-${caller}.${turn}`, 0, perStream));
    const pool = new Pool({ connectionString: url, max: 1 });
    await compare({
      name: `read the log of ${streams * perStream}`,
      unit: 'events',
      target: 0.5,
      ours: {
        name: 'ours',
        run: async () => {
          let events = 0;
          for await (const event of ours.readAll()) events += event.meta.version > 0 ? 1 : 0;
          return events;
        },
      },
      peer: {
        name: 'rows by hand',
        run: async () => {
          let events = 0;
          for (let after = ['0', '0']; ; ) {
            const { rows } = await pool.query<{ transaction_id: string; position: string; subjects: string; metadata: string; data: string }>({
              name: 'by-hand',
              text: 'select * from events.events where (transaction_id, position) > ($1::xid8, $2) order by transaction_id, position limit 500',
              values: after,
            });
            for (const row of rows) events += [row.subjects, row.metadata, row.data].map((json) => JSON.parse(json) as unknown).length / 3;
            const last = rows.at(-1);
            if (last === undefined) return events;
            after = [last.transaction_id, last.position];
          }
        },
      },
    });
    await pool.end();
    await ours.close();
  },
};
