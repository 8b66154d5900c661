import { EventStore } from '@zhibu/event-store';
import { describeAppends } from './appends.contract';
import { describeCommands } from './commands.contract';
import { describeContent } from './content.contract';
import { describeOrder } from './order.contract';
import { describeReads } from './reads.contract';
import { describeSubscriptions } from './subscriptions.contract';

/** A store on an empty log, and how to be rid of it. */
export interface OpenedStore {
  readonly store: EventStore;
  close(): Promise<void>;
}

/** What every engine owes the rest of the system. An adapter is done when this passes against it. */
export const describeEventStore = (engine: string, open: () => Promise<OpenedStore>): void => {
  describe(`event store on ${engine}`, () => {
    let opened: OpenedStore;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());
    const store = () => opened.store;

    describeAppends(store);
    describeCommands(store);
    describeContent(store);
    describeOrder(store);
    describeReads(store);
    describeSubscriptions(store);
  });
};
