import { Page, PageRequest, ReadModels, findOne, listPage, pageSizeMax, viewOf } from '../shared/page';
import { AreaScope } from '../shared/scope';
import { Where } from '../shared/where';
import { AccountRow, PersonRow, accounts, idEndLength, people, reversed } from './projection';

export interface PeopleSearch extends PageRequest {
  readonly scope: AreaScope;
  /** Area code or its beginning, narrower than the scope. */
  readonly areaPrefix?: string;
  readonly namePrefix?: string;
  /** The last digits of the ID number, at most six. */
  readonly idEnd?: string;
}

export const peopleQueries = (models: ReadModels) => ({
  search: ({ scope, areaPrefix, namePrefix, idEnd, ...page }: PeopleSearch): Promise<Page<PersonRow>> => {
    const end = idEnd === undefined ? undefined : reversed(idEnd.slice(-idEndLength).toUpperCase());
    const where = new Where().within('area_code', scope).startsWith('area_code', areaPrefix).startsWith('name', namePrefix).startsWith('id_end_reversed', end);
    return listPage(models, { table: people, where, order: ['personKey'], page });
  },

  find: ({ scope, personKey }: { readonly scope: AreaScope; readonly personKey: string }): Promise<PersonRow | null> =>
    findOne(models, people, new Where().equals('person_key', personKey).within('area_code', scope)),

  /** The people of one page of another list, in one query; those outside the scope are left out. */
  several: async ({ scope, personKeys }: { readonly scope: AreaScope; readonly personKeys: readonly string[] }): Promise<readonly PersonRow[]> => {
    if (personKeys.length > pageSizeMax) throw new RangeError(`expected at most ${pageSizeMax} people, found ${personKeys.length}`);
    const where = new Where().within('area_code', scope);
    where.and(`person_key = any (${where.value(personKeys)}::text[])`);
    return (await listPage(models, { table: people, where, order: ['personKey'], page: { limit: pageSizeMax } })).items;
  },

  /** A person's accounts, masked, newest first by the day they hold from. */
  accountsOf: ({ scope, personKey, ...page }: PageRequest & { readonly scope: AreaScope; readonly personKey: string }): Promise<Page<AccountRow>> => {
    const where = new Where().equals('person_key', personKey);
    where.and(`exists (select 1 from ${viewOf(models, people)} p where p.person_key = ${where.value(personKey)} and ${where.inAreas('p.area_code', scope.prefixes)})`);
    return listPage(models, { table: accounts, where, order: ['validFrom', 'accountKey'], direction: 'desc', page });
  },
});
