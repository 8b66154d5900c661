import { eventCatalogue } from '@zhibu/domain';
import { StoredEvent } from '@zhibu/event-store';
import { EventCatalogue } from '@zhibu/kernel';
import { Generation } from './generation';

/** Why this code cannot take an event that newer code wrote, or `null` when it knows it. */
export type FindNewer = (event: Pick<StoredEvent, 'type'> & { readonly schemaVersion: number }) => string | null;

export const findNewerThan =
  (catalogue: EventCatalogue = eventCatalogue): FindNewer =>
  ({ type, schemaVersion }) => {
    const known = catalogue[type]?.schemaVersion;
    if (known === undefined) return `the event type ${type} is not known to this code`;
    return schemaVersion > known ? `${type} has schema version ${schemaVersion}, and this code knows ${known}` : null;
  };

/** Whether a generation may be gone on with here: not where it stopped, unless older code stopped at an event that this code knows. */
export const canGoOn = ({ stopped }: Pick<Generation, 'stopped'>, newer: FindNewer): boolean =>
  stopped === null || (stopped.newerSchemaVersion !== undefined && newer({ type: stopped.type, schemaVersion: stopped.newerSchemaVersion }) === null);
