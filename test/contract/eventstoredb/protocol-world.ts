import { randomUUID } from 'node:crypto';
import { AllStreamSubscription, EventData, EventStoreDBClient, StreamSubscription, jsonEvent } from '@eventstore/db-client';
import { until } from '../../support/until';

/** What one run of the suite talks to. */
export interface ProtocolWorld {
  readonly url: string;
  /** As `22.10.5`; caught-up messages came later. */
  readonly version: string;
  readonly client: EventStoreDBClient;
}

/** A stream name that no earlier run has used, for a real server keeps what it was given. */
export const newStream = (kind = 'protocol'): string => `${kind}-${randomUUID()}`;

export const made = (data: Record<string, unknown> = {}, id: string = randomUUID(), type = 'Made'): EventData => jsonEvent({ id, type, data: { ...data } });

export const several = (count: number, ids: readonly string[] = []): EventData[] => Array.from({ length: count }, (_, n) => made({ n }, ids[n]));

/** The error of a call that must fail: its `type`, and what else a test asks of it. */
export const failureOf = async (call: Promise<unknown>): Promise<Record<string, unknown>> => {
  try {
    await call;
  } catch (error) {
    return error as Record<string, unknown>;
  }
  throw new Error('this call was expected to fail');
};

export const revisionsOf = async (client: EventStoreDBClient, stream: string): Promise<bigint[]> => {
  const revisions: bigint[] = [];
  for await (const { event } of client.readStream(stream)) if (event !== undefined) revisions.push(event.revision);
  return revisions;
};

type AnySubscription = StreamSubscription | AllStreamSubscription;

/** What a subscription has told so far. */
export class Heard {
  readonly seen: string[] = [];
  caughtUp = 0;
  confirmed = 0;
  error: Record<string, unknown> | null = null;

  constructor(readonly subscription: AnySubscription) {
    const subscribed = subscription as StreamSubscription;
    subscribed.on('data', ({ event }) => { if (event !== undefined) this.seen.push(`${event.streamId}@${event.revision}`); });
    subscribed.on('confirmation', () => { this.confirmed += 1; });
    subscribed.on('caughtUp', () => { this.caughtUp += 1; });
    subscribed.on('error', (error) => { this.error = error as unknown as Record<string, unknown>; });
  }

  async hears(count: number): Promise<readonly string[]> {
    await until(() => this.seen.length >= count || this.error !== null, 5000);
    return this.seen;
  }

  async starts(): Promise<void> {
    await until(() => this.confirmed > 0 || this.error !== null, 5000);
  }

  async ends(): Promise<void> {
    await this.subscription.unsubscribe();
  }
}

export const namesOf = (stream: string, from: number, count: number): string[] => Array.from({ length: count }, (_, n) => `${stream}@${from + n}`);
