import { inspectEventStoreDb } from '@zhibu/event-store/eventstoredb';
import type { EngineLook } from './engine';

const unfit = new Set(['event-store.too-old']);

const addressOf = (url: string): string => url.replace(/^[a-z+]+:\/\/(?:.*@)?/s, '').replace(/[/?].*$/s, '');

/** The EventStoreDB of the events. */
export const lookAtEventStore = async (eventStoreUrl: string, { timeoutMs = 5_000 }: { readonly timeoutMs?: number } = {}): Promise<EngineLook> => {
  const found = await inspectEventStoreDb(eventStoreUrl, { timeoutMs });
  if (found.kind === 'usable') return { engine: 'event-store', address: found.address, version: found.version, faults: [] };
  const { rejection, waitable } = found;
  return { engine: 'event-store', address: addressOf(eventStoreUrl), version: null, faults: [{ kind: waitable ? 'unreachable' : unfit.has(rejection.code) ? 'unfit' : 'refused', rejection }] };
};
