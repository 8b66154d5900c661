import { RecordedEvent, contentHash, fold, Decider, DomainEvent } from '@zhibu/kernel';
import {
  accessLogDecider, applicationDecider, carryOverRegisterDecider, entitlementDecider, fundDecider, payeeLedgerDecider, paymentBatchDecider, paymentLinesDecider, personDecider, returnFileDecider, userDecider,
} from '@zhibu/domain';
import { ProjectedEvent, createMemoryProjection, createProjections } from '@zhibu/projections';
import { stateAsOf, timelineOf } from '@zhibu/workflow';
import { shippedRules } from '../simulation/county';

type AnyFold = Pick<Decider<unknown, never, DomainEvent>, 'initialState' | 'evolve'>;

const deciders = {
  application: applicationDecider, entitlement: entitlementDecider, fund: fundDecider, ledger: payeeLedgerDecider, batch: paymentBatchDecider, lines: paymentLinesDecider,
  register: carryOverRegisterDecider, person: personDecider, returnfile: returnFileDecider, user: userDecider, signins: userDecider, access: accessLogDecider, looks: accessLogDecider,
} as unknown as Readonly<Record<string, AnyFold>>;

export interface Replayed {
  /** State of every stream. */
  readonly states: Readonly<Record<string, unknown>>;
  /** Rows of every read model. */
  readonly readModels: Readonly<Record<string, readonly unknown[]>>;
  /** What happened to each person in words, as a hash, and how the year ended for them. */
  readonly people: Readonly<Record<string, { readonly timeline: readonly string[]; readonly timelineHash: string; readonly atTheEnd: readonly string[] }>>;
}

/** Everything that later versions make of a history: folds, read models and words. */
export const replay = async (events: readonly RecordedEvent[]): Promise<Replayed> => {
  const streams = new Map<string, RecordedEvent[]>();
  for (const event of events) streams.set(event.meta.stream, [...(streams.get(event.meta.stream) ?? []), event]);
  const states: Record<string, unknown> = {};
  for (const [stream, own] of streams) {
    const decider = deciders[stream.slice(0, stream.indexOf('-'))];
    if (decider === undefined) throw new Error(`expected a known stream, found ${stream}`);
    states[stream] = fold(decider, own);
  }
  const readModels: Record<string, readonly unknown[]> = {};
  const { procedures } = shippedRules();
  for (const projection of createProjections(({ id, version }) => procedures.find(id, version) ?? null)) {
    const memory = createMemoryProjection(projection);
    await memory.apply(events as unknown as readonly ProjectedEvent[]);
    for (const table of projection.tables) readModels[table.name] = memory.rows(table);
  }
  const people: Record<string, Replayed['people'][string]> = {};
  for (const personKey of new Set(events.flatMap(({ meta }) => meta.subjects))) {
    const own = events.filter(({ meta }) => meta.subjects.includes(personKey));
    const timeline = timelineOf(own, personKey);
    const atTheEnd = stateAsOf(own, { knownAt: '2099-01-01T00:00:00.000Z', inForceOn: '2016-12-31' });
    people[personKey] = { timeline: timeline.map(({ what }) => what.zh), timelineHash: contentHash(timeline), atTheEnd: atTheEnd.map(({ label, value }) => `${label.en}: ${value.en}`) };
  }
  return { states, readModels, people };
};
