import { Listing, LookPurpose } from '@zhibu/domain';
import { defineProjection } from '../framework/projection';
import { RowOf, integer, nullable, oneOf, table, text } from '../framework/table';

/** One row for each person and look. A list that showed fifty people has fifty. */
export const personViews = table('personViews', {
  columns: {
    personKey: text,
    stream: text,
    version: integer,
    viewedBy: text,
    onBehalfOf: nullable(text),
    what: oneOf<'details' | 'history' | 'number' | 'account' | Listing>(),
    /** People shown by the same look, this one included. */
    together: integer,
    purpose: nullable(oneOf<LookPurpose>()),
    reason: nullable(text),
    viewedAt: text,
  },
  key: ['personKey', 'stream', 'version'],
  indexes: [{ columns: ['viewedAt', 'personKey', 'stream', 'version'] }, { columns: ['viewedBy', 'viewedAt'] }],
});

export type PersonViewRow = RowOf<typeof personViews>;

/** Who looked at whom, when and for what reason. */
export const accessLogProjection = defineProjection({
  name: 'access-log',
  version: 2,
  tables: [personViews],
  reads: 'stored',
  on: {
    PersonViewed: {
      apply(rows, { data: { personKey, viewedBy, what, reason }, meta: { stream, version, recordedAt, actor } }) {
        rows.put(personViews, { personKey, stream, version, viewedBy, onBehalfOf: actor.onBehalfOf ?? null, what, together: 1, purpose: null, reason, viewedAt: recordedAt });
      },
    },
    PeopleListed: {
      apply(rows, { data: { personKeys, listedBy, what, purpose, reason }, meta: { stream, version, recordedAt } }) {
        const [viewedBy = '', onBehalfOf = null] = listedBy;
        for (const personKey of personKeys) rows.put(personViews, { personKey, stream, version, viewedBy, onBehalfOf, what, together: personKeys.length, purpose, reason, viewedAt: recordedAt });
      },
    },
  },
});
