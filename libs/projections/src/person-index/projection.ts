import { defineProjectionOfAll } from '../framework/projection';
import { boolean, integer, table, text } from '../framework/table';

/** Where events speak of a person; global order is by checkpoint. */
export const personEvents = table('personEvents', {
  columns: {
    personKey: text,
    stream: text,
    version: integer,
    type: text,
    recordedAt: text,
    checkpoint: text,
    simulated: boolean,
  },
  key: ['personKey', 'stream', 'version'],
});

/** Every event by the people it names, so that a person's page never scans the log. */
export const personIndexProjection = defineProjectionOfAll({
  name: 'person-index',
  version: 1,
  tables: [personEvents],
  reads: 'stored',
  apply(rows, { type, meta, checkpoint }) {
    for (const personKey of meta.subjects) {
      const { stream, version, recordedAt, simulated } = meta;
      rows.put(personEvents, { personKey, stream, version, type, recordedAt, checkpoint, simulated });
    }
  },
});
