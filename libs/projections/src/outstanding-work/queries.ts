import { Job, OutstandingWork, WaitingBatches } from '@zhibu/application';
import { WorkName } from '@zhibu/workflow';
import { Page, PageRequest, ReadModels, boundedLimit, findOne, listPage, viewOf } from '../shared/page';
import { AreaScope } from '../shared/scope';
import { Where } from '../shared/where';
import { OutstandingWorkRow, outstandingWork, workFunds } from './tables';

export interface WorkSearch extends PageRequest {
  readonly scope: AreaScope;
  readonly kind?: WorkName;
}

export const outstandingWorkQueries = (models: ReadModels) => ({
  /** For people: what the automation owes and since when, the oldest first. */
  list: ({ scope, kind, ...page }: WorkSearch): Promise<Page<OutstandingWorkRow>> => {
    const where = new Where().within('area_code', scope).equals('kind', kind);
    return listPage(models, { table: outstandingWork, where, order: ['since', 'workId'], page });
  },
});

/** For the sweeper: the same as jobs, under the ids and with the payloads of their follow-ups. */
export const createOutstandingWork = (models: ReadModels): OutstandingWork => ({
  async page({ now, after, limit }) {
    const found = await models.db.query(
      `select work_id as "workId", queue, payload from ${viewOf(models, outstandingWork)}
       where not simulated and work_id > $1 and (not_before is null or not_before <= $2) order by work_id limit ${boundedLimit(limit)}`,
      [after, now],
    );
    const rows = found.rows as unknown as readonly Pick<OutstandingWorkRow, 'workId' | 'queue' | 'payload'>[];
    return rows.map(({ workId, queue, payload }): Job => ({ queue, id: workId, payload }));
  },
});

const waitingMax = 1_000;

export const createWaitingBatches = (models: ReadModels): WaitingBatches => ({
  ofFund: async (fundId) => (await findOne(models, workFunds, new Where().equals('fund_id', fundId)))?.batches.slice(0, waitingMax) ?? [],
});
