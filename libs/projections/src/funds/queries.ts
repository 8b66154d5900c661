import { Page, PageRequest, ReadModels, listPage } from '../shared/page';
import { AreaScope } from '../shared/scope';
import { Where } from '../shared/where';
import { FundLevelRow, FundReceiptRow, fundLevels, fundReceipts } from './projection';

export interface FundSearch extends PageRequest {
  readonly scope: AreaScope;
  readonly scheme?: string;
  readonly year?: number;
}

export const fundQueries = (models: ReadModels) => ({
  levels: ({ scope, scheme, year, ...page }: FundSearch): Promise<Page<FundLevelRow>> => {
    const where = new Where().within('area_code', scope).equals('scheme', scheme).equals('year', year);
    return listPage(models, { table: fundLevels, where, order: ['fundId', 'level'], page });
  },

  receipts: ({ scope, fundId, ...page }: PageRequest & { readonly scope: AreaScope; readonly fundId: string }): Promise<Page<FundReceiptRow>> =>
    listPage(models, { table: fundReceipts, where: new Where().equals('fund_id', fundId).within('area_code', scope), order: ['receiptNo'], page }),
});
