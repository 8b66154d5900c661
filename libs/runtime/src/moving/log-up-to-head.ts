import { setTimeout as sleep } from 'node:timers/promises';
import { Checkpoint } from '@zhibu/kernel';
import { EventStore, StoredEvent } from '@zhibu/event-store';
import { logHeldBack } from './move-refusals';

const waitMs = 100;
const waitMsMax = 60_000;

/**
 * The log after a place, up to what was its end when the reading began. On PostgreSQL a transaction that is still open hides
 * what was committed since it began: that is waited for, or the copy would lack events that stand in the log.
 */
export async function* logUpToHead(store: EventStore, after: Checkpoint | null, signal: AbortSignal): AsyncGenerator<StoredEvent> {
  const head = await store.head();
  if (head === null || (after !== null && store.compare(after, head) >= 0)) return;
  let place = after;
  for (let waitedMs = 0; waitedMs < waitMsMax; waitedMs += waitMs) {
    for await (const event of store.readAll({ after: place })) {
      signal.throwIfAborted();
      if (store.compare(event.checkpoint, head) > 0) return;
      place = event.checkpoint;
      waitedMs = 0;
      yield event;
    }
    if (place !== null && store.compare(place, head) >= 0) return;
    await sleep(waitMs, undefined, { signal });
  }
  throw logHeldBack(waitMsMax / 1000);
}
