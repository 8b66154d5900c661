import { text } from '@zhibu/kernel';
import type { EngineLook } from './engine';

/** The EventStoreDB of the events. */
export const lookAtEventStore = (eventStoreUrl: string): Promise<EngineLook> =>
  Promise.resolve({ engine: 'event-store', address: eventStoreUrl.replace(/^.*@|^.*:\/\//, ''), version: null, faults: [{ kind: 'unfit', rejection: { code: 'event-store.unsupported', message: text('本版本尚不支持', 'not supported yet'), expected: text('-', '-'), actual: text('-', '-') } }] });
