import { ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { Checkpoint, text } from '@zhibu/kernel';
import { checkpointOf, compareCheckpoints } from '../checkpoint';
import { StoreFault, StoredEvent, StoreUnavailable } from '../port';
import { TailPage } from '../shared-tail';
import { WakeUp } from '../wake-up';
import { ReadCall } from './connection';
import { accessDenied } from './engine-faults';
import { errorOf, failureOf } from './grpc-errors';
import { pauseMs } from './patience';
import { ReadParts } from './read-stream';
import { subscribeRequest } from './read-request';
import { readEvent } from './stored-event';

/** What waits here before the server has to wait, which drops us when that lasts. */
const keptEventsMax = 4_000;
const keptBytesMax = 16_000_000;
/** Places have 63 bits. 24.10 tells a reader to whom it passed nothing yet "before everything", -1, as the greatest number of 64. */
const lastPlace = checkpointOf('9223372036854775807', '9223372036854775807');
/** How long the first event of a burst waits for the others. */
const gatherMs = 3;

interface Arrived {
  readonly event: StoredEvent;
  readonly bytes: number;
}

/**
 * The newest part of the log as the server sends it, for the tail that all subscriptions of a store share. A subscription that
 * is dropped (a restart, a change of leader, "Consumer too slow") is made again from the last place that arrived here; messages
 * are taken in the order of the wire, so a checkpoint of the server never runs ahead of the events before it.
 */
export class LiveFeed {
  private arrived: Arrived[] = [];
  private arrivedBytes = 0;
  private paused: ReadCall | null = null;
  /** Up to here everything was handed out. */
  private handed: Checkpoint | null = null;
  /** Up to here everything arrived: an event, or what the server left out. */
  private place: Checkpoint | null = null;
  /** The end of the log when the subscription was last made. */
  private target: Checkpoint | null = null;
  private isTargetKnown = false;
  private announcing = false;
  private failure: Error | null = null;
  private running: AbortController | null = null;
  private readonly changed = new WakeUp();

  /** `arrivedHere` is notified when there is something to read. */
  constructor(private readonly parts: ReadParts, private readonly head: () => Promise<Checkpoint | null>, private readonly arrivedHere: WakeUp) {}

  /** What arrived after a place; `null` when nothing did and nothing is on its way. */
  async read(after: Checkpoint | null, limit: number): Promise<TailPage | null> {
    if (this.running === null || after !== this.handed) this.start(after);
    const { signal } = this.running ?? { signal: this.parts.signal };
    while (this.arrived.length === 0 && !this.isCaughtUp() && !signal.aborted) {
      const seen = this.changed.notifications;
      this.throwFailure();
      if (this.arrived.length === 0 && !this.isCaughtUp()) await this.changed.sleep(1_000, seen, signal);
    }
    this.throwFailure();
    return signal.aborted ? null : this.taken(limit);
  }

  private taken(limit: number): TailPage | null {
    const taken = this.arrived.splice(0, limit);
    const last = taken.at(-1);
    if (last === undefined) return null;
    const bytes = taken.reduce((sum, each) => sum + each.bytes, 0);
    this.handed = last.event.checkpoint;
    this.arrivedBytes -= bytes;
    if (this.arrived.length === 0) {
      this.paused?.resume();
      this.paused = null;
    }
    return { events: taken.map(({ event }) => event), checkpoint: this.handed, live: this.arrived.length === 0 && this.isCaughtUp(), bytes };
  }

  stop(): void {
    this.running?.abort();
    [this.running, this.paused, this.arrived, this.arrivedBytes] = [null, null, [], 0];
  }

  private start(after: Checkpoint | null): void {
    this.stop();
    this.running = new AbortController();
    [this.handed, this.place, this.target, this.failure, this.isTargetKnown] = [after, after, null, null, false];
    const signal = AbortSignal.any([this.running.signal, this.parts.signal]);
    void this.follow(signal).catch((error: unknown) => {
      if (signal.aborted) return;
      this.failure = errorOf(error);
      this.changed.notify();
    });
  }

  private isCaughtUp(): boolean {
    return this.isTargetKnown && (this.target === null || (this.place !== null && compareCheckpoints(this.place, this.target) >= 0));
  }

  private throwFailure(): void {
    if (this.failure === null) return;
    const { failure } = this;
    this.stop();
    throw failure;
  }

  /** Subscribes again after every drop, until it was in vain for too long. */
  private async follow(signal: AbortSignal): Promise<void> {
    let failures = 0;
    let failingSinceMs: number | null = null;
    while (!signal.aborted) {
      try {
        this.isTargetKnown = false;
        const target = await this.head();
        // A feed that was begun anew meanwhile asks for an end of its own.
        if (signal.aborted) return;
        [this.target, this.isTargetKnown] = [target, true];
        this.changed.notify();
        await this.subscribe(signal, () => ([failures, failingSinceMs] = [0, null]));
      } catch (error) {
        failingSinceMs ??= performance.now();
        throwIfFinal(error, performance.now() - failingSinceMs > this.parts.patience.giveUpMs);
      }
      await this.changed.sleep(pauseMs(failures), this.changed.notifications, signal);
      failures += 1;
    }
  }

  /** One subscription, until it ends or breaks. */
  private async subscribe(signal: AbortSignal, heard: () => void): Promise<void> {
    const call = await this.parts.connection.read(subscribeRequest([this.parts.names.prefix], this.place));
    await new Promise<void>((resolve, reject) => {
      const abort = (): void => end();
      const end = (error?: unknown): void => {
        signal.removeEventListener('abort', abort);
        setImmediate(() => call.cancel());
        if (error === undefined) resolve();
        else reject(errorOf(error));
      };
      call.on('error', end);
      call.on('end', () => end());
      call.on('data', (response: ReadResp) => {
        try {
          if (signal.aborted) return;
          heard();
          this.take(response, call);
        } catch (error) {
          end(error);
        }
      });
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) end();
    });
  }

  private take(response: ReadResp, call: ReadCall): void {
    const message = response.getEvent()?.getEvent();
    const passed = response.getCheckpoint();
    if (message !== undefined) {
      const { event, bytes } = readEvent(message, this.parts.names);
      if (this.place !== null && compareCheckpoints(event.checkpoint, this.place) <= 0) return;
      this.arrived.push({ event, bytes });
      this.arrivedBytes += bytes;
      this.place = event.checkpoint;
      this.announce();
      if (this.arrived.length >= keptEventsMax || this.arrivedBytes >= keptBytesMax) {
        call.pause();
        this.paused = call;
      }
      return;
    }
    if (passed === undefined) return;
    const place = checkpointOf(passed.getCommitPosition(), passed.getPreparePosition());
    if (compareCheckpoints(place, lastPlace) <= 0 && (this.place === null || compareCheckpoints(place, this.place) > 0)) this.place = place;
    this.changed.notify();
  }

  /** A little later: what comes in a burst is handed out together, and not in as many batches as there are events. */
  private announce(): void {
    if (this.announcing) return;
    this.announcing = true;
    setTimeout(() => {
      this.announcing = false;
      this.changed.notify();
      this.arrivedHere.notify();
    }, gatherMs);
  }
}

/** A right that is missing, content that is not ours, or patience that is over; anything else is a drop, after which we subscribe again. */
const throwIfFinal = (error: unknown, isTooLong: boolean): void => {
  if (error instanceof StoreFault || error instanceof StoreUnavailable) throw error;
  const failure = failureOf(error);
  if (failure === 'denied' || failure === 'unauthenticated') throw new StoreFault(accessDenied(text('订阅 $all ', 'subscribe to $all')), { cause: error });
  if (isTooLong) throw new StoreUnavailable('EventStoreDB does not answer', { cause: error });
};
