import { AreaCode, LocalDate, Role, areaPrefix } from '@zhibu/kernel';
import { Page, PageRequest, ReadModels, findOne, listPage, viewOf } from '../shared/page';
import { AreaScope } from '../shared/scope';
import { Where } from '../shared/where';
import { DelegationRow, UserRow, delegations, users } from './projection';

export interface UserSearch extends PageRequest {
  readonly scope: AreaScope;
  /** Part of the id or of the name, in any case. */
  readonly words?: string;
  /** With `area` together: one grant has to fit both. */
  readonly role?: Role;
  /** A grant in this area or in one below it. */
  readonly area?: AreaCode;
  readonly disabled?: boolean;
}

/** What a reader types is looked for as it stands. */
const likePart = (words: string): string => `%${words.replace(/[\\%_]/g, '\\$&')}%`;

const inScope = (where: Where, areaCodes: string, { prefixes }: AreaScope): string =>
  prefixes.includes('') ? 'true' : `exists (select 1 from unnest(${areaCodes}) as a(code) where ${where.inAreas('a.code', prefixes)})`;

const grantFits = (where: Where, { role, area }: Pick<UserSearch, 'role' | 'area'>): string => {
  const ofRole = role === undefined ? 'true' : `g ->> 'role' = ${where.value(role)}`;
  const inArea = area === undefined ? 'true' : where.inAreas(`(g ->> 'areaCode') collate "C"`, [areaPrefix(area)]);
  return `exists (select 1 from jsonb_array_elements(roles) as g where ${ofRole} and ${inArea})`;
};

export const userQueries = (models: ReadModels) => {
  /** Whoever was disabled hands nothing on any more, and acts for nobody. */
  const inUse = (column: string): string => `exists (select 1 from ${viewOf(models, users)} as u where u.user_id = ${column} and u.disabled_reason is null)`;
  const holding = (on: LocalDate): Where => {
    const where = new Where();
    return where.and(`until_day >= ${where.value(on)}`).and(inUse('delegations.user_id')).and(inUse('delegations.to_user_id'));
  };
  const order = ['userId', 'toUserId'] as const;
  return {
    /** Officers with a grant inside the scope. Those without any grant are seen with the nation as scope only. */
    list: ({ scope, words, role, area, disabled, ...page }: UserSearch): Promise<Page<UserRow>> => {
      const where = new Where();
      where.and(inScope(where, 'area_codes', scope));
      if (role !== undefined || area !== undefined) where.and(grantFits(where, { role, area }));
      if (words !== undefined) where.and(`(user_id ilike ${where.value(likePart(words))} or display_name ilike ${where.value(likePart(words))})`);
      if (disabled !== undefined) where.and(`disabled_reason is ${disabled ? 'not null' : 'null'}`);
      return listPage(models, { table: users, where, order: ['userId'], page });
    },

    /** For sign-in: who this id is, whatever the area. */
    byId: (userId: string): Promise<UserRow | null> => findOne(models, users, new Where().equals('user_id', userId)),

    /** Names of officers who had a hand in something, whatever their area; who is not known here is left out. */
    namesOf: async (ids: readonly string[]): Promise<readonly { readonly userId: string; readonly displayName: string }[]> => {
      const found = await models.db.query(`select user_id as "userId", display_name as "displayName" from ${viewOf(models, users)} where user_id = any($1::text[]) order by user_id`, [ids]);
      return found.rows as unknown as readonly { readonly userId: string; readonly displayName: string }[];
    },

    /** In whose name an officer may act on a day. */
    delegationsTo: ({ toUserId, on, ...page }: PageRequest & { readonly toUserId: string; readonly on: LocalDate }): Promise<Page<DelegationRow>> =>
      listPage(models, { table: delegations, where: holding(on).equals('to_user_id', toUserId), order, page }),

    /** Who may act in an officer's name on a day. */
    delegationsBy: ({ userId, on, ...page }: PageRequest & { readonly userId: string; readonly on: LocalDate }): Promise<Page<DelegationRow>> =>
      listPage(models, { table: delegations, where: holding(on).equals('user_id', userId), order, page }),

    /** Who acts for officers of the scope on a day; with an officer named, for them or by them. */
    standIns: ({ scope, userId, on, ...page }: PageRequest & { readonly scope: AreaScope; readonly userId?: string; readonly on: LocalDate }): Promise<Page<DelegationRow>> => {
      const where = holding(on);
      where.and(`exists (select 1 from ${viewOf(models, users)} as u where u.user_id in (delegations.user_id, delegations.to_user_id) and ${inScope(where, 'u.area_codes', scope)})`);
      if (userId !== undefined) where.and(`${where.value(userId)} in (user_id, to_user_id)`);
      return listPage(models, { table: delegations, where, order, page });
    },
  };
};
