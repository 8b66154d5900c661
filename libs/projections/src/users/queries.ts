import { LocalDate } from '@zhibu/kernel';
import { Page, PageRequest, ReadModels, findOne, listPage } from '../shared/page';
import { AreaScope } from '../shared/scope';
import { Where } from '../shared/where';
import { DelegationRow, UserRow, delegations, users } from './projection';

export const userQueries = (models: ReadModels) => ({
  /** Officers with a grant inside the scope. Those without any grant are seen with the nation as scope only. */
  list: ({ scope, ...page }: PageRequest & { readonly scope: AreaScope }): Promise<Page<UserRow>> => {
    const where = new Where();
    if (!scope.prefixes.includes('')) where.and(`exists (select 1 from unnest(area_codes) as a(code) where ${where.inAreas('a.code', scope.prefixes)})`);
    return listPage(models, { table: users, where, order: ['userId'], page });
  },

  /** For sign-in: who this id is, whatever the area. */
  byId: (userId: string): Promise<UserRow | null> => findOne(models, users, new Where().equals('user_id', userId)),

  /** In whose name an officer may act on a day. */
  delegationsTo: ({ toUserId, on, ...page }: PageRequest & { readonly toUserId: string; readonly on: LocalDate }): Promise<Page<DelegationRow>> => {
    const where = new Where().equals('to_user_id', toUserId);
    where.and(`until_day >= ${where.value(on)}`);
    return listPage(models, { table: delegations, where, order: ['userId', 'toUserId'], page });
  },
});
