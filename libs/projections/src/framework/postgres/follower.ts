import { EventCodec } from '@zhibu/application';
import { EventBatch, EventStore, StoredEvent } from '@zhibu/event-store';
import { RejectionError } from '@zhibu/kernel';
import { Lease } from '../../leases';
import { foldBatch, Poison, reasonOf } from '../fold';
import { ProjectedEvent, Projection } from '../projection';
import { asStored } from '../stored-events';
import { Generation, Stopped } from './generation';
import { GenerationStore, hasCode } from './generation-store';
import { FindNewer } from './known-events';

export interface FollowerParts {
  readonly store: GenerationStore;
  readonly eventStore: EventStore;
  readonly codec: EventCodec;
  readonly projection: Projection;
  /** Tells events that only newer code can take. */
  readonly newer: FindNewer;
  /** What everything here is written under. */
  readonly lease: Lease;
  readonly batchSize: number;
  /** A checkpoint that moved over events of others is saved this much later, together with what follows. */
  readonly idleSaveMs: number;
  /** Called after every batch; true ends the follower in good order (it was promoted, for example). */
  readonly afterBatch: (generation: Generation, live: boolean) => Promise<boolean>;
}

/** Why a follower came to its end. `fenced`: another process took its lease, or a switch its place. */
export type FollowerEnd = 'aborted' | 'fenced' | 'stopped' | 'done';

/** Rows that one fold may touch; a larger batch is written in parts, each with its own checkpoint. */
const rowsPerFoldMax = 10_000;

/** The event itself cannot be read, now or later; whatever else goes wrong (a lost connection) is tried again. */
const isFaultOfEvent = (error: unknown): boolean => error instanceof RejectionError || (error instanceof Error && ['TypeError', 'RangeError'].includes(error.name));

const isDataError = (error: unknown): boolean => ['22', '23', '54'].some((kind) => hasCode(error, kind));

/** Folds one generation of one projection, batch after batch, until told otherwise. */
export class Follower {
  caughtUp = false;

  constructor(private readonly parts: FollowerParts, private generation: Generation) {}

  async run(signal: AbortSignal): Promise<FollowerEnd> {
    const { eventStore, projection, batchSize, idleSaveMs, afterBatch } = this.parts;
    const ending = new AbortController();
    const both = AbortSignal.any([signal, ending.signal]);
    const batches = eventStore
      .subscribe({ after: this.generation.checkpoint as EventBatch['checkpoint'] | null, filter: projection.filter, batchSize, signal: both })
      [Symbol.asyncIterator]();
    // Over an empty log no batch ever comes, and nothing has to be read before a switch.
    const nothingToRead = this.generation.checkpoint === null && (await eventStore.head()) === null;
    if (nothingToRead && (await afterBatch(this.generation, true))) return 'done';
    let unsaved: EventBatch | null = null;
    let saveBy = 0;
    try {
      // One batch is read ahead while the one before is folded and written.
      let next = batches.next();
      for (;;) {
        const arrived: IteratorResult<EventBatch> | null = unsaved === null ? await next : await Promise.race([next, pauseUntil(saveBy)]);
        if (arrived?.done === true) return 'aborted';
        if (arrived !== null) {
          next = batches.next();
          next.catch(() => undefined);
          const batch: EventBatch = arrived.value;
          this.caughtUp = batch.live;
          const end = batch.events.length === 0 ? null : await this.applyInParts(batch);
          if (end !== null) return end;
          // Due at the time of the first one, however soon others follow it: somebody may be waiting for the checkpoint.
          if (unsaved === null) saveBy = performance.now() + idleSaveMs;
          unsaved = batch.events.length === 0 ? batch : null;
        }
        if (unsaved !== null && performance.now() >= saveBy) {
          if (!(await this.save([], unsaved.checkpoint, null, unsaved.live))) return 'fenced';
          unsaved = null;
        }
        if (await afterBatch(this.generation, this.caughtUp)) return 'done';
      }
    } finally {
      ending.abort();
      // What was read ahead and is not taken would leave the subscription standing.
      void batches.return?.().catch(() => undefined);
    }
  }

  private async applyInParts(batch: EventBatch): Promise<FollowerEnd | null> {
    const { projection } = this.parts;
    const { events, poison } = await this.prepared(batch.events);
    let from = 0;
    while (from < events.length) {
      let to = from;
      let rows = 0;
      do {
        rows += keysIn(projection, events[to]) + 1;
        to += 1;
      } while (to < events.length && rows < rowsPerFoldMax);
      const last = poison === null && to === events.length;
      const checkpoint = last ? batch.checkpoint : (events[to - 1]?.checkpoint ?? batch.checkpoint);
      const end = await this.apply(events.slice(from, to), checkpoint, last && batch.live);
      if (end !== null) return end;
      from = to;
    }
    return poison === null ? null : this.stop(poison, [], this.generation.checkpoint);
  }

