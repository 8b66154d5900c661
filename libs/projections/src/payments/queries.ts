import { BatchHistory } from '@zhibu/application';
import { accounts } from '../people/projection';
import { Page, PageRequest, ReadModels, findOne, listPage, viewOf } from '../shared/page';
import { DifferenceSearch, LineDifference, listDifferences } from './differences';
import { ListedRow, ListedSearch, inSpans, listedByTownship } from './listed';
import { AreaScope } from '../shared/scope';
import { Where } from '../shared/where';
import { BatchRow, BatchStatus, LineStatus, PaymentExceptionRow, PaymentLineRow, batches, paymentExceptions, paymentLines } from './tables';

export interface BatchSearch extends PageRequest {
  readonly scope: AreaScope;
  readonly scheme?: string;
  readonly year?: number;
  readonly status?: BatchStatus;
}

export interface LineSearch extends PageRequest {
  readonly scope: AreaScope;
  readonly batchId: string;
  readonly status?: LineStatus;
  /** Only lines with a proposal that waits for an approver. */
  readonly proposed?: boolean;
}

export interface ExceptionSearch extends PageRequest {
  readonly scope: AreaScope;
  readonly batchId?: string;
  readonly kind?: PaymentExceptionRow['kind'];
  /** Only those that are still open. */
  readonly open?: boolean;
}

export const paymentQueries = (models: ReadModels) => ({
  batches: ({ scope, scheme, year, status, ...page }: BatchSearch): Promise<Page<BatchRow>> => {
    const where = new Where().within('area_code', scope).equals('scheme', scheme).equals('year', year).equals('status', status);
    return listPage(models, { table: batches, where, order: ['batchId'], page });
  },

  /** Batches of some spans, and every other one that is not finished. */
  underWay: ({ scope, areaPrefix: prefix, spans, ...page }: PageRequest & ListedSearch): Promise<Page<BatchRow>> => {
    const where = new Where().within('area_code', scope).startsWith('area_code', prefix);
    where.and(`(status not in ('closed', 'cancelled') or (status <> 'cancelled' and (${inSpans(where, spans)})))`);
    return listPage(models, { table: batches, where, order: ['batchId'], page });
  },

  batch: ({ scope, batchId }: { readonly scope: AreaScope; readonly batchId: string }): Promise<BatchRow | null> =>
    findOne(models, batches, new Where().equals('batch_id', batchId).within('area_code', scope)),

  /** Lines of a batch, of the people in the scope. */
  lines: ({ scope, batchId, status, proposed, ...page }: LineSearch): Promise<Page<PaymentLineRow>> => {
    const where = new Where().equals('batch_id', batchId).equals('status', status).within('area_code', scope);
    if (proposed === true) where.and('proposal_no is not null');
    return listPage(models, { table: paymentLines, where, order: ['lineNo'], page });
  },

  line: ({ scope, batchId, lineNo }: { readonly scope: AreaScope; readonly batchId: string; readonly lineNo: number }): Promise<PaymentLineRow | null> =>
    findOne(models, paymentLines, new Where().equals('batch_id', batchId).equals('line_no', lineNo).within('area_code', scope)),

  /** Line by line what differs from the batch before. */
  differences: (search: DifferenceSearch): Promise<Page<LineDifference>> => listDifferences(models, search),

  /** What is listed for some spans, by scheme and township. */
  listed: (search: ListedSearch): Promise<readonly ListedRow[]> => listedByTownship(models, search),

  linesOfPerson: ({ scope, personKey, ...page }: PageRequest & { readonly scope: AreaScope; readonly personKey: string }): Promise<Page<PaymentLineRow>> =>
    listPage(models, { table: paymentLines, where: new Where().equals('person_key', personKey).within('area_code', scope), order: ['batchId', 'lineNo'], page }),

  /** Money that came back and waits for an account: none was recorded to follow the one that was tried, and nothing arrived on that one since. */
  waitingForAccount: ({ scope, ...page }: PageRequest & { readonly scope: AreaScope }): Promise<Page<PaymentLineRow>> => {
    const line = viewOf(models, paymentLines);
    // The batches lead to their lines by an index; few hold a returned one.
    const where = new Where().within('area_code', scope).and(`status = 'returned' and batch_id in (select batch_id from ${viewOf(models, batches)} where returned > 0)`);
    where.and(`not exists (select 1 from ${viewOf(models, accounts)} tried join ${viewOf(models, accounts)} newer on newer.person_key = tried.person_key and newer.valid_from > tried.valid_from
      where tried.person_key = ${line}.person_key and tried.account_key = ${line}.account_key)`);
    where.and(`not exists (select 1 from ${line} later where later.person_key = ${line}.person_key and later.account_key = ${line}.account_key and later.status = 'credited' and later.settled_on > ${line}.settled_on)`);
    return listPage(models, { table: paymentLines, where, order: ['batchId', 'lineNo'], page });
  },

  exceptions: ({ scope, batchId, kind, open, ...page }: ExceptionSearch): Promise<Page<PaymentExceptionRow>> => {
    const where = new Where().within('area_code', scope).equals('batch_id', batchId).equals('kind', kind);
    if (open === true) where.and('resolved_at is null');
    return listPage(models, { table: paymentExceptions, where, order: ['exceptionId'], page });
  },
});

/** Batches to compare with: the same scheme and area, an earlier period, approved. */
export const createBatchHistory = (models: ReadModels): BatchHistory => ({
  async previousOf(batchId) {
    const found = await models.db.query(
      `select b.batch_id as id from ${viewOf(models, batches)} b join ${viewOf(models, batches)} own
         on own.batch_id = $1 and b.scheme = own.scheme and b.area_code = own.area_code and b.batch_id <> own.batch_id
       where b.status in ('approved', 'funded', 'filed', 'sent', 'closed')
         and (b.through_month, b.opened_on, b.batch_id) < (own.through_month, own.opened_on, own.batch_id)
       order by b.through_month desc, b.opened_on desc, b.batch_id desc limit 1`,
      [batchId],
    );
    const id = found.rows[0]?.['id'];
    return typeof id === 'string' ? id : null;
  },
});
