import { Actor, Clock } from '@zhibu/kernel';
import { EventCodec, Services } from '@zhibu/application';
import { EventStore } from '@zhibu/event-store';

export interface StartOptions {
  /** Run the read models in this process. */
  readonly projections: boolean;
  /** Run job handlers, the follow-up runner and the sweeper in this process. */
  readonly workers: boolean;
}

/** Everything wired; what the API, the worker and the command line share. */
export interface Runtime {
  readonly services: Services;
  readonly eventStore: EventStore;
  readonly codec: EventCodec;
  /** The real clock. A demo brings its own simulated one in the command's context. */
  readonly clock: Clock;
  /** The officer id under which work without a person is done. */
  readonly automation: Actor;
  /** Creates or brings forward every schema. Safe to repeat, and at the same time from several processes. */
  migrate(): Promise<void>;
  start(options: StartOptions): Promise<void>;
  /** Waits for work in hand, at most 10 s, then closes every connection. */
  stop(): Promise<void>;
}
