import { Job, OutstandingWork } from '@zhibu/application';
import { Page, PageRequest, ReadModels, boundedLimit, listPage, viewOf } from '../shared/page';
import { AreaScope } from '../shared/scope';
import { Where } from '../shared/where';
import { OutstandingWorkRow, WorkKind, outstandingWork } from './tables';

export interface WorkSearch extends PageRequest {
  readonly scope: AreaScope;
  readonly kind?: WorkKind;
}

export const outstandingWorkQueries = (models: ReadModels) => ({
  /** For people: what the automation owes and since when, the oldest first. */
  list: ({ scope, kind, ...page }: WorkSearch): Promise<Page<OutstandingWorkRow>> => {
    const where = new Where().within('area_code', scope).equals('kind', kind);
    return listPage(models, { table: outstandingWork, where, order: ['since', 'workId'], page });
  },
});

/** For the sweeper: the same as jobs. The job's payload has the kind of work beside what it is about. */
export const createOutstandingWork = (models: ReadModels): OutstandingWork => ({
  async page({ now, after, limit }) {
    const found = await models.db.query(
      `select work_id as "workId", kind, queue, payload from ${viewOf(models, outstandingWork)}
       where not simulated and work_id > $1 and (not_before is null or not_before <= $2) order by work_id limit ${boundedLimit(limit)}`,
      [after, now],
    );
    const rows = found.rows as unknown as readonly Pick<OutstandingWorkRow, 'workId' | 'kind' | 'queue' | 'payload'>[];
    return rows.map(({ workId, kind, queue, payload }): Job => ({ queue, id: workId, payload: { kind, ...payload } }));
  },
});
