import type { ApplicationEvent, ApplicationState } from '@zhibu/domain';
import type { Checkpoint, RecordedEvent } from '@zhibu/kernel';
import { Names, TimelineEntry, timelineOf } from '@zhibu/workflow';
import { components } from '../../generated/openapi';
import { foldCase } from './case-state';

export type CaseHistory = components['schemas']['RecordedHistoryView'];

/** What a look with a reason brings: the course of the case in words, and its whole state. */
export interface Looked {
  readonly state: ApplicationState;
  readonly timeline: readonly TimelineEntry[];
  readonly objections: readonly ObjectionSaid[];
}

export interface ObjectionSaid {
  readonly objectionId: string;
  readonly statement: string | null;
  readonly raisedOn: string;
  readonly status: 'open' | 'upheld' | 'not-upheld';
}

type HistoryEvent = CaseHistory['events'][number];

const recorded = ({ stream, version, type, recordedAt, simulated, who, data }: HistoryEvent, index: number): RecordedEvent => ({
  type,
  data,
  meta: {
    id: `${stream}/${version}`, stream, version, schemaVersion: 1, recordedAt, simulated, causationId: '', correlationId: '', commandKey: '', commandHash: '', subjects: [],
    actor: { userId: who.userId, kind: 'officer', roles: [], ...(who.onBehalfOf === null ? {} : { onBehalfOf: who.onBehalfOf }) },
  },
  checkpoint: `0/${index}` as Checkpoint,
});

/** The events of one case, folded and told by the code of the server. */
export const lookInto = ({ personKey, events: given }: CaseHistory, names: Names): Looked => {
  const recordedEvents = given.map(recorded);
  // The server sends what its own event types describe; an unknown type is left out by the fold and by the words.
  const events = recordedEvents as unknown as readonly (RecordedEvent & ApplicationEvent)[];
  const state = foldCase(events);
  const objections = events.flatMap((event): readonly ObjectionSaid[] => {
    if (event.type !== 'ObjectionRaised') return [];
    const { objectionId, statement, raisedOn } = event.data;
    return [{ objectionId, statement, raisedOn, status: state.objections.find((each) => each.objectionId === objectionId)?.status ?? 'open' }];
  });
  return { state, objections, timeline: timelineOf(recordedEvents, personKey, names) };
};
