import { describeEventStore } from './event-store.contract';
import { ServerUnderTest, openStore, serverKind, startServerUnderTest } from './eventstoredb-server';

let server: ServerUnderTest;
beforeAll(async () => {
  server = await startServerUnderTest();
});
afterAll(() => server.stop());

describeEventStore(serverKind, () => openStore(server.url));
