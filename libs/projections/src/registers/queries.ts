import { Page, PageRequest, ReadModels, findOne, listPage } from '../shared/page';
import { AreaScope } from '../shared/scope';
import { Where } from '../shared/where';
import { RegisterRefusalRow, RegisterViewRow, registerRefusals, registers } from './projection';

export interface RegisterSearch extends PageRequest {
  readonly scope: AreaScope;
  readonly scheme?: string;
  readonly status?: RegisterViewRow['status'];
}

export const registerQueries = (models: ReadModels) => ({
  list: ({ scope, scheme, status, ...page }: RegisterSearch): Promise<Page<RegisterViewRow>> => {
    const where = new Where().within('area_code', scope).equals('scheme', scheme).equals('status', status);
    return listPage(models, { table: registers, where, order: ['registerId'], page });
  },

  find: ({ scope, registerId }: { readonly scope: AreaScope; readonly registerId: string }): Promise<RegisterViewRow | null> =>
    findOne(models, registers, new Where().equals('register_id', registerId).within('area_code', scope)),

  /** Who was not carried over. */
  refusals: ({ scope, registerId, ...page }: PageRequest & { readonly scope: AreaScope; readonly registerId: string }): Promise<Page<RegisterRefusalRow>> =>
    listPage(models, { table: registerRefusals, where: new Where().equals('register_id', registerId).within('area_code', scope), order: ['personKey'], page }),
});
