import { describeEventStore } from './event-store.contract';
import { ServerUnderTest, openStore, serverKind, startServerUnderTest } from './eventstoredb-server';

// The longest test, thousands of events for three readers, takes 2.6 s of processor time with the double in this process: with a tenth of a processor 27 s.
jest.setTimeout(60_000);

let server: ServerUnderTest;
beforeAll(async () => {
  server = await startServerUnderTest();
});
afterAll(() => server.stop());

describeEventStore(serverKind, () => openStore(server.url));
