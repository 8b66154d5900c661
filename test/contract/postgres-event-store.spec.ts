import { createPostgresEventStore, migrateEventStore } from '@zhibu/event-store/postgres';
import { TestDatabase, createTestDatabase } from '../support/database';
import { describeEventStore } from './event-store.contract';

let database: TestDatabase;
let schemas = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describeEventStore('postgres', async () => {
  const schema = `events_${(schemas += 1)}`;
  await migrateEventStore(database.pool, schema);
  const store = createPostgresEventStore({ pool: database.pool, schema });
  return { store, close: () => store.close() };
});
