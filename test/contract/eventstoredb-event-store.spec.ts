import { describeEventStore } from './event-store.contract';
import { ServerUnderTest, openStore, serverKind, startServerUnderTest } from './eventstoredb-server';

// Thousands of events go through the double and its readers in one process, on computers that may be busy.
jest.setTimeout(120_000);

let server: ServerUnderTest;
beforeAll(async () => {
  server = await startServerUnderTest();
});
afterAll(() => server.stop());

describeEventStore(serverKind, () => openStore(server.url));