  /** In the shape that the fold takes: all events, or those before one that is newer than this code, or cannot be opened or brought to its newest version. */
  private async prepared(stored: readonly StoredEvent[]): Promise<{ readonly events: readonly ProjectedEvent[]; readonly poison: Poison | null }> {
    const tooNew = stored.findIndex((event) => this.newer(event) !== null);
    const events = tooNew < 0 ? stored : stored.slice(0, tooNew);
    const event = stored[tooNew];
    const poison = event === undefined ? null : { event: event as ProjectedEvent, reason: this.newer(event) ?? '' };
    try {
      return { events: await this.opened(events), poison };
    } catch (error) {
      if (!isFaultOfEvent(error)) throw error;
    }
    const good: ProjectedEvent[] = [];
    for (const event of events) {
      try {
        good.push(...(await this.opened([event])));
      } catch (error) {
        if (!isFaultOfEvent(error)) throw error;
        return { events: good, poison: { event: event as ProjectedEvent, reason: reasonOf(error) } };
      }
    }
    return { events: good, poison };
  }

  private newer({ type, meta }: Pick<StoredEvent, 'type' | 'meta'>): string | null {
    return this.parts.newer({ type, schemaVersion: meta.schemaVersion });
  }

  private async opened(events: readonly StoredEvent[]): Promise<readonly ProjectedEvent[]> {
    if (this.parts.projection.reads === 'stored') return events.map(asStored);
    return (await this.parts.codec.open(events)) as readonly ProjectedEvent[];
  }

  private async apply(events: readonly ProjectedEvent[], checkpoint: string, live: boolean): Promise<FollowerEnd | null> {
    const { projection, store } = this.parts;
    const load = (...[table, keys]: Parameters<Parameters<typeof foldBatch>[2]>) => store.load(this.generation, table, keys);
    const folded = await foldBatch(projection, events, load);
    if (folded.poison !== null) {
      const good = folded.applied === 0 ? this.generation.checkpoint : (events[folded.applied - 1]?.checkpoint ?? null);
      return this.stop(folded.poison, folded.changes, good);
    }
    try {
      return (await this.save(folded.changes, checkpoint, null, live)) ? null : 'fenced';
    } catch (error) {
      if (!isDataError(error)) throw error;
      return this.findRefused(events, checkpoint, error);
    }
  }

  /** The database refused a value: goes through the events one by one, so that only the bad one is left out. */
  private async findRefused(events: readonly ProjectedEvent[], checkpoint: string, error: unknown): Promise<FollowerEnd | null> {
    const [first] = events;
    if (first === undefined) return null;
    if (events.length === 1) return this.stop({ event: first, reason: reasonOf(error) }, [], this.generation.checkpoint);
    for (const event of events) {
      const end = await this.apply([event], event.checkpoint, false);
      if (end !== null) return end;
    }
    return (await this.save([], checkpoint, null, false)) ? null : 'fenced';
  }

  private async stop(poison: Poison, changes: Parameters<GenerationStore['write']>[1], checkpoint: string | null): Promise<FollowerEnd> {
    const { meta, type, checkpoint: at } = poison.event;
    const newer = this.newer(poison.event) === null ? {} : { newerSchemaVersion: meta.schemaVersion };
    const stopped: Stopped = { checkpoint: at, stream: meta.stream, version: meta.version, type, reason: poison.reason, ...newer };
    return (await this.save(changes, checkpoint, stopped, false)) ? 'stopped' : 'fenced';
  }

  private async save(changes: Parameters<GenerationStore['write']>[1], checkpoint: string | null, stopped: Stopped | null, live: boolean): Promise<boolean> {
    if (!(await this.parts.store.write(this.generation, changes, checkpoint, stopped, live, this.parts.lease))) return false;
    this.generation = { ...this.generation, checkpoint, stopped };
    return true;
  }
}

const keysIn = (projection: Projection, event: ProjectedEvent | undefined): number => {
  if (event === undefined) return 0;
  try {
    return projection.keysOf(event).reduce((sum, { keys }) => sum + keys.length, 0);
  } catch {
    return 0; // the fold meets the same error and reports it with the event
  }
};

const pauseUntil = (at: number): Promise<null> => new Promise((resolve) => setTimeout(() => resolve(null), Math.max(0, at - performance.now())));
