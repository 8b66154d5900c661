import { Page, PageRequest, ReadModels, findOne, listPage } from '../shared/page';
import { AreaScope } from '../shared/scope';
import { Where } from '../shared/where';
import { ImportRowView, importedCases, imports } from './projection';

export interface OfImport {
  readonly scope: AreaScope;
  readonly importId: string;
}

export const importQueries = (models: ReadModels) => ({
  /** The newest first. */
  list: ({ scope, ...page }: PageRequest & { readonly scope: AreaScope }): Promise<Page<ImportRowView>> =>
    listPage(models, { table: imports, where: new Where().within('area_code', scope), order: ['startedAt', 'importId'], direction: 'desc', page }),

  find: ({ scope, importId }: OfImport): Promise<ImportRowView | null> => findOne(models, imports, new Where().equals('import_id', importId).within('area_code', scope)),

  /** Ids of the applications that nobody has touched. */
  untouched: async ({ scope, importId, ...page }: OfImport & PageRequest): Promise<Page<string>> => {
    const where = new Where().equals('import_id', importId).equals('status', 'untouched').within('area_code', scope);
    const { items, next } = await listPage(models, { table: importedCases, where, order: ['applicationId'], page });
    return { items: items.map(({ applicationId }) => applicationId), next };
  },
});
