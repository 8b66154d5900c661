import { people } from '../people/projection';
import { Page, PageRequest, ReadModels, listPage, viewOf } from '../shared/page';
import { AreaScope } from '../shared/scope';
import { Where } from '../shared/where';
import { PersonViewRow, personViews } from './projection';

export interface ViewSearch extends PageRequest {
  /** Areas of the people who were looked at. */
  readonly scope: AreaScope;
  readonly personKey?: string;
  readonly viewedBy?: string;
}

export const accessLogQueries = (models: ReadModels) => ({
  /** Newest first. */
  list: ({ scope, personKey, viewedBy, ...page }: ViewSearch): Promise<Page<PersonViewRow>> => {
    const where = new Where().equals('person_key', personKey).equals('viewed_by', viewedBy);
    if (!scope.prefixes.includes('')) {
      where.and(`person_key in (select p.person_key from ${viewOf(models, people)} p where ${where.inAreas('p.area_code', scope.prefixes)})`);
    }
    return listPage(models, { table: personViews, where, order: ['viewedAt', 'personKey', 'stream', 'version'], direction: 'desc', page });
  },
});
