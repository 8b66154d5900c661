import { Pool } from 'pg';
import { ApplicationSubmitted, applicationStream } from '@zhibu/domain';
import { EventStore } from '@zhibu/event-store';
import { createUseOfDefinitions } from '@zhibu/projections';
import { Definition, DefinitionUse } from '../rules/definitions';

const table = 'runtime.definitions';

/** Beside the log: what the files said when this installation first saw them. Lost, it is filled again from the cases and the files. */
export const migrateDefinitions = async (pool: Pool): Promise<void> => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(`select pg_advisory_xact_lock(hashtextextended('migrate runtime', 0))`);
    await client.query('create schema if not exists runtime');
    await client.query(`create table if not exists ${table} (kind text not null, id text not null, version text not null, hash text not null, file text not null, primary key (kind, id, version))`);
    await client.query('commit');
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
};

export const knownDefinitions = async (pool: Pool): Promise<readonly Definition[]> => (await pool.query<Definition>(`select kind, id, version, hash, file from ${table} order by kind, id, version`)).rows;

/** In one order, so that processes that start together do not wait for one another in a circle. */
export const rememberDefinitions = async (pool: Pool, definitions: readonly Definition[]): Promise<void> => {
  if (definitions.length === 0) return;
  const columns = (['kind', 'id', 'version', 'hash', 'file'] as const).map((name) => definitions.map((each) => each[name]));
  await pool.query(
    `insert into ${table} (kind, id, version, hash, file) select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) as d (kind, id, version, hash, file) order by kind, id, version
     on conflict (kind, id, version) do update set hash = excluded.hash, file = excluded.file`,
    columns,
  );
};

/** What the read models know of it, and what the newest case keeps in its first event. */
export const useOfDefinitions = (pool: Pool, eventStore: EventStore): DefinitionUse => {
  const use = createUseOfDefinitions({ db: pool });
  return {
    ...use,
    casesBegunWith: (id, version) => use.casesBegunWith(id, Number(version)),
    hashKeptByCases: async (id, version) => {
      const newest = await use.newestCaseOf(id, Number(version));
      if (newest === null) return null;
      for await (const event of eventStore.readStream(applicationStream(newest))) {
        return event.type === 'ApplicationSubmitted' ? ((event.data as ApplicationSubmitted['data']).procedure.hash ?? null) : null;
      }
      return null;
    },
  };
};
