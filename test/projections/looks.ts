import { ZhibuEvent, accessStream } from '@zhibu/domain';
import { EventStore } from '@zhibu/event-store';
import { Projection, column, defineProjection } from '@zhibu/projections';
import { record } from './support';

const looksBy = column.counter('looksBy', { columns: { officer: column.text, times: column.integer }, key: ['officer'] });

/** Adds up, so that an event folded twice shows. */
export const lookCounts: Projection = defineProjection({
  name: 'look-counts',
  version: 1,
  tables: [looksBy],
  reads: 'stored',
  on: { PersonViewed: { apply: (rows, { data }) => rows.add(looksBy, [data.viewedBy], { times: 1 }) } },
});

/** That many looks, on five streams. */
export const recordLooks = async (store: EventStore, count: number): Promise<void> => {
  for (let n = 0; n < count; n += 1) {
    const event: ZhibuEvent = { type: 'PersonViewed', data: { personKey: `p${n % 5}`, viewedBy: `u${n % 3}`, what: 'details', reason: 'count' } };
    await record(store, accessStream(`p${n % 5}`), [event]);
  }
};
