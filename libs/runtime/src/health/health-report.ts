import type { Pool } from 'pg';
import type { Checkpoint, Text } from '@zhibu/kernel';
import { text } from '@zhibu/kernel';
import { QueueName, followUpPartitions } from '@zhibu/application';
import type { EventStore } from '@zhibu/event-store';
import { ProjectionRunner, ProjectionStatus, hasEnded, readLeases } from '@zhibu/projections';
import type { JobQueues } from '@zhibu/queue';
import { EngineMonitor, EngineState } from '../engines/engine-monitor';

/** How far a reader of the log is behind. */
export interface Lag {
  readonly behind: boolean;
  /** Events still to be read; `lagEventsMax` means at least so many. */
  readonly events: number;
}

export interface ReadModelHealth extends Pick<ProjectionStatus, 'name' | 'version' | 'generation' | 'role' | 'code' | 'behind' | 'lagMs'> {
  readonly lagEvents: number;
  /** By a fault at an event. */
  readonly stopped: boolean;
  /** Where and why; null while it goes on. */
  readonly stoppedAt: ProjectionStatus['stopped'];
}

/** How everything is that a process rests on. What could not be asked is null; it holds nothing about people. */
export interface HealthReport {
  readonly engines: readonly EngineState[];
  readonly readModels: readonly ReadModelHealth[] | null;
  readonly followUps: Lag | null;
  readonly leases: { readonly held: number; readonly expired: number } | null;
  /** Milliseconds that the next job of each queue has been waiting; only where the process has its queues open. */
  readonly oldestWaitingMs: Readonly<Record<QueueName, number>> | null;
}

export interface HealthParts {
  readonly pool: Pool;
  readonly eventStore: EventStore;
  readonly projections: ProjectionRunner;
  readonly engines: EngineMonitor;
  /** Null while nobody opened them. */
  readonly queues: () => Promise<JobQueues> | null;
}

export const lagEventsMax = 1_000;
const maxAgeMs = 1_000;
const answerWithinMs = 4_000;

/** Asks for everything at once; whatever does not answer in time is left out, and its engine is told as away. */
export const healthOf = async (parts: HealthParts): Promise<HealthReport> => {
  const { pool, eventStore, projections, engines } = parts;
  const states = await engines.states(maxAgeMs);
  const away = (name: string): boolean => states.some(({ engine, ok }) => engine === name && !ok);
  const ask = async <T>(needs: readonly string[], question: () => Promise<T>): Promise<T | null> => (needs.some(away) ? null : inTime(question).catch(() => null));
  const log = ['database', 'event-store'];
  const [readModels, followUps, leases, oldestWaitingMs] = await Promise.all([
    ask(log, async () => readModelsOf(await projections.status(), eventStore)),
    ask(log, () => followUpsOf(pool, eventStore)),
    ask(['database'], () => leasesOf(pool)),
    ask(['database', 'queue'], async () => (await parts.queues())?.oldestWaitingMs() ?? null),
  ]);
  // What failed just now is newer than what was known of its engine.
  const isNews = readModels === null && states.every(({ ok }) => ok);
  return { engines: isNews ? await engines.states(0) : states, readModels, followUps, leases, oldestWaitingMs };
};

const inTime = async <T>(question: () => Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error('no answer in time')), answerWithinMs)));
  return Promise.race([question(), late]).finally(() => clearTimeout(timer));
};

const readModelsOf = async (statuses: readonly ProjectionStatus[], store: EventStore): Promise<readonly ReadModelHealth[]> => {
  const behind = statuses.filter((each) => each.behind && each.role !== 'retired').map(({ checkpoint }) => checkpoint as Checkpoint | null);
  const after = await eventsAfter(store, behind);
  return statuses.map(({ name, version, generation, role, code, behind: isBehind, lagMs, stopped, checkpoint }) => ({
    name, version, generation, role, code, behind: isBehind, lagMs, stopped: stopped !== null, stoppedAt: stopped, lagEvents: isBehind ? after(checkpoint as Checkpoint | null) : 0,
  }));
};

