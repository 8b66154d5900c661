import { EventAddress, SubjectIndex, eventsOfPersonMax } from '@zhibu/application';
import { Checkpoint } from '@zhibu/kernel';
import { ReadModels, viewOf } from '../shared/page';
import { personEvents } from './projection';

/** Orders two checkpoints, as the event store does. */
export type CompareCheckpoints = (a: Checkpoint, b: Checkpoint) => number;

type Found = EventAddress & { readonly checkpoint: Checkpoint };

/** The events that speak of a person, in global order. Checkpoints are opaque, so the store's own order is asked for. */
export const createSubjectIndex = (models: ReadModels, compare: CompareCheckpoints): SubjectIndex => ({
  async ofPerson(personKey, { after, knownAt } = {}) {
    const found = await models.db.query(
      `select stream, version::int as version, checkpoint from ${viewOf(models, personEvents)}
       where person_key = $1 and ($2::text is null or recorded_at collate "C" <= $2)`,
      [personKey, knownAt ?? null],
    );
    const events = (found.rows as unknown as Found[]).sort((a, b) => compare(a.checkpoint, b.checkpoint) || a.version - b.version);
    const from = after === undefined ? 0 : events.findIndex((event) => event.stream === after.stream && event.version === after.version) + 1;
    return events.slice(from, from + eventsOfPersonMax).map(({ stream, version }) => ({ stream, version }));
  },
});
