import { Checkpoint } from '@zhibu/kernel';
import { matches } from './event-filter';
import { EventBatch, EventFilter, StoredEvent, SubscribeOptions } from './port';
import { PollingMs, ReadBatch, boundedBatchSize } from './subscription';
import { WakeUp } from './wake-up';

/** A batch of the whole log with the size of its content. */
export interface TailPage extends EventBatch {
  readonly bytes: number;
}

export type ReadTail = (after: Checkpoint | null, batchSize: number) => Promise<TailPage | null>;

export interface TailParts {
  readonly read: ReadTail;
  readonly compare: (a: Checkpoint, b: Checkpoint) => number;
  readonly wakeUp: WakeUp;
  readonly polling: PollingMs;
  /** Called when nobody follows any more, for an engine that keeps something open meanwhile. */
  readonly ended?: () => void;
}

/** What is kept for subscribers that are a little behind; those further behind read for themselves. */
const keptEventsMax = 4_000;
const keptBytesMax = 32_000_000;
const pageEvents = 1_000;

/**
 * The newest part of the log, read once for all subscriptions of a store. Each catches up by reads of its own,
 * with its own filter, and joins here when it is live; one that falls behind catches up again.
 */
export class SharedTail {
  private pages: { readonly events: readonly StoredEvent[]; readonly checkpoint: Checkpoint; readonly bytes: number }[] = [];
  private bytes = 0;
  private events = 0;
  /** Everything after `start` up to `end` is in `pages`; both null at the beginning of the log. */
  private start: Checkpoint | null = null;
  private end: Checkpoint | null = null;
  private live = false;
  private running = false;
  private members = 0;
  private readonly changed = new WakeUp();
  private failure: Error | null = null;
  private stopping = new AbortController();

  constructor(private readonly parts: TailParts) {}

  async *subscribe(options: SubscribeOptions, catchUp: ReadBatch): AsyncGenerator<EventBatch> {
    const { signal } = options;
    const batchSize = boundedBatchSize(options.batchSize);
    let after = options.after;
    let saidLive = false;
    this.members += 1;
    try {
      while (!signal.aborted) {
        const seen = this.changed.notifications;
        const kept = this.keeps(after);
        const batch = kept ? this.take(after, options.filter, batchSize) : await catchUp(after, batchSize);
        if (signal.aborted) return;
        if (batch !== null) {
          after = batch.checkpoint;
          saidLive = batch.live;
          yield batch;
        }
        if (!kept && batch?.live !== false) this.startFrom(after);
        if (batch !== null) continue;
        if (!saidLive && after !== null && (!kept || this.live)) {
          saidLive = true;
          yield { events: [], checkpoint: after, live: true };
        }
        await this.changed.sleep(this.keeps(after) ? waitMsMax : this.parts.polling.min, seen, signal);
        if (this.failure !== null) throw this.failure;
      }
    } finally {
      this.members -= 1;
      if (this.members === 0) this.stop();
    }
  }

  /** Whether what follows a place is here, or will be. */
  private keeps(after: Checkpoint | null): boolean {
    return this.running && !this.isBefore(after, this.start);
  }

  private isBefore(a: Checkpoint | null, b: Checkpoint | null): boolean {
    if (b === null) return false;
    return a === null || this.parts.compare(a, b) < 0;
  }

  /** The next batch after a place that is kept; `null` when nothing new is there. */
  private take(after: Checkpoint | null, filter: EventFilter | undefined, batchSize: number): EventBatch | null {
    if (!this.isBefore(after, this.end)) return null;
    const events: StoredEvent[] = [];
    let checkpoint = after;
    for (const page of this.pages) {
      if (!this.isBefore(after, page.checkpoint)) continue;
      const [first] = page.events;
      const isWhole = first !== undefined && this.isBefore(after, first.checkpoint);
      for (const event of page.events) {
        if (!isWhole && !this.isBefore(after, event.checkpoint)) continue;
        checkpoint = event.checkpoint;
        if (matches(filter, event.meta.stream, event.type)) events.push(event);
        if (events.length === batchSize) return { events, checkpoint, live: this.live && !this.isBefore(checkpoint, this.end) };
      }
      checkpoint = page.checkpoint;
    }
    return checkpoint === null ? null : { events, checkpoint, live: this.live };
  }

  private startFrom(after: Checkpoint | null): void {
    if (this.running) return;
    this.running = true;
    this.failure = null;
    [this.start, this.end, this.live] = [after, after, false];
    this.stopping = new AbortController();
    const { signal } = this.stopping;
    void this.follow(signal).catch((error: unknown) => {
      // A read that fails after its last subscriber left is no failure of those who came since.
      if (signal.aborted) return;
      this.stop();
      this.failure = error instanceof Error ? error : new Error(String(error));
      this.changed.notify();
    });
  }

  /** Ends the reading of the log, also where somebody left a subscription standing. */
  stop(): void {
    this.stopping.abort();
    this.running = false;
    this.pages = [];
    [this.bytes, this.events] = [0, 0];
    this.parts.ended?.();
  }

  /** Polls quickly after an append of this process, and ever more slowly while nothing comes. */
  private async follow(signal: AbortSignal): Promise<void> {
    const { read, wakeUp, polling } = this.parts;
    let pauseMs = polling.min;
    while (!signal.aborted) {
      const seen = wakeUp.notifications;
      const page = await read(this.end, pageEvents);
      if (signal.aborted) return;
      const wasLive = this.live;
      this.live = page === null || page.live;
      if (page !== null) this.keep(page);
      if (page !== null || !wasLive) this.changed.notify();
      if (!this.live) continue;
      if (page !== null) pauseMs = polling.min;
      const notified = await wakeUp.sleep(pauseMs, seen, signal);
      pauseMs = notified ? polling.min : Math.min(pauseMs * 2, polling.max);
    }
  }

  private keep(page: TailPage): void {
    this.pages.push(page);
    this.end = page.checkpoint;
    this.bytes += page.bytes;
    this.events += page.events.length;
    while (this.pages.length > 1 && (this.bytes > keptBytesMax || this.events > keptEventsMax)) {
      const oldest = this.pages.shift();
      if (oldest === undefined) return;
      this.start = oldest.checkpoint;
      this.bytes -= oldest.bytes;
      this.events -= oldest.events.length;
    }
  }
}

/** A guard only: every change wakes the subscribers. */
const waitMsMax = 5_000;
