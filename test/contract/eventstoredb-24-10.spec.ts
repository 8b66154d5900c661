import { EventStoreDouble, startEventStoreDouble } from '../support/eventstoredb';
import { OpenedStore } from './event-store.contract';
import { openStore } from './eventstoredb-server';
import { describeReads } from './reads.contract';
import { describeSubscriptions } from './subscriptions.contract';

// Thousands of events go through the double and its readers in one process, on computers that may be busy.
jest.setTimeout(120_000);

/** What readers meet differs between the versions; appends do not. */
describe('readers on a double of EventStoreDB 24.10', () => {
  let double: EventStoreDouble;
  let opened: OpenedStore;
  beforeAll(async () => {
    double = await startEventStoreDouble({ version: '24.10.4' });
  });
  afterAll(() => double.stop());
  beforeEach(async () => {
    opened = await openStore(double.url);
  });
  afterEach(() => opened.close());

  describeReads(() => opened.store);
  describeSubscriptions(() => opened.store);
});
