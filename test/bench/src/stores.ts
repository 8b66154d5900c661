import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import { Pool } from 'pg';
import { EventStore } from '../../../libs/event-store';
import { createPostgresEventStore, migrateEventStore } from '../../../libs/event-store/dist/postgres';
import { data, metadata, request } from './sample';

export const openOurs = async (url: string): Promise<EventStore> => {
  const pool = new Pool({ connectionString: url });
  await migrateEventStore(pool);
  await pool.end();
  return createPostgresEventStore({ connectionString: url });
};

export const appendOurs = async (store: EventStore, stream: string, version: number, count: number): Promise<void> => {
  const outcome = await store.append(request(stream, version, count));
  if (outcome.kind !== 'appended') throw new Error(`expected an append, found ${JSON.stringify(outcome)}`);
};

export const openEmmett = async (url: string) => {
  const store = getPostgreSQLEventStore(url);
  await store.schema.migrate();
  return store;
};

export const appendEmmett = async (store: Awaited<ReturnType<typeof openEmmett>>, stream: string, version: number, count: number): Promise<void> => {
  const events = Array.from({ length: count }, () => ({ type: 'ApplicationSubmitted', data, metadata }));
  await store.appendToStream(stream, events, { expectedStreamVersion: version === 0 ? 'STREAM_DOES_NOT_EXIST' : BigInt(version) });
};
