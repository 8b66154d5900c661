import { randomUUID } from 'node:crypto';
import { createEventStoreDbEventStore } from '@zhibu/event-store/eventstoredb';
import { startEventStoreDouble } from '../support/eventstoredb';
import { OpenedStore } from './event-store.contract';

export interface ServerUnderTest {
  readonly url: string;
  stop(): Promise<void>;
}

/** Which of the two a run is about, for the names of its tests and the line it prints. */
export const serverKind = process.env['EVENT_STORE_URL'] === undefined ? 'a double of EventStoreDB' : 'the EventStoreDB of EVENT_STORE_URL';

/** The real server of `EVENT_STORE_URL`, or a double of it in this process. */
export const startServerUnderTest = async (): Promise<ServerUnderTest> => {
  const url = process.env['EVENT_STORE_URL'];
  process.stdout.write(`event store contract: ran on ${serverKind}\n`);
  if (url !== undefined) return { url, stop: () => Promise.resolve() };
  const double = await startEventStoreDouble();
  return { url: double.url, stop: () => double.stop() };
};

export const newInstallation = (): string => `t-${randomUUID().slice(0, 18)}`;

/** An installation of its own has a log of its own, on a server that others write to as well. */
export const openStore = async (url: string): Promise<OpenedStore> => {
  const store = createEventStoreDbEventStore({ url, installation: newInstallation() });
  return { store, close: () => store.close() };
};