/** One look at the log, from the place furthest behind, answers for all of them. */
const eventsAfter = async (store: EventStore, places: readonly (Checkpoint | null)[]): Promise<(place: Checkpoint | null) => number> => {
  if (places.length === 0) return () => 0;
  const furthest = places.reduce((a, b) => (a === null || b === null ? null : store.compare(a, b) < 0 ? a : b));
  const found: Checkpoint[] = [];
  for await (const { checkpoint } of store.readAll({ after: furthest, limit: lagEventsMax })) found.push(checkpoint);
  return (place) => (place === null ? found.length : found.filter((each) => store.compare(each, place) > 0).length);
};

const followUpsOf = async (pool: Pool, store: EventStore): Promise<Lag> => {
  const head = await store.head();
  const { rows } = await pool.query<{ checkpoint: Checkpoint }>('select checkpoint from runtime.checkpoints where name = any ($1::text[])', [followUpPartitions]);
  // A partition without a place has read nothing yet.
  const places = [...rows.map(({ checkpoint }) => checkpoint), ...(rows.length < followUpPartitions.length ? [null] : [])];
  const behind = head !== null && places.some((place) => place === null || store.compare(place, head) < 0);
  if (!behind) return { behind, events: 0 };
  const after = await eventsAfter(store, places);
  return { behind, events: Math.max(...places.map(after)) };
};

const leasesOf = async (pool: Pool): Promise<{ readonly held: number; readonly expired: number }> => {
  const leases = (await readLeases(pool)).filter(({ owner }) => owner !== null);
  const expired = leases.filter((lease) => lease.expired || (lease.owner !== null && hasEnded(lease.owner))).length;
  return { held: leases.length - expired, expired };
};

export interface Unready {
  /** An engine, a read model, or `read-models` when nothing is known of them. */
  readonly name: string;
  readonly code: string;
  readonly message: Text;
}

/** Why nobody should be sent to this process; empty when all is well. */
export const unready = ({ engines, readModels }: HealthReport): readonly Unready[] => {
  const away = engines.filter(({ ok }) => !ok).map(({ engine, fault }) => ({ name: engine, code: fault?.code ?? 'engine.away', message: fault?.message ?? text('不应答', 'does not answer') }));
  const stopped = (readModels ?? []).filter((each) => each.role === 'live' && each.stopped).map(({ name }) => ({ name, code: 'read-model.stopped', message: text('因错误停止', 'stopped by a fault') }));
  const unknown = readModels === null && away.length === 0 ? [{ name: 'read-models', code: 'read-models.unknown', message: text('进度未知', 'nobody knows how far they are') }] : [];
  return [...away, ...stopped, ...unknown];
};

/** Read models without a version in use; the first start builds them. Empty where nothing is known of them. */
const unbuilt = ({ readModels }: HealthReport): readonly Unready[] => {
  const live = new Set((readModels ?? []).filter(({ role }) => role === 'live').map(({ name }) => name));
  return [...new Set((readModels ?? []).map(({ name }) => name))].filter((name) => !live.has(name)).map((name) => ({ name, code: 'read-model.building', message: text('首次建立中', 'is built for the first time') }));
};

/** What the start still waits for: an engine, or a read model that has no version in use yet. Empty once it is over. */
export const unstarted = (report: HealthReport): readonly Unready[] => {
  if (report.readModels === null) return unready(report);
  return report.readModels.length === 0 ? [{ name: 'read-models', code: 'read-model.building', message: text('尚未建立', 'not built yet') }] : unbuilt(report);
};

/** Why a worker does not do all that it is for: anything at all that is away, stopped or not built. */
export const idle = (report: HealthReport): readonly Unready[] => (report.readModels === null ? unready(report) : [...unready(report), ...unstarted(report)]);

/**
 * Why an API can answer nobody. Only the database counts: sessions, keys and read models are there. Without the event store people
 * still look things up, without the queue commands are taken as well; all processes share these engines, so that to send
 * people away from each of them would take from everybody what works.
 */
export const unservable = (report: HealthReport): readonly Unready[] => unready(report).filter(({ name }) => name === 'database');
