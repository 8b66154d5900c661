import type { Actor, Checkpoint, RecordedEvent } from '@zhibu/kernel';
import { Moment, Names, StateChange, StateLine, TimelineEntry, changesBetween, paymentLinesAsOf, stateAsOf, timelineOf } from '@zhibu/workflow';

/** One event as the API gives it: of its envelope, what a fold or a reader asks for. */
export interface HistoryEvent {
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly recordedAt: string;
  readonly simulated: boolean;
  readonly who: { readonly userId: string; readonly onBehalfOf: string | null };
  readonly data: unknown;
}

export interface History {
  readonly personKey: string;
  readonly events: readonly HistoryEvent[];
}

export interface Replay {
  readonly personKey: string;
  readonly events: readonly RecordedEvent[];
  readonly timeline: readonly TimelineEntry[];
  /** Each instant at which something was recorded, once, in order. */
  readonly instants: readonly string[];
  stateAt(moment: Moment): readonly StateLine[];
  changes(before: Moment, after: Moment): readonly StateChange[];
}

const recorded = ({ stream, version, type, recordedAt, simulated, who, data }: HistoryEvent, index: number): RecordedEvent => {
  const actor: Actor = { userId: who.userId, kind: 'officer', roles: [], ...(who.onBehalfOf === null ? {} : { onBehalfOf: who.onBehalfOf }) };
  const meta = { id: `${stream}/${version}`, stream, version, schemaVersion: 1, recordedAt, simulated, actor, causationId: '', correlationId: '', commandKey: '', commandHash: '', subjects: [] };
  return { type, data, meta, checkpoint: `0/${index}` as Checkpoint };
};

const groupsOf = (events: readonly RecordedEvent[], nameOf: (event: RecordedEvent) => string | null): ReadonlyMap<string, readonly RecordedEvent[]> => {
  const groups = new Map<string, RecordedEvent[]>();
  for (const event of events) {
    const name = nameOf(event);
    if (name === null) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [event]);
    else group.push(event);
  }
  return groups;
};

const batchOf = ({ data }: RecordedEvent): string | null => {
  const batchId = (data as { readonly batchId?: unknown }).batchId;
  return typeof batchId === 'string' ? batchId : null;
};

/** Answers kept for one life; a slider goes to and fro over the same ones. */
const keptMax = 20_000;

/**
 * A life folded in the browser by the code of the server. That folds every stream by itself, and every payment by its batch: so they are
 * asked for one at a time, and an answer is kept for as long as no further event of that stream is known and the day is the same.
 */
export const createReplay = ({ personKey, events: given }: History, names?: Names): Replay => {
  const events = given.map(recorded);
  const kept = new Map<string, readonly StateLine[]>();
  const keeping = (key: string, make: () => readonly StateLine[]): readonly StateLine[] => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (kept.size >= keptMax) kept.clear();
    const made = make();
    kept.set(key, made);
    return made;
  };
  const streams = [...groupsOf(events, ({ meta }) => meta.stream)].sort(([a], [b]) => (a < b ? -1 : 1));
  const batches = [...groupsOf(events, batchOf)].sort(([a], [b]) => (a < b ? -1 : 1));
  const knownOf = (group: readonly RecordedEvent[], knownAt: string): readonly RecordedEvent[] => group.filter(({ meta }) => meta.recordedAt <= knownAt);
  const stateAt = ({ knownAt, inForceOn }: Moment): readonly StateLine[] => [
    ...streams.flatMap(([stream, own]) => {
      const known = knownOf(own, knownAt);
      return known.length === 0 ? [] : keeping(`${stream} ${known.length} ${inForceOn}`, () => stateAsOf(known, { knownAt, inForceOn }));
    }),
    ...batches.flatMap(([batchId, own]) => {
      const known = knownOf(own, knownAt);
      return known.length === 0 ? [] : keeping(`payment ${batchId} ${known.length}`, () => paymentLinesAsOf(known, personKey));
    }),
  ];
  return {
    personKey,
    events,
    timeline: timelineOf(events, personKey, names),
    instants: [...new Set(events.map(({ meta }) => meta.recordedAt))].sort(),
    stateAt,
    changes: (before, after) => changesBetween(stateAt(before), stateAt(after)),
  };
};
