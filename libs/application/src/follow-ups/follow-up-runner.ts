import { Checkpoint, Clock } from '@zhibu/kernel';
import { EventBatch, EventStore, StoredEvent } from '@zhibu/event-store';
import { followUpsOf } from '@zhibu/workflow';
import { Job, JobQueue } from '../ports/job-queue';
import { PartitionPlaces } from '../ports/read-ports';
import { followUpPartitionOf } from './partitions';

/** Streams whose events lead to work. */
const streamPrefixes = ['application-', 'entitlement-', 'person-', 'batch-', 'returnfile-', 'fund-', 'register-'];

/** Jobs that follow from events. Simulated events are left to whoever simulates them. */
export const jobsAfter = (events: readonly StoredEvent[], options: { readonly simulated: boolean } = { simulated: false }): readonly Job[] =>
  withoutNewcomers(events.filter((event) => options.simulated || !event.meta.simulated)).flatMap((event) => followUpsOf(event).map((followUp) => followUp.job));

/** Facts that came with the registration itself wake nobody: before it there was no case that could be checked again. */
const withoutNewcomers = (events: readonly StoredEvent[]): readonly StoredEvent[] => {
  const formOf = ({ meta }: StoredEvent): string => `${meta.stream}/${meta.commandKey}`;
  const forms = new Set(events.filter(({ type }) => type === 'PersonRegistered').map(formOf));
  return forms.size === 0 ? events : events.filter((event) => event.type !== 'FactsRecorded' || !forms.has(formOf(event)));
};

export interface FollowUpRunnerDeps {
  readonly store: Pick<EventStore, 'subscribe' | 'compare'>;
  readonly queue: JobQueue;
  readonly places: PartitionPlaces;
  readonly clock: Clock;
  /** How late the place of a partition may be saved that only moved past events without work. Default 1,000 ms. */
  readonly idleSaveMs?: number;
}

const idleSaveDefaultMs = 1_000;

/**
 * Reads the log once for the partitions that this process holds, from the one furthest behind, and enqueues what follows
 * from the events of each. A place moves after its jobs were taken: a crash in between enqueues them again, under the same
 * ids. Ends when `signal` aborts, with every place saved, or when a partition is held no longer.
 *
 * What is due later gets no job: it stands in the read model of outstanding work like everything owed, and the sweeper
 * brings it when its time has come. A queue would only hold thousands of timers for weeks, each written twice.
 */
export const runFollowUps = async (deps: FollowUpRunnerDeps, signal: AbortSignal): Promise<void> => {
  const { store, queue, places, clock, idleSaveMs = idleSaveDefaultMs } = deps;
  const stands = new Stands(await places.load(), (a, b) => store.compare(a, b));
  const ending = new AbortController();
  const batches = store.subscribe({ after: stands.furthestBehind(), filter: { streamPrefixes }, signal: AbortSignal.any([signal, ending.signal]) })[Symbol.asyncIterator]();
  let next: Promise<IteratorResult<EventBatch>> | null = null;
  let savedAt = performance.now();
  try {
    while (!signal.aborted) {
      next ??= batches.next();
      // Where nothing comes any more, the last place is saved as well: it would look as if something were left.
      const arrived: IteratorResult<EventBatch> | null = stands.unsaved.length === 0 ? await next : await within(next, savedAt + idleSaveMs - performance.now());
      if (arrived?.done === true) break;
      const events = arrived === null ? [] : stands.newIn(arrived.value);
      const now = clock.now();
      const jobs = jobsAfter(events).filter(({ notBefore }) => notBefore === undefined || notBefore <= now);
      // The queue knows no tokens: a process that stood still must not bring old news under a lease that is another's by now.
      if (jobs.length > 0 && !places.isHeld()) return;
      if (jobs.length > 0) await queue.enqueue(jobs);
      const moved = arrived === null ? [] : stands.moveTo(arrived.value.checkpoint);
      if (arrived !== null) next = null;
      const isDue = performance.now() - savedAt >= idleSaveMs;
      const saving = isDue ? stands.unsaved : jobs.length === 0 ? [] : moved.filter((name) => events.some(({ meta }) => followUpPartitionOf(meta.stream) === name));
      if (isDue) savedAt = performance.now();
      if (!(await save(places, stands, saving))) return;
    }
  } finally {
    ending.abort();
    void batches.return?.().catch(() => undefined);
  }
  await save(places, stands, stands.unsaved);
};

/** `null`: nothing came within the time. */
const within = async <T>(coming: Promise<T>, ms: number): Promise<T | null> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), Math.max(0, ms))));
  return Promise.race([coming, late]).finally(() => clearTimeout(timer));
};

const save = async (places: PartitionPlaces, stands: Stands, names: readonly string[]): Promise<boolean> => {
  if (names.length === 0) return true;
  const saved = await places.save(stands.of(names));
  if (saved) stands.saved(names);
  return saved;
};

/** Where each partition of this process stands, and which of that is saved. */
class Stands {
  private readonly at: Map<string, Checkpoint | null>;
  private readonly waiting = new Set<string>();

  constructor(places: ReadonlyMap<string, Checkpoint | null>, private readonly compare: (a: Checkpoint, b: Checkpoint) => number) {
    this.at = new Map(places);
  }

  get unsaved(): readonly string[] {
    return [...this.waiting];
  }

  furthestBehind(): Checkpoint | null {
    let least: Checkpoint | null | undefined;
    for (const place of this.at.values()) if (least === undefined || (least !== null && (place === null || this.compare(place, least) < 0))) least = place;
    return least ?? null;
  }

  /** Events of partitions that have not seen them yet. */
  newIn({ events }: EventBatch): readonly StoredEvent[] {
    return events.filter(({ meta, checkpoint }) => {
      const place = this.at.get(followUpPartitionOf(meta.stream));
      return place !== undefined && (place === null || this.compare(place, checkpoint) < 0);
    });
  }

  /** Moves every partition that stood before; gives their names. */
  moveTo(checkpoint: Checkpoint): readonly string[] {
    const moved = [...this.at].flatMap(([name, place]) => (place === null || this.compare(place, checkpoint) < 0 ? [name] : []));
    for (const name of moved) {
      this.at.set(name, checkpoint);
      this.waiting.add(name);
    }
    return moved;
  }

  of(names: readonly string[]): ReadonlyMap<string, Checkpoint> {
    return new Map(names.flatMap((name) => {
      const place = this.at.get(name);
      return place === null || place === undefined ? [] : [[name, place] as const];
    }));
  }

  saved(names: readonly string[]): void {
    for (const name of names) this.waiting.delete(name);
  }
}
