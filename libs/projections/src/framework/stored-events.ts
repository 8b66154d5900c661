import { eventCatalogue } from '@zhibu/domain';
import { StoredEvent } from '@zhibu/event-store';
import { EventCatalogue, upcast } from '@zhibu/kernel';
import { ProjectedEvent } from './projection';

const catalogue: EventCatalogue = eventCatalogue;

/** A stored event in the newest shape of its type, its personal fields still ciphertext. */
export const asStored = (event: StoredEvent): ProjectedEvent => {
  const spec = catalogue[event.type];
  if (spec === undefined || spec.schemaVersion === event.meta.schemaVersion) return event as ProjectedEvent;
  return { ...event, data: upcast(spec, event.meta.schemaVersion, event.data) } as ProjectedEvent;
};
