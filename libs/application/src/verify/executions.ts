import { RecordedEvent, text } from '@zhibu/kernel';
import { namesOf, timelineOf } from '@zhibu/workflow';
import { ServiceDeps } from '../service-deps';
import { differencesOf } from './differences';
import { executeEvents } from './execute-events';
import { Executed, Known, KnownOf } from './executed';
import { Execution, ExecutionKind } from './execution';
import { ReviewedAgain, executeReview } from './verify-reviews';

/** A chunk of a list speaks of everybody on it; it is checked with the whole log. */
const isOfOne = (event: Known): boolean => event.type !== 'BatchChunkBuilt';

const isReview = (event: Known): event is KnownOf<'StageDecided'> => event.type === 'StageDecided';

const placeOf = ({ stream, version }: { readonly stream: string; readonly version: number }): string => `${stream}/${version}`;

/** Executes again every decision in these events of one person, in the order in which they were recorded. */
export const executeDecisions = async (deps: ServiceDeps, events: readonly RecordedEvent[], personKey: string): Promise<readonly Execution[]> => {
  const known = events as unknown as readonly Known[];
  const executed = new Map((await executeEvents(deps, known.filter(isOfOne))).map((one) => [placeOf(one.event.meta), one]));
  const reviewed = new Map<string, ReviewedAgain>();
  for (const event of known) if (isReview(event)) reviewed.set(placeOf(event.meta), await executeReview(deps, event));
  const told = new Map(timelineOf(events, personKey, namesOf(deps)).map((entry) => [placeOf(entry), entry]));
  return known.flatMap((event): readonly Execution[] => {
    const place = placeOf(event.meta);
    const [one, review] = [executed.get(place), reviewed.get(place)];
    const { what, why } = told.get(place) ?? { what: text(event.type, event.type), why: [] };
    const { stream, version, recordedAt } = event.meta;
    const outcome = one !== undefined ? outcomeOf(deps, one) : review;
    if (outcome === undefined) return [];
    const kind: ExecutionKind = one === undefined ? 'review' : one.kind;
    return [{ kind, stream, version, recordedAt, what, why, ...outcome }];
  });
};

const outcomeOf = ({ policies }: ServiceDeps, executed: Executed): ReviewedAgain => {
  if (executed.outcome === 'same' || executed.outcome === 'erased') return { outcome: executed.outcome, finding: null, differences: [] };
  return { outcome: executed.outcome, finding: executed.what, differences: differencesOf(policies, executed) };
};
