import { createMemoryEventStore } from '@zhibu/event-store/memory';
import { describeEventStore } from './event-store.contract';

describeEventStore('memory', async () => {
  const store = createMemoryEventStore();
  return { store, close: () => store.close() };
});
