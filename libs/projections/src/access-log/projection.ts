import { defineProjection } from '../framework/projection';
import { RowOf, integer, oneOf, table, text } from '../framework/table';

export const personViews = table('personViews', {
  columns: { personKey: text, version: integer, viewedBy: text, what: oneOf<'details' | 'history' | 'number' | 'account'>(), reason: text, viewedAt: text },
  key: ['personKey', 'version'],
  indexes: [{ columns: ['viewedAt', 'personKey', 'version'] }, { columns: ['viewedBy', 'viewedAt'] }],
});

export type PersonViewRow = RowOf<typeof personViews>;

/** Who looked at whom, when and for what reason. */
export const accessLogProjection = defineProjection({
  name: 'access-log',
  version: 1,
  tables: [personViews],
  reads: 'stored',
  on: {
    PersonViewed: {
      apply(rows, { data, meta }) {
        rows.put(personViews, { personKey: data.personKey, version: meta.version, viewedBy: data.viewedBy, what: data.what, reason: data.reason, viewedAt: meta.recordedAt });
      },
    },
  },
});
