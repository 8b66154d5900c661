import { EventStoreDouble, startEventStoreDouble } from '../support/eventstoredb';
import { OpenedStore } from './event-store.contract';
import { openStore } from './eventstoredb-server';
import { describeReads } from './reads.contract';
import { appendTo, events, placeOf } from './sample-append';
import { describeSubscriptions } from './subscriptions.contract';

// The longest test, thousands of events for three readers, takes 2.6 s of processor time with the double in this process: with a tenth of a processor 27 s.
jest.setTimeout(60_000);

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

  it('reach a reader that came when there was nothing, to whom the server says "before everything"', async () => {
    await double.restart({ data: 'lost' });
    double.faults.nextRead({ kind: 'slow', delayMs: 0 }, { operation: 'subscription' });
    const [ending, seen] = [new AbortController(), [] as string[]];
    const following = (async () => {
      for await (const batch of opened.store.subscribe({ after: null, signal: ending.signal })) {
        seen.push(...batch.events.map(placeOf));
        if (seen.length >= 3) ending.abort();
      }
    })();
    while (double.faults.struck === 0) await new Promise((resolve) => setImmediate(resolve));
    await opened.store.append(appendTo('person-a', 0, events(3)));
    await following;
    expect(seen).toEqual(['person-a@1', 'person-a@2', 'person-a@3']);
  });

  describeReads(() => opened.store);
  describeSubscriptions(() => opened.store);
});
